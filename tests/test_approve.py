"""Rules of approval, over any order of steps: nothing is published by one hand alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Account, ApprovalAction, Role
from monev.approval import ProvinceStanding, Revision, State, Step, standing_of
from monev.approval_rules import refusal, subject_of

BANTEN = "36"
REGIONS = ("36", "36.72", "36.74")
MOMENT = datetime(2024, 10, 21, 3, 0, tzinfo=UTC)


def person(name: str, role: Role, region: str | None) -> Account:
    """An account as the portal keeps it."""
    return Account(name=name, role=role, region_code=region, password_hash="", created_at=MOMENT)


PEOPLE = {
    one.name: one
    for one in (
        person("dina", Role.COORDINATOR, BANTEN),
        person("doni", Role.COORDINATOR, BANTEN),
        person("babel", Role.COORDINATOR, "19"),
        person("nanda", Role.COORDINATOR, None),
        person("nur", Role.COORDINATOR, None),
        person("kantor", Role.OFFICE, "36.72"),
        person("admin", Role.ADMIN, None),
    )
}


@dataclass
class Desk:
    """A province's quarter in memory: revisions in force, who entered them, and the steps."""

    current: dict[str, Revision] = field(default_factory=dict)
    entered: dict[str, dict[str, str]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    filed: int = 0
    moved: bool = False
    """Whether dina was given the whole country."""

    def file(self, code: str, by: str) -> None:
        """File a newer revision, entered by a person."""
        self.filed += 1
        before = self.current.get(code)
        self.current[code] = Revision(self.filed, 1 if before is None else before.number + 1)
        for mine in self.entered.values():
            mine.pop(code, None)
        self.entered.setdefault(by, {})[code] = "entered it"

    def standing(self) -> ProvinceStanding:
        """Where it stands."""
        return standing_of(BANTEN, self.current, self.steps)

    def act(self, action: ApprovalAction, by: str) -> str:
        """Take a step if the rules allow it; return what they say against it."""
        standing = self.standing()
        about = subject_of(action, standing)
        account = PEOPLE[by]
        if by == "dina" and self.moved:
            account = person(by, Role.COORDINATOR, None)
        problem = refusal(action, account, standing, about, self.entered)
        if not problem:
            self.steps.append(
                Step(
                    number=len(self.steps) + 1,
                    scope=BANTEN,
                    action=action,
                    by=by,
                    at=MOMENT + timedelta(hours=len(self.steps)),
                    about={one.code: one.current for one in about},
                )
            )
        return problem


LIKELY = [
    *(("file", "36.72", by) for by in ("kantor", "dina", "nanda")),
    *(("act", "ditinjau", by) for by in ("dina", "doni")),
    *(("act", "diterbitkan", by) for by in ("nanda", "nur", "dina")),
    ("act", "dikembalikan", "nur"),
    ("move", "dina", ""),
]
"""What gets somewhere; among the other acts alone, publication would hardly ever be reached."""
ACTS = st.one_of(
    st.sampled_from(LIKELY),
    st.sampled_from(LIKELY),
    st.tuples(st.just("file"), st.sampled_from(REGIONS), st.sampled_from(sorted(PEOPLE))),
    st.tuples(
        st.just("act"), st.sampled_from(list(ApprovalAction)), st.sampled_from(sorted(PEOPLE))
    ),
)
WAYS = st.lists(ACTS, min_size=12, max_size=40)


def walked(desk: Desk, acts: Sequence[tuple[str, str, str]]) -> dict[int, str]:
    """Take every act that the rules allow; return who entered each evaluation."""
    hands = {}
    for kind, what, by in acts:
        if kind == "file":
            desk.file(what, by)
            hands[desk.filed] = by
        elif kind == "move":
            desk.moved = not desk.moved
        else:
            desk.act(ApprovalAction(what), by)
    return hands


@given(WAYS, st.randoms(use_true_random=False))
def test_nothing_is_published_without_the_review_of_another(
    acts: Sequence[tuple[str, str, str]], chance: Random
) -> None:
    """Each published revision was reviewed last, by its province, and by neither hand beside it."""
    desk = Desk()
    hands = walked(desk, acts)
    for step in desk.steps:
        if step.action is not ApprovalAction.PUBLISHED:
            continue
        for code, revision in step.about.items():
            before = [
                one
                for one in desk.steps
                if one.number < step.number and one.about.get(code) == revision
            ]
            assert before[-1].action is ApprovalAction.REVIEWED
            assert PEOPLE[before[-1].by].region_code == BANTEN
            reviewers = {one.by for one in before if one.action is ApprovalAction.REVIEWED}
            assert step.by not in {*reviewers, hands[revision.evaluation_id]}
            assert hands[revision.evaluation_id] not in reviewers
    shuffled = list(desk.steps)
    chance.shuffle(shuffled)
    assert standing_of(BANTEN, desk.current, shuffled) == desk.standing()


@given(WAYS)
def test_no_path_leads_back_from_published(acts: Sequence[tuple[str, str, str]]) -> None:
    """Whatever is done, a revision once published stays so; a newer one begins as a draft."""
    desk = Desk()
    published: dict[str, Revision] = {}
    for act in acts:
        walked(desk, [act])
        if act[0] == "file":
            (new,) = (one for one in desk.standing().regions if one.code == act[1])
            assert new.state is State.DRAFT
        for one in desk.standing().regions:
            before = published.get(one.code)
            assert one.state is State.PUBLISHED or before != one.current
            assert before is None or one.published is not None
            if one.state is State.PUBLISHED:
                published[one.code] = one.current
            assert one.published == published.get(one.code)


def reviewed() -> Desk:
    """Three governments, entered by the office and reviewed by dina."""
    desk = Desk()
    for code in REGIONS:
        desk.file(code, "kantor")
    assert desk.act(ApprovalAction.REVIEWED, "dina") == ""
    return desk


def test_the_whole_way() -> None:
    """Draft, reviewed, published; then nothing is left to do."""
    desk = reviewed()
    assert desk.standing().state is State.REVIEWED
    assert desk.act(ApprovalAction.PUBLISHED, "nanda") == ""
    assert desk.standing().state is State.PUBLISHED
    for action, by in (("ditinjau", "dina"), ("dikembalikan", "dina"), ("diterbitkan", "nanda")):
        assert "published already" in desk.act(ApprovalAction(action), by)


def test_a_newer_revision_is_a_draft_and_says_so() -> None:
    """One government evaluated anew holds the province back; the others stay reviewed."""
    desk = reviewed()
    desk.file("36.72", "kantor")
    standing = desk.standing()
    assert (standing.state, standing.count(State.REVIEWED)) == (State.DRAFT, 2)
    (one,) = standing.within(State.DRAFT)
    assert one.outdated is not None
    assert (one.code, one.outdated.by) == ("36.72", "dina")
    assert "36.72 not reviewed (draft)" in desk.act(ApprovalAction.PUBLISHED, "nanda")
    assert desk.act(ApprovalAction.REVIEWED, "doni") == ""
    assert list(desk.steps[-1].about) == ["36.72"]


def test_what_was_returned_is_reviewed_again_before_it_is_published() -> None:
    """A return takes the review back."""
    desk = reviewed()
    assert desk.act(ApprovalAction.RETURNED, "nanda") == ""
    assert desk.standing().state is State.RETURNED
    assert "not reviewed (returned)" in desk.act(ApprovalAction.PUBLISHED, "nur")
    assert desk.act(ApprovalAction.REVIEWED, "doni") == ""
    assert desk.act(ApprovalAction.PUBLISHED, "nur") == ""


def test_a_correction_leaves_the_published_revision_published() -> None:
    """The newer revision is a draft; what was published before it is still named."""
    desk = reviewed()
    desk.act(ApprovalAction.PUBLISHED, "nanda")
    desk.file("36.72", "kantor")
    (one,) = desk.standing().within(State.DRAFT)
    assert one.published is not None
    assert (one.published.number, one.current.number) == (1, 2)


@pytest.mark.parametrize(
    ("action", "by", "said"),
    [
        ("ditinjau", "babel", "coordinator of 19; the coordinator of province 36 reviews"),
        ("ditinjau", "nanda", "the coordinator of province 36 reviews"),
        ("ditinjau", "kantor", "office of 36.72"),
        ("ditinjau", "admin", "admin of the whole country"),
        ("diterbitkan", "dina", "a coordinator of the whole country publishes"),
        ("diterbitkan", "admin", "a coordinator of the whole country publishes"),
        ("dikembalikan", "babel", "returns"),
        ("dikembalikan", "kantor", "returns"),
    ],
)
def test_who_may_not(action: str, by: str, said: str) -> None:
    """Role and area are named, with who may."""
    desk = reviewed()
    desk.file("36.74", "nobody")
    assert said in desk.act(ApprovalAction(action), by)


def test_who_entered_neither_reviews_nor_publishes() -> None:
    """Spelled with other capitals it is the same person."""
    desk = Desk()
    desk.file("36.72", "dina")
    assert "dina entered it" in desk.act(ApprovalAction.REVIEWED, "dina")
    desk.file("36.72", "nanda")
    desk.act(ApprovalAction.REVIEWED, "doni")
    shouting = person("NANDA", Role.COORDINATOR, None)
    standing = desk.standing()
    about = subject_of(ApprovalAction.PUBLISHED, standing)
    assert "another person" in refusal(
        ApprovalAction.PUBLISHED, shouting, standing, about, desk.entered
    )


def test_who_was_moved_to_the_nation_does_not_publish_an_own_review() -> None:
    """An account that reviewed and was given the whole country since is still the same person."""
    desk = reviewed()
    moved = person("dina", Role.COORDINATOR, None)
    standing = desk.standing()
    about = subject_of(ApprovalAction.PUBLISHED, standing)
    said = refusal(ApprovalAction.PUBLISHED, moved, standing, about, desk.entered)
    assert said == "dina reviewed 36; another person has to publish"
