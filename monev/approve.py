"""Review, return and publish the evaluations of a province's quarter; each a step that is filed.

A step speaks of exact revisions: whatever is evaluated anew afterwards is a draft again. Who may
take which step is `approval_rules`' business, how states follow from steps `approval`'s.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models import NATION, Account, ApprovalAction, ApprovalStep, ApprovedRevision, Quarter
from monev.approval import ProvinceStanding, RegionStanding, Revision, State, Step, standing_of
from monev.approval_rules import Entered, Refusal, Why, refusal, subject_of, wrong_role
from monev.areas import Area
from monev.errors import ArchiveError, UsageError
from monev.reports import archive
from monev.who_entered import entered_by
from monev.workspace import Workspace

LONGEST_COMMENT = 2000


@dataclass(frozen=True)
class Hand:
    """Whose step it is: an account by name, the way it told us, and roles that others lent it."""

    by: str
    through: str = ""
    delegated: tuple[Area, ...] = ()


Seen = Mapping[str, Revision]
"""The revisions that somebody looked at before the step, by region code."""


class StepRefusedError(UsageError):
    """The rules of approval do not allow a step; `refusal` says why."""

    def __init__(self, said: str, refused: Refusal) -> None:
        super().__init__(said)
        self.refusal = refused


class StandingChangedError(UsageError):
    """A step would speak of other revisions than those that were looked at."""


@dataclass(frozen=True)
class Publication:
    """What was published, a step per province, and why other provinces were not, by code."""

    steps: tuple[Step, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


def standings(workspace: Workspace, quarter: Quarter) -> list[ProvinceStanding]:
    """Return where every province with evaluated governments stands, by code."""
    found: dict[str, dict[str, Revision]] = {}
    for code, revision in workspace.store.current_revisions(str(quarter)).items():
        province = workspace.register.regions[code].province_code
        found.setdefault(province, {})[code] = revision
    steps = workspace.store.steps_of(str(quarter))
    return [
        standing_of(name, found[name], [one for one in steps if one.scope == name])
        for name in sorted(found)
    ]


def region_standing(workspace: Workspace, code: str, quarter: Quarter) -> RegionStanding:
    """Return where one evaluated region stands; UsageError where it has no evaluation."""
    province = workspace.register.regions[code].province_code
    for one in _standing(workspace, quarter, province).regions:
        if one.code == code:
            return one
    raise UsageError(f"{code} has no evaluation of {quarter} yet")


def review(
    workspace: Workspace,
    quarter: Quarter,
    province: str,
    hand: Hand,
    comment: str = "",
    seen: Seen | None = None,
) -> Step:
    """File that a province's drafts were reviewed; those reviewed before stay as they are.

    Raises StepRefusedError where there is nothing to review, or the person may not, and
    StandingChangedError where the drafts are not those that were `seen`.
    """
    action = ApprovalAction.REVIEWED
    standing = _standing(workspace, quarter, province)
    about = subject_of(action, standing)
    _require_seen(about, seen)
    return _single(workspace, quarter, standing, action, hand, about, comment)


def give_back(
    workspace: Workspace,
    quarter: Quarter,
    province: str,
    hand: Hand,
    comment: str,
    codes: Iterable[str] = (),
    seen: Seen | None = None,
) -> Step:
    """File that governments of a province are returned with a comment: `codes`, or all unpublished.

    Raises UsageError for a blank comment and for governments that cannot be returned,
    StepRefusedError where the person may not, StandingChangedError as `review` does.
    """
    if not comment.strip():
        raise UsageError("an empty comment found; write what has to be mended")
    action = ApprovalAction.RETURNED
    standing = _standing(workspace, quarter, province)
    about, asked = subject_of(action, standing), set(codes)
    if missing := asked - {one.code for one in about}:
        raise UsageError(
            f"{', '.join(sorted(missing))} cannot be returned: neither a draft nor reviewed in "
            f"province {standing.province}. What is published is corrected by `monev rerun`"
        )
    _require_seen(about, seen)
    chosen = tuple(one for one in about if not asked or one.code in asked)
    return _single(workspace, quarter, standing, action, hand, chosen, comment)


def publish(
    workspace: Workspace,
    quarter: Quarter,
    hand: Hand,
    province: str | None = None,
    seen: Seen | None = None,
) -> Publication:
    """File the publication of one province, or of all that are reviewed, in one transaction.

    Every filed document of the revisions is held against its hash before. Of one province,
    StepRefusedError or ArchiveError say why it cannot be published; of all, the others are left
    out with the reason, and UsageError is raised where none is left. `seen` belongs to one
    province, as in `review`.
    """
    action = ApprovalAction.PUBLISHED
    account = _account(workspace, hand)
    if problem := wrong_role(action, account, NATION, hand.delegated):
        raise StepRefusedError(problem, problem)
    if province is not None:
        chosen = [_standing(workspace, quarter, province)]
    else:
        every = standings(workspace, quarter)
        chosen = [one for one in every if one.state is not State.PUBLISHED]
    entered = _entered(workspace, quarter, chosen)
    wanted, left_out = [], {}
    for standing in chosen:
        about = subject_of(action, standing)
        _require_seen(about, seen)
        problem = refusal(action, account, standing, about, entered, hand.delegated)
        problem = problem or _damage(workspace, about)
        if problem:
            left_out[standing.province] = problem
        else:
            wanted.append(_rows(workspace, quarter, standing, action, hand, about, ""))
    if not wanted:
        raise _none_published(quarter, left_out)
    return Publication(tuple(workspace.store.take_steps(wanted)), left_out)


def _none_published(quarter: Quarter, left_out: Mapping[str, Refusal]) -> UsageError:
    if not left_out:
        return UsageError(f"no evaluation of {quarter} waits for publication")
    if len(left_out) == 1:
        (problem,) = left_out.values()
        return StepRefusedError(f"not published: {problem}", problem)
    lines = [f"\n  {code}: {problem}" for code, problem in left_out.items()]
    return UsageError(f"no province of {quarter} can be published:{''.join(lines)}")


def _require_seen(about: Iterable[RegionStanding], seen: Seen | None) -> None:
    """Raise StandingChangedError where a step would not speak of exactly what was looked at."""
    if seen is not None and {one.code: one.current for one in about} != dict(seen):
        raise StandingChangedError("what the step speaks of has changed; look at it again")


def _single(
    workspace: Workspace,
    quarter: Quarter,
    standing: ProvinceStanding,
    action: ApprovalAction,
    hand: Hand,
    about: tuple[RegionStanding, ...],
    comment: str,
) -> Step:
    account = _account(workspace, hand)
    entered = _entered(workspace, quarter, [standing])
    if problem := refusal(action, account, standing, about, entered, hand.delegated):
        raise StepRefusedError(problem, problem)
    if len(comment) > LONGEST_COMMENT:
        raise UsageError(f"a comment of {len(comment)} characters found, {LONGEST_COMMENT} at most")
    rows = _rows(workspace, quarter, standing, action, hand, about, comment)
    return workspace.store.take_steps([rows])[0]


def _account(workspace: Workspace, hand: Hand) -> Account:
    found = workspace.store.account(hand.by)
    if found is None:
        raise UsageError(
            f"no account is called {hand.by!r}; --by names one, `monev account add` makes one"
        )
    return found


def _standing(workspace: Workspace, quarter: Quarter, province: str) -> ProvinceStanding:
    code = workspace.register.resolve(province, "provinsi").code
    found = [one for one in standings(workspace, quarter) if one.province == code]
    if not found:
        raise UsageError(
            f"province {code} has no evaluations of {quarter} yet; "
            f"`monev evaluate --period {quarter} --province {code}` makes them"
        )
    return found[0]


def _entered(workspace: Workspace, quarter: Quarter, chosen: Iterable[ProvinceStanding]) -> Entered:
    current = {one.code: one.current for standing in chosen for one in standing.regions}
    return entered_by(workspace, quarter, current)


def _damage(workspace: Workspace, about: Iterable[RegionStanding]) -> Refusal:
    for one in about:
        for document in workspace.store.documents_of(one.current.evaluation_id):
            try:
                archive.read_filed(workspace.store.depot, document)
            except ArchiveError as error:
                return Refusal(str(error), Why.DAMAGED, region=one.code)
    return Refusal()


def _rows(
    workspace: Workspace,
    quarter: Quarter,
    standing: ProvinceStanding,
    action: ApprovalAction,
    hand: Hand,
    about: Iterable[RegionStanding],
    comment: str,
) -> tuple[ApprovalStep, list[ApprovedRevision]]:
    chosen = tuple(about)
    approved = workspace.store.to_approve([one.current.evaluation_id for one in chosen])
    found = {one.region_code for one in approved}
    if lost := [one for one in chosen if one.code not in found]:
        raise ArchiveError(
            f"{lost[0].code} revision {lost[0].current.number} has no report; `monev rerun` makes "
            "a revision that has one"
        )
    step = ApprovalStep(
        quarter=str(quarter),
        scope=standing.province,
        number=len(standing.steps) + 1,
        action=action,
        by=hand.by,
        through=hand.through,
        comment=comment.strip(),
        at=workspace.now(),
    )
    return step, approved
