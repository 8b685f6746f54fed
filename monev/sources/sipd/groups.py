"""Whom a contribution line insures and who pays it, by the rules of the fact sheet.

Staff and vulnerable workers share two accounts and differ only by sub-activity and agency;
where no rule decides, the answer is empty and nothing is guessed.
"""

from dataclasses import dataclass

from monev.segments import Segments, load_segments
from monev.sources.grid import folded
from monev.sources.sipd.sheet import GroupRule, SipdSheet


@dataclass(frozen=True)
class Traits:
    """What the rules may ask of a line; texts as written."""

    covers: str
    account_name: str
    sub_code: str
    sub_name: str
    agency: str
    payer: str


def group_of(traits: Traits, sheet: SipdSheet) -> tuple[str, str]:
    """Return the group (a code of segments.yaml) and the note of its rule; empty if undecided.

    The first step with an answer decides. A group inside another one counts as the answer of
    both; two that are apart leave the line undecided.
    """
    for step in sorted({rule.step for rule in sheet.groups}):
        fitting = [rule for rule in sheet.groups if rule.step == step and _fits(rule, traits)]
        if fitting:
            narrowest = _narrowest({rule.group for rule in fitting}, load_segments())
            if len(narrowest) > 1:
                return "", ""
            group = narrowest.pop()
            return group, next((rule.note for rule in fitting if rule.group == group), "")
    return "", ""


def _fits(rule: GroupRule, traits: Traits) -> bool:
    words = folded(f"{traits.sub_name} {traits.account_name}")
    return (
        (not rule.covers or traits.covers in rule.covers)
        and (not rule.funding or traits.payer in rule.funding)
        and (rule.words is None or rule.words.search(words) is not None)
        and (rule.agency is None or rule.agency.search(folded(traits.agency)) is not None)
        and (rule.sub_activity is None or rule.sub_activity.fullmatch(traits.sub_code) is not None)
    )


def _narrowest(codes: set[str], segments: Segments) -> set[str]:
    """Return the groups that no other one of these lies in."""
    parents = {segment.code: segment.parent for segment in segments.segments}
    wide: set[str] = set()
    for code in codes:
        above = parents[code]
        while above:
            wide.add(above)
            above = parents[above]
    return codes - wide


def payer_of(name: str, code: str, sheet: SipdSheet) -> str:
    """Return the payer (a code of segments.yaml) of a source of money; empty if unknown."""
    plain = folded(name)
    for rule in sheet.funding:
        if plain and rule.words is not None and rule.words.search(plain):
            return rule.payer
    for rule in sheet.funding:
        if not plain and rule.code is not None and rule.code.fullmatch(code.strip()):
            return rule.payer
    return ""
