"""A filed recap summed up and printed once more from what stood when it was filed, and compared.

Which evaluations it printed is not written down: it is what was current when it was filed, or a
little before, and the hash it bears says whether that is so. Where nothing gives that hash, it is
said; nothing is printed on a guess. Catalogue and templates are those of this process.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from models import NATION, Document, DocumentForm, Quarter
from monev.books_then import BooksThen
from monev.errors import ArchiveError, MonevError
from monev.filed_recaps import documents_in, members_of
from monev.made_again import printed_again
from monev.make_recaps import recap_paper_of, recap_sha256
from monev.printing import Language
from monev.recap import NationRecap, ProvinceRecap
from monev.remade import SIGNATURE, FiledRecap, MadeAgain, RemadeDocument, left_as_filed
from monev.reports.issuer import Issuer
from monev.rubric import load_rubric
from monev.scoring import FORMULAS
from monev.sum_up import sum_up_nation, sum_up_province
from monev.workspace import Workspace

STEPS_BACK = 8
"""As many things filed just before it may have come while it was being made."""
AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Stood:
    """A recap, and a moment at which the books added up to it."""

    moment: datetime
    recap: ProvinceRecap | NationRecap


def make_recap_again(
    workspace: Workspace, recap: FiledRecap, issuer: Issuer, out: Path
) -> MadeAgain:
    """Sum up and print a filed recap again; its files are written below `out`.

    Raises what `stood` raises, and RenderError where the layout engine complains.
    """
    summed = stood(workspace, recap).recap
    documents = documents_in(workspace, recap)
    printed = [one for one in documents if one.form is not DocumentForm.SIGNED]
    signed = [one for one in documents if one.form is DocumentForm.SIGNED]
    return head_of(recap).model_copy(
        update={
            "documents": tuple(_document(one, summed, issuer, out) for one in printed),
            "left_as_filed": tuple(left_as_filed(one, SIGNATURE) for one in signed),
            "printed": revisions_in(summed),
        }
    )


def head_of(recap: FiledRecap) -> MadeAgain:
    """Return the result of a recap of which nothing was made yet."""
    return MadeAgain(
        evaluation_id=None,
        code=recap.scope,
        quarter=recap.quarter,
        revision=recap.revision,
        kind=recap.kind.value,
    )


def revisions_in(recap: ProvinceRecap | NationRecap) -> dict[str, int]:
    """Return which revision of each evaluated government a recap prints."""
    rows = [*([recap.own] if isinstance(recap, ProvinceRecap) else []), *recap.rows]
    return {one.region_code: one.outcome.revision for one in rows if one.outcome is not None}


def _document(
    document: Document, recap: ProvinceRecap | NationRecap, issuer: Issuer, out: Path
) -> RemadeDocument:
    language: Language = "en" if document.language == "en" else "id"
    paper = recap_paper_of(recap, language, issuer, document.revision, document.inputs_sha256)
    return printed_again(paper, document, out)


def stood(workspace: Workspace, recap: FiledRecap) -> Stood:
    """Return what a recap was summed up from.

    Raises ArchiveError where nothing that stood then adds up to what it bears the hash of, and
    what summing up raises where not even the moment of its filing gives a recap.
    """
    documents = documents_in(workspace, recap)
    wanted = {one.inputs_sha256 for one in documents}
    for number, moment in enumerate(_moments(workspace, recap, documents)):
        try:
            found = _summed_up(_as_of(workspace, recap, moment), recap)
        except MonevError:
            if not number:
                raise
            continue
        if {recap_sha256(found)} == wanted:
            return Stood(moment, found)
    raise ArchiveError(
        "what it was summed up from cannot be determined: neither what stood when it was filed "
        f"nor before each of the {STEPS_BACK} things filed last gives the figures whose hash it "
        "bears"
    )


def _moments(
    workspace: Workspace, recap: FiledRecap, documents: Sequence[Document]
) -> Iterator[datetime]:
    """Return when it was filed, then the instants before whatever came last before that."""
    filed_at = min(one.filed_at for one in documents)
    yield filed_at
    quarters = {recap.quarter, str(Quarter.parse(recap.quarter).previous())}
    members = members_of(workspace, recap.scope)
    receipts, waivers = workspace.store.receipts(recap.quarter), workspace.store.waivers()
    came = {one.received_at for one in receipts if one.region_code in {*members, None}}
    came |= {one.created_at for one in waivers if one.region_code in members}
    for code in members:
        came |= {
            one.created_at for one in workspace.store.outcomes_of(code) if one.quarter in quarters
        }
    early = sorted((one for one in came if one <= filed_at), reverse=True)
    yield from (one - AN_INSTANT for one in islice(early, STEPS_BACK))


def _as_of(workspace: Workspace, recap: FiledRecap, moment: datetime) -> Workspace:
    books = BooksThen(workspace.store, moment, members_of(workspace, NATION))
    then = replace(workspace, store=books)
    outcomes = books.current_outcomes(recap.quarter, members_of(workspace, recap.scope))
    most = Counter(one.rubric_profile for one in outcomes).most_common(1)
    if not most or most[0][0] == workspace.rubric.head.profile:
        return then
    return replace(then, rubric=load_rubric(profile=most[0][0], formulas=FORMULAS))


def _summed_up(workspace: Workspace, recap: FiledRecap) -> ProvinceRecap | NationRecap:
    quarter = Quarter.parse(recap.quarter)
    if recap.scope == NATION:
        return sum_up_nation(workspace, quarter)
    return sum_up_province(workspace, recap.scope, quarter)
