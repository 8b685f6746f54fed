"""What differs between two evaluations of one region beside their facts, one by one.

Nothing is reckoned here; facts are held against each other in `fact_changes`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from models import Finding, Severity
from monev.attribution.corners import Basis
from monev.attribution.pairing import paired
from monev.difference import FindingChange, FindingSide, RuleChange
from monev.known import Child, KnownFacts

PLACES = 2
"""Decimals of printed scores and shares."""
_FILE = re.compile(r"^.*?\.\w{2,5}(?=$|[ ,])")
"""The name of a file, with its ending, at the beginning of a place in it."""
Key = tuple[str, ...]


def printed_score(score: Decimal | None) -> Decimal | None:
    """Return a score as it is printed, null where there is none."""
    return None if score is None else score.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)


def beside_changed(before: KnownFacts, after: KnownFacts) -> Iterator[RuleChange]:
    """Yield what differs beside the facts: the quarter itself, reports due, recommendations."""
    pairs = (
        ("triwulan", str(before.quarter), str(after.quarter)),
        ("laporan jatuh tempo", _reports(before), _reports(after)),
        ("rekomendasi lalu", str(len(before.past_actions)), str(len(after.past_actions))),
    )
    for subject, old, new in pairs:
        if old != new:
            yield RuleChange(subject=subject, key="", before=old, after=new)


def _reports(known: KnownFacts) -> str:
    came = sum(one.handed_in_on is not None for one in known.reports_due)
    return f"{came} dari {len(known.reports_due)} diterima"


def findings_changed(
    before: Iterable[Finding], after: Iterable[Finding]
) -> Iterator[FindingChange]:
    """Yield the errors that count on one side only; what was found again as it was is left out.

    An error of a file that was handed in anew is the same one where rule, subject, words and place
    are; also under a new name, where one file only came in place of one that is there no more.
    """
    old, new = ([one for one in side if one.severity is Severity.ERROR] for side in (before, after))
    same = []
    for key in (_exactly, _in_words, _renamed(old, new)):
        found, old, new = paired(old, new, key)
        same += found
    yield from (_finding(one, "new") for one in new if not one.waiver)
    for one, again in same:
        if one.waiver and not again.waiver:
            yield _finding(again, "lapsed", one.waiver)
        elif again.waiver and not one.waiver:
            yield _finding(again, "excused", again.waiver)
    yield from (_finding(one, "gone") for one in old if not one.waiver)


def _exactly(one: Finding) -> Key:
    return *_in_words(one), one.evidence_sha256


def _in_words(one: Finding) -> Key:
    return one.rule, one.subject, one.message_id, one.place


def _renamed(old: Iterable[Finding], new: Iterable[Finding]) -> Callable[[Finding], Key]:
    """Return a key for which the one file that went and the one file that came are the same."""
    before, after = ({_file_of(one) for one in side} for side in (old, new))
    went, came = before - after, after - before
    one_each = len(went) == len(came) == 1 and "" not in went | came

    def key(one: Finding) -> Key:
        file = _file_of(one)
        if not one_each or file not in went | came:
            return _in_words(one)
        return one.rule, one.subject, one.message_id, one.place.removeprefix(file)

    return key


def _file_of(one: Finding) -> str:
    """Return the name of the file at the beginning of a place; empty where none is seen."""
    found = _FILE.match(one.place)
    return found[0] if found else ""


def _finding(one: Finding, side: FindingSide, waiver: str = "") -> FindingChange:
    told = one.model_dump(include=FindingChange.model_fields.keys() - {"side", "waiver"})
    return FindingChange(side=side, waiver=waiver, **told)


def mode_changed(before: Basis, after: Basis) -> Iterator[RuleChange]:
    """Yield the mode where it is another one."""
    if before.mode != after.mode:
        yield RuleChange(subject="mode", key="", before=before.mode, after=after.mode)


def children_changed(before: Iterable[Child], after: Iterable[Child]) -> Iterator[RuleChange]:
    """Yield the kab/kota that came to something else, by code."""
    old, new = ({one.code: one for one in side} for side in (before, after))
    for code in sorted(old.keys() | new.keys()):
        one, other = old.get(code), new.get(code)
        if one != other:
            name = next(each.name for each in (other, one) if each is not None)
            yield RuleChange(
                subject=f"{code} {name}", key="nilai", before=_outcome(one), after=_outcome(other)
            )


def _outcome(child: Child | None) -> str | None:
    if child is None or child.revision is None:
        return None
    score = printed_score(child.score)
    told = "tanpa nilai" if score is None else str(score).replace(".", ",")
    rule = {True: "regulasi berlaku", False: "belum ada regulasi berlaku", None: ""}
    parts = [told, child.band or "", rule[child.regulation_in_force], f"revisi {child.revision}"]
    return ", ".join(part for part in parts if part)
