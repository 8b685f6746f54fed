"""What counts for a quarter: in force at its end and known by its cut-off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import BudgetLine, Fact, Quarter
from monev.known import Child, facts_known
from monev.register import load_register
from monev.sources import read_file
from tests.arrivals import arrived
from tests.facts import QUARTER, REGIONS, fact, known, with_values
from tests.scoring.cases import case

END, DUE = QUARTER.end, QUARTER.due_date
DAY = timedelta(days=1)
POOL = case("kota_lengkap").made_facts()

days = st.dates(END - timedelta(days=900), END + timedelta(days=900))
pooled = st.lists(st.sampled_from(POOL), unique_by=lambda one: one.fact_id, max_size=12)


@st.composite
def dated_facts(draw: st.DrawFn, earliest_known: date = date.min) -> list[Fact]:
    """Facts of a full region whose days of becoming known lie anywhere around the quarter."""
    return [
        with_values(one, known_on=max(earliest_known, draw(days)), note=str(place))
        for place, one in enumerate(draw(pooled))
    ]


def ids(facts: Sequence[Fact]) -> set[str]:
    """The ids of facts."""
    return {one.fact_id for one in facts}


@pytest.mark.parametrize(("stage_on", "counts"), [(END, True), (END + DAY, False)])
def test_a_rule_counts_from_the_day_it_is_enacted(stage_on: date, counts: bool) -> None:
    """Enacted on 30 September it is a rule of the third quarter; on 1 October it is not."""
    rule = fact("regulation", instrument="Perwal", stage=8, status="berlaku", stage_on=stage_on)
    assert bool(known([rule]).regulations) is counts


@pytest.mark.parametrize(("known_on", "counts"), [(DUE, True), (DUE + DAY, False)])
@pytest.mark.parametrize("place", range(len(POOL)))
def test_a_fact_counts_if_known_by_the_due_date(place: int, known_on: date, counts: bool) -> None:
    """Known on 10 October it counts for the third quarter, whatever its kind; on 11 October not."""
    one = with_values(POOL[place], known_on=known_on)
    found = known([one])
    assert (len(found.all), len(found.too_late)) == ((1, 0) if counts else (0, 1))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("participation", {"segment": "SEMUA", "active_persons": 1, "as_of": END + DAY}),
        ("attestation", {"item": "ptsp", "answer": "sop", "as_of": END + DAY}),
        ("contribution", {"span_end": END + DAY, "contribution_idr": 1}),
        ("context", {"category": "penghargaan", "text": "Paritrana", "happened_on": END + DAY}),
        ("budget", {"fiscal_year": END.year + 1, "allocation_idr": 1}),
    ],
)
def test_what_lies_after_the_quarter_does_not_count(kind: str, values: dict[str, Any]) -> None:
    """A fact that speaks of 1 October, or of next year, is set aside though known in time."""
    one = fact(kind, **values)
    found = known([one])
    assert found.all == ()
    assert found.too_late == (one,)


def test_an_event_without_a_day_counts_once_known() -> None:
    """An award whose day nobody printed is told as soon as it is known; it never scores."""
    assert known([fact("context", category="penghargaan", text="Paritrana")]).context


def test_money_spent_after_the_end_is_taken_off() -> None:
    """Spending of 1 October is unknown to the third quarter, and the allocation still counts."""
    line = fact("budget", allocation_idr=900, realised_idr=800, realised_on=END + DAY)
    (counted,) = known([line]).budget
    assert (counted.allocation_idr, counted.realised_idr, counted.realised_on) == (900, None, None)


def test_taking_money_off_leaves_the_fact_itself_alone() -> None:
    """The next quarter reads the same fact and finds the spending in it."""
    line = fact("budget", allocation_idr=900, realised_idr=800, realised_on=END + DAY)
    known([line])
    assert isinstance(line, BudgetLine)
    assert line.realised_idr == 800
    assert known([line], QUARTER.next()).budget[0].realised_idr == 800


def test_money_spent_by_the_end_stays() -> None:
    """Spending of 30 September is spending of the third quarter."""
    line = fact("budget", allocation_idr=900, realised_idr=800, realised_on=END)
    assert known([line]).budget[0].realised_idr == 800


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_published_figures_of_2025_do_not_leak_into_2024(number: int) -> None:
    """Leaving out everything published after the cut-off changes nothing of a quarter of 2024."""
    register, quarter = load_register(), Quarter(2024, number)
    facts: dict[str, list[Fact]] = {}
    for entry in (files("examples") / "published-2024-2025").iterdir():
        if entry.name.endswith(".csv"):
            for one in read_file(entry.read_bytes(), arrived(entry.name), register.resolve).facts:
                facts.setdefault(one.region_code, []).append(one)
    facts.pop("ID", None)
    late = 0
    for code, own in facts.items():
        region = register.regions[code]
        found = facts_known(region, quarter, own)
        past = [one for one in own if one.known_on <= quarter.due_date]
        late += len(own) - len(past)
        assert found == facts_known(region, quarter, past), code
        assert all(one.fiscal_year <= 2024 for one in found.budget)
        assert all(one.as_of <= quarter.end for one in found.participation)
    assert late > 0


@given(dated_facts(), dated_facts(earliest_known=DUE + DAY))
def test_later_knowledge_never_changes_a_quarter(facts: list[Fact], later: list[Fact]) -> None:
    """Whatever becomes known after the cut-off leaves the quarter's known facts as they are."""
    assert known([*facts, *later]) == known(facts)


@given(dated_facts(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(facts: list[Fact], chance: Random) -> None:
    """Facts come from files in any order; what counts is the same, and in the same order."""
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert known(shuffled) == known(facts)


@given(dated_facts())
def test_every_fact_counts_or_came_too_late(facts: list[Fact]) -> None:
    """No fact is lost between the two, and none is on both sides."""
    found = known(facts)
    assert ids(found.all) | ids(found.too_late) == ids(facts)
    assert not ids(found.all) & ids(found.too_late)


@given(dated_facts())
def test_what_counts_goes_on_being_known(facts: list[Fact]) -> None:
    """A fact that counted for a quarter still counts for the next: knowledge only grows."""
    assert ids(known(facts).all) <= ids(known(facts, QUARTER.next()).all)


def test_the_newest_answer_counts() -> None:
    """Of two answers to one item, the one that speaks of the later day is taken."""
    older = fact("attestation", item="ptsp", answer="regulasi", as_of=END - DAY)
    newer = fact("attestation", item="ptsp", answer="sop", as_of=END)
    for facts in ([older, newer], [newer, older]):
        answer = known(facts).attestation("ptsp")
        assert answer is not None
        assert answer.answer == "sop"


def test_the_nearer_source_answers_for_the_same_day() -> None:
    """A document and a press report of one day: the document is taken."""
    document = fact("attestation", item="ptsp", answer="regulasi", tier="dokumen_resmi")
    press = fact("attestation", item="ptsp", answer="sistem", tier="media")
    for facts in ([document, press], [press, document]):
        answer = known(facts).attestation("ptsp")
        assert answer is not None
        assert answer.answer == "regulasi"


def test_an_item_nobody_answered_has_no_answer() -> None:
    """Absence is no answer, not even "tidak"."""
    assert known([]).attestation("ptsp") is None


def test_children_stand_in_the_order_of_their_codes() -> None:
    """The kab/kota of a province come in one order, whoever was evaluated first."""
    children = [Child(f"33.0{n}", f"Kab {n}", None, Decimal(n)) for n in (3, 1, 2)]
    found = facts_known(REGIONS["provinsi"], QUARTER, [], children)
    assert [one.code for one in found.children] == ["33.01", "33.02", "33.03"]


def test_views_follow_what_they_are_views_of() -> None:
    """Lines of the year and figures of a segment, also after facts or quarter were replaced."""
    now = [fact("budget", day=END, allocation_idr=n) for n in (1, 2)]
    old = fact("budget", day=date(2023, 6, 30), allocation_idr=3)
    figures = [fact("participation", segment=name, active_persons=1) for name in ("PU", "BPU")]
    before = known([*now, old, *figures])
    assert ids(before.budget_of_year) == ids(now)
    assert ids(before.figures_of("PU")) == ids(figures[:1])
    assert list(before.figures_of("JAKON")) == []
    after = replace(before, budget=before.budget[:-1], participation=before.participation[:1])
    of_2024 = [one for one in after.budget if one.fiscal_year == 2024]
    assert ids(after.budget_of_year) == ids(of_2024) != ids(before.budget_of_year)
    assert [*after.figures_of("PU"), *after.figures_of("BPU")] == list(after.participation)
    assert ids(replace(before, quarter=Quarter(2023, 4)).budget_of_year) == {old.fact_id}


def test_the_tiers_are_those_of_what_counts() -> None:
    """A press report that came too late does not make an evaluation rest on the press."""
    press = fact("context", category="x", text="y", tier="media", known_on=DUE + DAY)
    document = fact("context", category="x", text="y", tier="dokumen_resmi")
    assert known([press, document]).tiers == {"dokumen_resmi"}
