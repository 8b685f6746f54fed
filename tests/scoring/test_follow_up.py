"""What becomes of a recommendation over the quarters: one id, one status, nothing lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Fact, Quarter
from monev.known import PastAction
from monev.own_books import NEW, STATUSES, left_by, tracked
from monev.rubric import rules_in_force
from monev.scorecard import Scorecard
from monev.scoring import score
from monev.scoring.follow_up import falls_due_in, followed_up
from tests.facts import fact, known, packaged_rubric, row

FIRST = Quarter(2024, 1)
RULES = rules_in_force(packaged_rubric(), "kota", FIRST.end)
UNASKED, OPEN = "tidak_berlaku", ("terbuka", "lewat_tenggat")


def answered(answer: str | None, quarter: Quarter, item: str = "ptsp") -> list[Fact]:
    """What a region says of one item at a quarter's end; null says nothing."""
    return (
        [] if answer is None else [fact("attestation", item=item, answer=answer, day=quarter.end)]
    )


def judged(
    quarter: Quarter, facts: Sequence[Fact], before: Scorecard | None, revision: int = 1
) -> Scorecard:
    """Score a quarter that follows up what the evaluation before it left."""
    left = left_by(before, revision, quarter) if before else ()
    return score(replace(known(facts, quarter), past_actions=left), RULES)


def story(answers: Sequence[str | None], start: Quarter = FIRST) -> list[Scorecard]:
    """Quarter after quarter what the region says of its permits (K2)."""
    cards: list[Scorecard] = []
    quarter = start
    for answer in answers:
        cards.append(judged(quarter, answered(answer, quarter), cards[-1] if cards else None))
        quarter = quarter.next()
    return cards


def of_k2(card: Scorecard) -> dict[str, str]:
    """Status of every recommendation about permits, by id."""
    return {one.id: one.status for one in tracked(card) if one.indicator == "K2"}


def asked(quarter: str, data: bool = False) -> str:
    """The id of a request about permits first made in a quarter."""
    return f"36.72/{quarter}/K2{'-data' if data else ''}"


def test_a_request_keeps_its_number_until_it_is_done_and_gets_a_new_one_after() -> None:
    """Short, short, done, short again: one number twice, closed, then a number of its own."""
    first, second, third, fourth = story(["tidak", "sop", "sistem", "sop"])
    assert of_k2(first) == {asked("2024-Q1"): NEW}
    assert of_k2(second) == {asked("2024-Q1"): "lewat_tenggat"}
    assert of_k2(third) == {asked("2024-Q1"): "selesai"}
    assert of_k2(fourth) == {asked("2024-Q1"): "selesai", asked("2024-Q4"): NEW}
    (again,) = [one for one in second.actions if one.indicator == "K2"]
    assert (again.issued_in, again.deadline) == ("2024-Q1", date(2024, 7, 10))
    assert again.next_check == date(2024, 10, 10)
    (closed,) = [one for one in fourth.follow_up if one.id == asked("2024-Q1")]
    assert closed.since == "2024-Q3"


def test_data_and_deed_are_two_requests() -> None:
    """The data come: that request is closed, and the deed is asked for under a new number."""
    first, second, third = story([None, "tidak", "sistem"])
    assert of_k2(first) == {asked("2024-Q1", data=True): NEW}
    assert of_k2(second) == {asked("2024-Q1", data=True): "selesai", asked("2024-Q2"): NEW}
    assert of_k2(third) == {asked("2024-Q1", data=True): "selesai", asked("2024-Q2"): "selesai"}


def g3(quarter: Quarter, answer: str, day: date) -> list[Fact]:
    """What a region says of matching by NIK; the answer is worth nothing after a year."""
    return [fact("attestation", item="pemadanan_nik", answer=answer, day=day)]


def test_a_deed_is_not_forgotten_while_its_data_are_missing() -> None:
    """The answer grows old: data are asked for, the deed stays overdue and keeps its number."""
    old = g3(FIRST, "tidak", FIRST.end)
    first = judged(FIRST, old, None)
    year_on = Quarter(2025, 2)
    second = judged(year_on, old, first)
    deed, data = "36.72/2024-Q1/G3", "36.72/2025-Q2/G3-data"
    assert row(second, "G3").status == "data_tidak_tersedia"
    states = {one.id: one.status for one in tracked(second) if one.indicator == "G3"}
    assert states == {deed: "lewat_tenggat", data: NEW}
    third = judged(year_on.next(), g3(year_on, "perjanjian", year_on.end), second)
    states = {one.id: one.status for one in tracked(third) if one.indicator == "G3"}
    assert states == {deed: "lewat_tenggat", data: "selesai"}
    assert [one.id for one in third.actions if one.indicator == "G3"] == [deed]


def test_a_request_is_told_in_english_through_the_quarters() -> None:
    """Given in both languages, it is followed up in both; the English makes it no other request."""
    first, second = story(["tidak", "sop"])
    (given,) = [one for one in first.actions if one.indicator == "K2"]
    (followed,) = [one for one in second.follow_up if one.indicator == "K2"]
    assert given.text_en.startswith("Apply the membership requirement")
    assert (followed.text, followed.text_en) == (given.text, given.text_en)
    assert {one.text_en for one in tracked(second)} == {
        one.text_en for one in (*second.follow_up, *second.actions)
    }
    (left,) = [one for one in left_by(first, 1, FIRST.next()) if one.indicator == "K2"]
    assert left == replace(left, text_en="")


def test_what_was_written_before_there_was_english_gets_it_where_it_reads_the_same() -> None:
    """An old card loads without the new fields; advice in today's words is told in English."""
    written = story(["tidak"])[0].model_dump(mode="json")
    for one in written["actions"]:
        del one["text_en"], one["deadline_title_en"]
    old = Scorecard.model_validate(written)
    assert {one.text_en for one in old.actions} == {""}
    other = old.actions[0].model_copy(update={"id": "x/01", "text": "Kirim surat."})
    old = old.model_copy(update={"actions": [*old.actions, other]})
    second = judged(FIRST.next(), answered("sop", FIRST.next()), old)
    told = {one.text: one.text_en for one in second.follow_up}
    assert told.pop("Kirim surat.") == ""
    assert all(told.values())


def test_what_is_not_asked_any_more_lapses_and_comes_back_under_a_new_number() -> None:
    """Permits do not apply in the second quarter, and do again in the third."""
    first, second, third = story(["tidak", UNASKED, "tidak"])
    assert of_k2(second) == {asked("2024-Q1"): "gugur"}
    assert of_k2(third) == {asked("2024-Q3"): NEW}
    assert first.follow_up == []


def test_a_quarter_that_nobody_evaluated_is_passed_over() -> None:
    """From the first to the third quarter: number and deadline stand, and it is overdue."""
    first = story(["tidak"])[0]
    third = judged(Quarter(2024, 3), answered("sop", Quarter(2024, 3)), first)
    assert of_k2(third) == {asked("2024-Q1"): "lewat_tenggat"}
    (told,) = [one for one in third.follow_up if one.indicator == "K2"]
    assert told.since == "2024-Q2"


def test_closed_ones_are_told_until_their_year_of_deadline_is_over() -> None:
    """Due in July 2024 and done: told in the fourth quarter, no longer in the next year."""
    cards = story(["tidak", "sistem", "sistem", "sistem", "sistem"])
    assert [asked("2024-Q1") in of_k2(card) for card in cards] == [True] * 4 + [False]


def test_a_new_revision_gives_no_number_to_anything_else() -> None:
    """The order of gains turns about between revisions; every number still means its request."""
    one = judged(FIRST, answered("sop", FIRST), None)
    more = answered("tidak", FIRST) + answered("ya", FIRST, "tim_sk")
    two = judged(FIRST, more, None)
    before = {each.id: (each.indicator, each.cause) for each in one.actions}
    after = {each.id: (each.indicator, each.cause) for each in two.actions}
    assert [each.indicator for each in one.actions] != [each.indicator for each in two.actions]
    shared = set(before) & set(after)
    assert len(shared) > 10
    assert all(before[name] == after[name] for name in shared)


@pytest.mark.parametrize(
    ("deadline", "quarter"),
    [
        (date(2024, 10, 10), Quarter(2024, 3)),
        (date(2024, 10, 11), Quarter(2024, 4)),
        (date(2024, 12, 31), Quarter(2024, 4)),
        (date(2025, 1, 10), Quarter(2024, 4)),
        (date(2025, 5, 31), Quarter(2025, 2)),
    ],
)
def test_a_deadline_falls_due_in_the_first_quarter_that_is_cut_off_after_it(
    deadline: date, quarter: Quarter
) -> None:
    """On the cut-off it is due, a day later it waits for the next."""
    assert falls_due_in(deadline) == quarter
    assert quarter.previous().due_date < deadline <= quarter.due_date


pasts = st.builds(
    PastAction,
    id=st.uuids().map(str),
    indicator=st.sampled_from(["A1", "B2", "G3", "K2", "C6"]),
    cause=st.just("data"),
    agency=st.just("Dinas"),
    text=st.just("Kerjakan."),
    deadline=st.dates(date(2023, 6, 1), date(2025, 6, 1)),
    issued_in=st.just("2023-Q1"),
    revision=st.just(1),
    asks_for_data=st.booleans(),
    found_in=st.just("2024-Q2"),
    closed_in=st.sampled_from(["", "2024-Q1"]),
)
points = st.decimals(0, 100, places=2) | st.sampled_from([Decimal(0), Decimal(85), Decimal(100)])
scores = st.dictionaries(st.sampled_from(["A1", "B2", "G3", "K2"]), st.none() | points)


@given(pasts, scores)
def test_every_recommendation_has_the_one_status_that_the_rule_gives(
    one: PastAction, found: dict[str, Decimal | None]
) -> None:
    """Each status is given where its own condition holds; the conditions never overlap."""
    quarter = Quarter(2024, 3)
    now = found.get(one.indicator)
    mark = Decimal(0) if one.asks_for_data else RULES.advice_for(one.indicator).done_at
    done = bool(one.closed_in) or (now is not None and now >= mark)
    lapsed = not one.closed_in and one.indicator not in found
    overdue = not done and not lapsed and one.deadline <= quarter.due_date
    holds = {
        "selesai": done,
        "gugur": lapsed,
        "lewat_tenggat": overdue,
        "terbuka": not done and not lapsed and not overdue,
    }
    assert [name for name, true in holds.items() if true] == [
        followed_up(one, found, RULES, quarter)
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([None, "tidak", "sop", "sistem", UNASKED]), min_size=2, max_size=5),
    st.sampled_from([Quarter(2024, 1), Quarter(2024, 3)]),
)
def test_nothing_is_lost_or_told_twice_in_any_story(
    answers: list[str | None], start: Quarter
) -> None:
    """Closed, open, overdue and lapsed are all that was open, plus what was closed this year.

    No number is given twice; a number always names one indicator, text and deadline.
    """
    meant: dict[str, tuple[object, ...]] = {}
    before: Scorecard | None = None
    for card in story(answers, start):
        told = tracked(card)
        names = [one.id for one in told]
        assert len(names) == len(set(names))
        assert {one.status for one in told} <= set(STATUSES)
        for one in told:
            meaning = (one.indicator, one.text, one.deadline, one.issued_in)
            assert meant.setdefault(one.id, meaning) == meaning
        if before:
            left_open = {one.id for one in tracked(before) if one.status in (*OPEN, NEW)}
            assert left_open <= {one.id for one in card.follow_up}
            assert {one.id for one in card.follow_up} <= {one.id for one in tracked(before)}
        wanted = {one.id for one in card.actions}
        assert wanted <= {one.id for one in told if one.status in (*OPEN, NEW)}
        before = card
