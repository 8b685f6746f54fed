"""What a change in numbers is made of: groups that stay, and groups whose task has ended.

Election staff who leave when the election is over are no loss of protection, and are never added
to one (Koran Medsos, 22 August 2024: ad hoc staff of KPU and Bawaslu left in Cilegon).
"""

from monev.profile import GroupLine, GroupStatement
from monev.segments import Segments
from monev.target_path import Composition, Expiry, GroupChange
from monev.trajectory.settings import TrajectorySettings


def composition(
    before: GroupStatement,
    after: GroupStatement,
    segments: Segments,
    settings: TrajectorySettings,
) -> Composition | None:
    """Return the parts of the change from one statement to a later one of the same payer.

    None where the payers differ: their workers are not each other's. A group that only one
    statement names counts as none in the other only where that list is complete, which is where
    its own total equals its sum: what is not named is not zero.
    """
    if before.payer != after.payer:
        return None
    was, now = _outer(before, segments), _outer(after, segments)
    lacking = _lacking(before, after, was, now, segments)
    text = settings.composition[lacking or "decomposed"]  # type: ignore[index]  # one of its keys
    changes = [] if lacking else _changes(was, now)
    short = segments.temporary()
    lasting = [one for one in changes if one.segment not in short]
    expired = [one for one in changes if one.segment in short]
    one_sided = sorted(set(was) ^ set(now))
    return Composition(
        payer=after.payer,
        before_on=before.as_of,
        after_on=after.as_of,
        before=before.summed,
        after=after.summed,
        change=after.summed - before.summed,
        decomposed=not lacking,
        lasting=lasting,
        expired=expired,
        lasting_change=None if lacking else sum(one.change for one in lasting),
        expired_change=None if lacking else sum(one.change for one in expired),
        told=text.model_copy(
            update={
                "id": text.id.format(segments=_named(one_sided, segments.titles())),
                "en": text.en.format(segments=_named(one_sided, segments.titles("en"))),
            }
        ),
    )


def _named(codes: list[str], titles: dict[str, str]) -> str:
    return ", ".join(titles.get(code, code) for code in codes)


def _outer(statement: GroupStatement, segments: Segments) -> dict[str, GroupLine]:
    """Return the lines that are not counted within another one."""
    lines = {one.segment: one for one in statement.lines}
    return {code: lines[code] for code in sorted(segments.outermost(set(lines)))}


def _lacking(
    before: GroupStatement,
    after: GroupStatement,
    was: dict[str, GroupLine],
    now: dict[str, GroupLine],
    segments: Segments,
) -> str:
    if not was or not now:
        return "groups"
    if segments.outermost(set(was) | set(now)) != set(was) | set(now):
        return "nested"
    whole_before, whole_after = (one.stated == one.summed for one in (before, after))
    if (set(was) - set(now) and not whole_after) or (set(now) - set(was) and not whole_before):
        return "incomplete"
    return ""


def _changes(was: dict[str, GroupLine], now: dict[str, GroupLine]) -> list[GroupChange]:
    found = []
    for code in sorted(set(was) | set(now)):
        first, last = (side[code].persons if code in side else 0 for side in (was, now))
        found.append(GroupChange(segment=code, before=first, after=last, change=last - first))
    return found


def expiry(statement: GroupStatement, segments: Segments) -> Expiry | None:
    """Return what one statement becomes when its temporary groups leave; None where it has none."""
    short = segments.temporary()
    leaving = [
        GroupChange(segment=code, before=line.persons, after=0, change=-line.persons)
        for code, line in _outer(statement, segments).items()
        if code in short and line.persons
    ]
    if not leaving:
        return None
    persons = sum(one.before for one in leaving)
    remaining = statement.summed - persons
    stated = statement.remaining_stated
    return Expiry(
        payer=statement.payer,
        as_of=statement.as_of,
        listed=statement.summed,
        leaving=leaving,
        leaving_persons=persons,
        remaining=remaining,
        remaining_stated=stated,
        difference=None if stated is None else stated - remaining,
    )
