"""A document speaks one language: what is ours in it has no word of the other."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from models import DocumentKind
from monev.dossier import Dossier, PastScore
from monev.printing import Language
from monev.reports.forms import page_of
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.region.fact_sheet import fact_sheet_view
from monev.reports.region.paper import region_paper
from monev.reports.signed.cover_letter import cover_letter_paper
from monev.reports.signed.minutes import minutes_paper
from monev.reports.signed.signing import LetterFields, MinutesFields
from monev.reports.words.wording import vocabulary
from monev.scorecard import Action, FollowUp, FollowUpStatus, Scorecard
from monev.workspace import Workspace
from tests.reports.quotations import without_quotations
from tests.reports.regions import REGIONS, region
from tests.reports.template_texts import read_by_people
from tests.reports.test_wording import INDONESIAN

FOREIGN: dict[Language, frozenset[str]] = {
    "en": INDONESIAN
    | {"s.d."}
    | frozenset(
        re.findall(
            r"\w+",
            """
            adalah adanya agar akan antar apa apabila bagaimana beberapa belumlah bersama berupa
            bisa dapat demi di dilakukan guna hanya harus hingga ialah ini itu jika juga justru
            kami kecuali kepadanya ketika kini lagi lain lalu maka maupun melainkan memiliki
            mengenai merupakan mereka meskipun mungkin namun pernah pula pun saat saja sama
            sambil sangat sebab sebelumnya secara sedang sedangkan sehingga sejak sekitar selain
            selama seluruhnya seperti serta sering sesuai setiap suatu supaya tadi telah tentang
            terdapat terlalu tersebut tertentu ternyata tetap yaitu yakni
            """,
        )
    ),
    "id": frozenset(
        re.findall(
            r"\w+",
            """
            the of and is are was were be been being has have had do does did not no with without
            from for by at this that these those which who whose what when where while until since
            than then there their its it as or but if because between before after above below
            under over into about against only also more most less least such each every other
            any all both none yet so can could may might must shall should will would
            """,
        )
    )
    - {"no", "as", "do", "at", "be", "all"},
}
"""Frequent words that one language has and the other has not, outside names and quotations.

Left out on the right are those that Indonesian spells alike: `No.`, `as`, `do`, and parts of
borrowed terms.
"""
PAPERS: dict[str, Callable[[Dossier, Language], Paper]] = {
    "report": lambda found, language: region_paper(
        DocumentKind.REGION_REPORT, found, language, Issuer()
    ),
    "fact_sheet": lambda found, language: replace(
        region_paper(DocumentKind.FACT_SHEET, found, language, Issuer()),
        view=fact_sheet_view(found, language),
    ),
    "minutes": lambda found, language: minutes_paper(found, language, Issuer(), MinutesFields()),
    "letter": lambda found, language: cover_letter_paper(found, language, Issuer(), LetterFields()),
}
"""The documents about one region, those that an office fills in with nothing filled in."""
WORD = re.compile(r"\b(?:s\.d\.|[^\W\d_]+\b)")
STATUSES: tuple[FollowUpStatus, ...] = ("selesai", "terbuka", "lewat_tenggat", "gugur")


def followed(action: Action, status: FollowUpStatus) -> FollowUp:
    """An action as an earlier recommendation of a status."""
    held = action.model_dump(include={"id", "indicator", "cause", "agency", "text", "text_en"})
    return FollowUp(
        **held,
        deadline=action.deadline,
        issued_in="2024-Q2",
        status=status,
        since="2024-Q3",
        score=None,
    )


def second_revision(found: Dossier) -> Dossier:
    """The dossier revised, with quarters before it and all that became of earlier advice."""
    card = found.card
    earlier = [followed(*pair) for pair in zip(card.actions, STATUSES, strict=False)]
    past = PastScore(
        quarter="2024-Q1",
        revision=1,
        score=card.score,
        score_low=card.score_low,
        score_high=card.score_high,
        band=card.band,
        provisional=True,
        rules=("bawaan", "0.9", "ketat"),
    )
    before: Scorecard = card.model_copy(
        update={"score": None, "band": None, "rubric_version": "0.9", "indicators": []}
    )
    return replace(
        found,
        revision=2,
        reason="data atau aturan berubah",
        before=before,
        card=card.model_copy(update={"follow_up": earlier}),
        told=found.told.model_copy(update={"history": [past]}),
    )


def words(found: Dossier, kind: str, language: Language) -> list[str]:
    """The words of a document that are ours: drawings, their alternatives and sheets included."""
    paper = PAPERS[kind](without_quotations(found), language)
    held = (one for sheet in paper.sheets for row in sheet.rows for one in row)
    cells = (one for one in held if isinstance(one, str))
    heads = (one for sheet in paper.sheets for one in (sheet.name, *sheet.headings, *sheet.notes))
    text = " ".join([*read_by_people(page_of(paper, "web")), *heads, *cells])
    for name in sorted(proper_names(found), key=len, reverse=True):
        text = text.replace(name, "")
    return WORD.findall(text)


def proper_names(found: Dossier) -> set[str]:
    """Names that stand in sentences of ours: offices behind their English, and governments."""
    governments = {found.region.name, found.province.name, *(one.name for one in found.children)}
    return governments | {one.id for one in vocabulary().agencies.values()}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("kind", PAPERS)
def test_a_document_speaks_one_language(
    kind: str, name: str, language: Language, example: Workspace
) -> None:
    """No frequent word of the other language stands outside what is quoted."""
    found = words(second_revision(region(name, example)), kind, language)
    assert len(found) > 100
    assert {one for one in found if one.casefold() in FOREIGN[language]} == set()


@pytest.mark.parametrize(("told", "read_as"), [("id", "en"), ("en", "id")])
def test_a_foreign_word_is_seen(told: Language, read_as: Language, example: Workspace) -> None:
    """A report in one language is full of faults when it is read as one in the other."""
    found = words(region("press", example), "report", told)
    assert len([one for one in found if one.casefold() in FOREIGN[read_as]]) > 200
