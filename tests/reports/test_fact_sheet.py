"""The fact sheet: one page for the richest and the poorest, and every key figure told apart."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from models import DocumentKind, Quarter, Tier
from monev.dossier import Dossier, PastScore
from monev.printing import Language
from monev.profile import TargetLine
from monev.register import load_register
from monev.reports.forms import page_of
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.region.fact_sheet import fact_sheet_view
from monev.reports.region.latest_quarters import latest_quarters
from monev.reports.region.paper import region_paper
from monev.reports.region.sheet_density import Sheet
from monev.reports.words.speech import Speech
from monev.scorecard import Input
from monev.workspace import Workspace
from tests.reports.laid_out import words_of
from tests.reports.pages import dossier
from tests.reports.regions import region, simulated
from tests.reports.twin_text import read

LANGUAGES: tuple[Language, ...] = ("id", "en")
NAMES = ("press", "rich", "empty", "province")
LONGEST = max(load_register().regions.values(), key=lambda one: len(one.name))
FOOT = 284.0
"""Where the text block of the sheet ends, in millimetres from its upper edge."""


def sheet(of: Dossier, language: Language = "id") -> Paper:
    """The fact sheet of a dossier."""
    return region_paper(DocumentKind.FACT_SHEET, of, language, Issuer())


def text(of: Dossier, language: Language = "id") -> str:
    """The words of a fact sheet, those of its drawings included."""
    found = read(page_of(sheet(of, language), "print"))
    return " ".join([*found.words, *found.drawings, *found.alternatives])


def past(count: int, of: Dossier, rules: Sequence[str] = ()) -> list[PastScore]:
    """Quarters before that of a dossier; `rules` name the version of each, the same if empty."""
    card, found, quarter = of.card, [], of.quarter
    for number in reversed(range(count)):
        quarter = quarter.previous()
        version = rules[number] if rules else card.rubric_version
        found.insert(
            0,
            PastScore(
                quarter=str(quarter), revision=1, score=Decimal(20 + number),
                score_low=Decimal(20 + number), score_high=Decimal(60), band="Cukup",
                provisional=False, rules=(card.rubric_profile, version, card.mode),
            ),
        )  # fmt: skip
    return found


def with_past(of: Dossier, history: list[PastScore]) -> Dossier:
    """The same evaluation after these quarters."""
    return replace(of, told=of.told.model_copy(update={"history": history}))


def crowded(of: Dossier) -> Dossier:
    """The same region with the longest name, both notices, all quarters and the longest advice."""
    longest = sorted(of.card.actions, key=lambda one: -len(one.text_en) - len(one.agency))
    card = of.card.model_copy(update={"actions": longest, "provisional": True})
    told = of.told.model_copy(
        update={"tiers": [Tier.PRESS, Tier.SIMULATED], "history": past(7, of)}
    )
    named = of.region.model_copy(update={"name": LONGEST.name})
    return replace(of, card=card, told=told, region=named)


@cache
def rich() -> Dossier:
    """A simulated kabupaten that answered nearly everything."""
    return dossier(simulated("36.01"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("full", [False, True])
def test_it_is_one_page(name: str, language: Language, full: bool, example: Workspace) -> None:
    """From nothing known to everything at its longest: one sheet, and nothing beyond its edges."""
    of = region(name, example)
    words = words_of(sheet(crowded(of) if full else of, language))
    assert {one.sheet for one in words} == {1}
    body = [one for one in words if one.bottom < 285]
    assert max(one.right for one in body) <= 195.5
    assert min(one.left for one in body) >= 14.5
    assert max(one.bottom for one in body) <= FOOT + 1


def test_the_poorest_sheet_is_filled_to_its_foot(example: Workspace) -> None:
    """What height is left is shared between the blocks: the seal stands at the foot of the page."""
    words = words_of(sheet(region("empty", example)))
    seal = next(one for one in words if one.text.startswith("Kode "))
    assert 250 < seal.bottom < FOOT
    edges = sorted({round(one.bottom) for one in words})
    assert max(after - before for before, after in pairwise(edges)) < 45


def test_what_is_unknown_is_said_and_never_zero(example: Workspace) -> None:
    """A region of which nothing is known shows no amount, no percentage of coverage, no stage."""
    page = text(region("empty", example))
    assert "Cakupan Jamsostek data belum tersedia" in page
    assert "Pagu iuran TA 2024 data belum tersedia" in page
    assert "Regulasi terkuat data belum tersedia" in page
    assert "Tanpa nilai" in page
    assert not re.search(r"Rp\s?\d", page)
    assert "tahap 0" not in page


def test_key_figures_are_those_of_the_evaluation() -> None:
    """Coverage, target with its family, spending, stage and completeness are printed."""
    of = rich()
    view, page = fact_sheet_view(of, "id"), text(of)
    speech = Speech("id")
    assert view.coverage is not None
    assert view.target is not None
    assert f"Cakupan Jamsostek {speech.percent(view.coverage.pct)}" in page
    assert f"target {view.target.family} 2024: {speech.percent(view.target.pcts[0])}" in page
    assert view.budget.realised_idr is not None
    assert "terealisasi Rp" in page
    assert view.regulation is not None
    assert f"tahap {view.regulation.stage} dari 8" in page
    assert f"{of.card.completeness * 100:.1f}%".replace(".", ",") in page


def target(*pcts: str) -> TargetLine:
    """A regional target of 2024 that may be read in several ways."""
    source = Input(
        id="", fact="f", name="target.pct", value=pcts[0], unit="%", raw=pcts[0], locator="A1",
        evidence_sha256="0" * 64, source_title="t", source_publisher="p",
        known_on=date(2024, 1, 1), known_basis="tercetak", tier="instrumen",
    )  # fmt: skip
    readings = ["poin", "relatif"][: len(pcts)] if len(pcts) > 1 else [""]
    return TargetLine(
        family="daerah",
        due_on=date(2024, 12, 31),
        pcts=[Decimal(one) for one in pcts],
        readings=readings,
        source=source,
    )


@pytest.mark.parametrize(
    ("pcts", "below"), [(["99"], True), (["1"], False), (["1", "99"], False), (["98", "99"], True)]
)
def test_below_a_target_is_said_only_under_every_reading(pcts: list[str], below: bool) -> None:
    """A doubtful target is never held against a region; its readings are all printed."""
    of = rich()
    profile = of.profile.model_copy(update={"targets": [target(*pcts)]})
    doubtful = replace(of, profile=profile)
    assert fact_sheet_view(doubtful, "id").below_target is below
    page = page_of(sheet(doubtful), "print")
    assert ('class="note below"' in page) is below
    printed = " atau ".join(f"{one}%" for one in pcts)
    assert f"target daerah 2024: {printed}" in text(doubtful)


def test_quarters_are_joined_only_under_the_same_rules() -> None:
    """A line goes from quarter to quarter, is cut where rules changed, and the cut says so."""
    of, speech = rich(), Speech("id")
    same = str(latest_quarters(with_past(of, past(3, of)), speech))
    other = str(latest_quarters(with_past(of, past(3, of, ["a", "a", "b"])), speech))
    assert "aturan berganti" not in same
    assert other.count("aturan berganti") == 2
    assert line_of(same).count("M") == 1
    assert line_of(other).count("M") == 1
    assert line_of(other).count("L") == 1
    assert line_of(same).count("L") == 3


def line_of(drawing: str) -> str:
    """The path that joins quarters."""
    found = re.search(r'<path d="([^"]*)" fill="none" stroke="#2f6b8f" stroke-width="1.9"', drawing)
    return found[1] if found else ""


def test_a_quarter_without_score_or_evaluation_interrupts_the_line() -> None:
    """Nothing is drawn through a quarter of which no score is known."""
    of, speech = rich(), Speech("id")
    history = past(4, of)
    unscored = [*history[:2], history[2].model_copy(update={"score": None}), history[3]]
    assert line_of(str(latest_quarters(with_past(of, unscored), speech))).count("M") == 2
    missing = [history[0], history[1], history[3]]
    assert line_of(str(latest_quarters(with_past(of, missing), speech))).count("M") == 2


def test_only_the_latest_quarters_are_drawn() -> None:
    """Six quarters fit; older ones, and a first quarter alone, are not drawn."""
    of, speech = rich(), Speech("id")
    assert str(latest_quarters(with_past(of, []), speech)) == ""
    drawing = str(latest_quarters(with_past(of, past(9, of)), speech))
    assert drawing.count(">I 20") + drawing.count(">II 20") <= 4
    oldest = Quarter.parse(past(5, of)[0].quarter)
    assert f"{oldest.roman} {oldest.year}" in drawing
    before = oldest.previous()
    assert f">{before.roman} {before.year}<" not in drawing


def test_duties_make_room_only_where_a_page_would_overflow() -> None:
    """More words never give a more open setting, and the strip of duties goes last."""
    order = ["roomy", "dense", "tight"]
    for with_quarters in (False, True):
        for language in LANGUAGES:
            found = [
                Sheet(language, letters, with_quarters, True, False, True, True, True).density
                for letters in range(0, 1200, 50)
            ]
            places = [order.index(one) for one in found]
            assert places == sorted(places)
            assert with_quarters or "tight" not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_press_and_simulation_are_said_on_the_page(language: Language, example: Workspace) -> None:
    """Nobody takes invented or published figures for official ones."""
    said = {
        "id": ("Data simulasi.", "Berdasarkan pemberitaan.", "usulan"),
        "en": ("Simulated data.", "Based on press reports.", "proposal"),
    }[language]
    invented, pressed = text(rich(), language), text(region("press", example), language)
    assert said[0] in invented
    assert said[1] in pressed
    assert said[2] in invented
    assert said[2] in pressed


def test_the_seal_names_this_document() -> None:
    """Number and code of the sheet itself stand beside the QR code, with the report's number."""
    made = sheet(rich())
    page = text(rich())
    assert f"Nomor {made.number}" in page
    assert f"Kode {made.code}" in page
    assert rich().number in page
