"""What the rules say depends on the day: nothing holds a day early or a day late.

Every dated value of the catalogue (parameters, weights, scales, bands, missing and evidence rules)
is looked up on both sides of its dates; then a rule is changed or closed on a day in the middle of
the scored quarters, and the scorecards before that day must not notice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from models import Fact, Participation, Quarter
from monev.composite.scale_shapes import Linear
from monev.errors import CatalogueError
from monev.known import Child
from monev.rubric import Rubric, RulesInForce, rules_in_force
from monev.rubric.checks import START
from monev.rubric.shapes import Dated
from monev.scorecard import Scorecard
from monev.sources.reading import make_fact
from tests.facts import fact, row, scored, with_values
from tests.scoring.plain_rules import KINDS, changed, profiles, rubric_of, with_head
from tests.scoring.rich_regions import children_of, facts_of

PACKAGED = rubric_of("")
DAY = timedelta(days=1)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


CHANGE = date(2025, 1, 1)
"""The day on which a rule is changed here: the first of a quarter, a year and a fiscal year."""
BEFORE, AFTER = Quarter(2024, 4), Quarter(2025, 1)


DATED_HEAD = [
    name
    for name in type(PACKAGED.head).model_fields
    if name != "pillars"
    if any(isinstance(one, Dated) for one in _listed(getattr(PACKAGED.head, name)))
]
"""Whatever of the frame is dated, by its shape: bands, absence, evidence, how means are taken."""


def histories(rubric: Rubric) -> Iterator[tuple[str, str, Sequence[Dated]]]:
    """Every dated value: what it is, the name it goes by, and its history."""
    for one in rubric.parameters:
        yield "parameter", one.id, one.values
    for each in rubric.indicators:
        yield "weight", each.id, each.weights
        yield "scale", each.id, each.scale
    for name in DATED_HEAD:
        yield name, "", getattr(rubric.head, name)


def found_in(rules: RulesInForce, what: str, name: str) -> Any:
    """What the rules of a day say; None where they say nothing."""
    if what == "parameter":
        told = rules.parameter(name)
        return told and (told.value, told.from_, told.reference)
    if what in ("weight", "scale"):
        asked = next((one for one in rules.rules if one.indicator.id == name), None)
        return None if asked is None else getattr(asked, what)
    return getattr(rules, what)


def edges_of(history: Iterable[Dated]) -> set[date]:
    """The days around every date of a history: before, first, last and after."""
    days = set()
    for one in history:
        days |= {one.from_ - DAY, one.from_}
        days |= {one.until, one.until + DAY} if one.until else set()
    return days


@pytest.mark.parametrize("profile", profiles())
def test_each_value_holds_from_its_first_to_its_last_day(profile: str) -> None:
    """On the days around each date, the rules tell the one value whose span holds that day."""
    rubric = rubric_of(profile)
    wrong = []
    for what, name, history in histories(rubric):
        for day in sorted(edges_of(history)):
            holding = [one for one in history if one.from_ <= day <= (one.until or day)]
            if len(holding) > 1:
                wrong.append(f"{what} {name} on {day}: {len(holding)} values at once")
            elif day >= START:
                for kind in KINDS:
                    rules = rules_in_force(rubric, kind, day)
                    wanted = _as_told(rubric, what, name, kind, holding)
                    if found_in(rules, what, name) != wanted:
                        wrong.append(f"{what} {name} on {day} for {kind} is not {wanted}")
    assert not wrong, "\n".join(wrong)


def _as_told(rubric: Rubric, what: str, name: str, kind: str, holding: Sequence[Any]) -> Any:
    """What the rules should tell; an indicator of no weight there is not asked at all."""
    value = holding[0] if holding else None
    if what == "weight":
        return (value and getattr(value, kind)) or None
    if what == "scale":
        weights = next(one for one in rubric.indicators if one.id == name).weights
        return value if any(getattr(one, kind) for one in weights) else None
    if what == "parameter":
        return value and (value.value, value.from_, value.reference)
    return value


@pytest.mark.parametrize("kind", KINDS)
def test_before_the_instruction_nothing_holds(kind: str) -> None:
    """The day before the signing there are no rules; on the day there are."""
    assert rules_in_force(PACKAGED, kind, START).rules
    with pytest.raises(CatalogueError, match="nothing in force on 2021-03-24"):
        rules_in_force(PACKAGED, kind, START - DAY)


def split(history: Sequence[Any], **values: Any) -> list[Any]:
    """The history with its last value closed on the eve of the change and followed by another."""
    *older, last = history
    return [
        *older,
        last.model_copy(update={"until": CHANGE - DAY}),
        last.model_copy(update={"from_": CHANGE, "until": None, "reference": "uji", **values}),
    ]


def closed(history: Sequence[Any]) -> list[Any]:
    """The history with its last value closed on the eve of the change."""
    *older, last = history
    return [*older, last.model_copy(update={"until": CHANGE - DAY})]


def with_parameter(name: str, values: Callable[[Sequence[Any]], list[Any]]) -> Rubric:
    """The packaged rubric with another history of one parameter."""
    listed = [
        one.model_copy(update={"values": values(one.values)}) if one.id == name else one
        for one in PACKAGED.parameters
    ]
    assert listed != PACKAGED.parameters, name
    return PACKAGED.model_copy(update={"parameters": listed})


def told(
    rubric: Rubric, quarter: Quarter, facts: Sequence[Fact], kind: str = "kota", mode: str = "ketat"
) -> Scorecard:
    """The scorecard of a quarter under some rubric."""
    children = children_of(kind)
    return scored(facts, quarter, kind, mode=mode, rubric=rubric, children=children)


def in_both(kind: str = "kota") -> list[Fact]:
    """What a rich region stated, said once more in each of the two quarters."""
    return [
        one
        for quarter in (BEFORE, AFTER)
        for each in facts_of(kind)
        if (one := _moved(each, quarter)) is not None
    ]


def _moved(one: Fact, quarter: Quarter) -> Fact | None:
    """The same statement about the end of another quarter; older ones are left as they were."""
    dates = {"as_of": quarter.end, "span_end": quarter.end, "realised_on": quarter.end}
    spans = {"span_start": date(quarter.year, 1, 1), "due_on": date(quarter.year, 12, 31)}
    moved = dates | spans | {"fiscal_year": quarter.year, "known_on": quarter.end}
    if one.known_on < date(2024, 9, 30):
        return one if quarter == BEFORE else None
    values = {
        name: moved[name] if name in moved and value is not None else value
        for name, value in one.model_dump(exclude={"fact_id"}).items()
    }
    return make_fact(one.kind, values)


FACTS = {kind: in_both(kind) for kind in KINDS}


def same_but_version(one: Scorecard, other: Scorecard) -> bool:
    """Say whether two cards differ in nothing that was scored."""
    return one.model_copy(update={"rubric_version": other.rubric_version}) == other


Use = tuple[str, str, Decimal, str]
USES: list[Use] = [
    ("iuran_jkk_bpu_idr", "B2", Decimal(20_000), "kota"),
    ("iuran_jkm_bpu_idr", "B2", Decimal(13_600), "kota"),
    ("umur_data_bulan", "C3", Decimal(1), "kota"),
    ("bagian_kabkota_diketahui", "P1", Decimal("0.95"), "provinsi"),
    ("bagian_kabkota_diketahui", "P2", Decimal("0.95"), "provinsi"),
]
"""Parameter, an indicator that uses it, a value that must change it, the kind of government."""
TOLD_ONLY = {
    *("tarif_jkk_jkm_non_asn", "tarif_jkm_pu", "tarif_jht_pu", "tarif_jp_pu", "tarif_jkp"),
    *(f"tarif_jkk_pu_{number}" for number in range(1, 6)),
    *("iuran_jht_bpu_idr", "potongan_bpu_transportasi", "potongan_bpu_sektor_lain"),
    *("target_rpjmn", "target_rpjmn_2029", "target_rkp_2026", "target_rpjpn_2045"),
}
"""Parameters that no formula reads: they stand beside the score, or are there to be looked up."""
BY_DATE_ALONE = {"masa_pemilu", "target_ucj_nasional"}
"""Parameters with dates of their own in the catalogue, tested with these dates below."""


def test_every_parameter_is_tried_through_a_score() -> None:
    """A new parameter gets its line in USES, so that its date is seen to matter."""
    tried = {name for name, *_ in USES} | TOLD_ONLY | BY_DATE_ALONE
    assert {one.id for one in PACKAGED.parameters} == tried


def stale(facts: Sequence[Fact]) -> list[Fact]:
    """The facts with figures of segments two months older than the quarter's end."""
    return [
        with_values(one, as_of=one.as_of - timedelta(days=61))
        if isinstance(one, Participation) and one.segment != "SEMUA"
        else one
        for one in facts
    ]


def facts_for(name: str, kind: str) -> list[Fact]:
    """What a region must have stated for a parameter to matter."""
    return stale(FACTS[kind]) if name == "umur_data_bulan" else FACTS[kind]


@pytest.mark.parametrize(("name", "indicator", "value", "kind"), USES)
def test_a_changed_parameter_changes_the_score_from_its_day(
    name: str, indicator: str, value: Decimal, kind: str
) -> None:
    """2024-Q4 is scored as if nothing had been changed; in 2025-Q1 only what uses it changes."""
    facts = facts_for(name, kind)
    rubric = with_parameter(name, lambda history: split(history, value=value))
    assert same_but_version(told(rubric, BEFORE, facts, kind), told(PACKAGED, BEFORE, facts, kind))
    old, new = told(PACKAGED, AFTER, facts, kind), told(rubric, AFTER, facts, kind)
    assert row(old, indicator) != row(new, indicator)
    users = {one for other, one, *_ in USES if other == name}
    if name != "umur_data_bulan":
        assert {one.id for one in old.indicators if one != row(new, one.id)} == users


@pytest.mark.parametrize(("name", "indicator", "value", "kind"), USES)
def test_a_closed_parameter_is_missing_and_no_zero(
    name: str, indicator: str, value: Decimal, kind: str
) -> None:
    """Without a successor the indicator is unknown from that day, or its rule is not asked."""
    facts = facts_for(name, kind)
    rubric = with_parameter(name, closed)
    assert same_but_version(told(rubric, BEFORE, facts, kind), told(PACKAGED, BEFORE, facts, kind))
    found = row(told(rubric, AFTER, facts, kind), indicator)
    if name == "umur_data_bulan":
        assert found.status == "dinilai"
    else:
        assert (found.status, found.value, found.points) == ("data_tidak_tersedia", None, None)
    assert value


def test_an_abolished_rate_is_no_rate_and_stays_in_the_history() -> None:
    """JKM dated null from 2025: the need of that year is unknown, that of 2024 is what it was."""
    rubric = with_parameter("iuran_jkm_bpu_idr", lambda history: split(history, value=None))
    old, new = (row(told(rubric, one, FACTS["kota"]), "B2") for one in (BEFORE, AFTER))
    assert old.points == Decimal(50)
    assert (new.status, new.reason) == ("data_tidak_tersedia", "tarif_tidak_berlaku")
    (kept,) = [one for one in rubric.parameters if one.id == "iuran_jkm_bpu_idr"]
    assert [(one.value, one.reference) for one in kept.values][-1] == (None, "uji")


def test_a_new_rate_of_death_insurance_changes_the_need() -> None:
    """JKM of 13.600 from 2025: a need of 23.600 per person and month, dated and cited; not before.

    Lines without a rate of their own: 1.512.000.000 / (15.000 x 12 x 23.600) = 0,355932.
    """
    rubric = with_parameter(
        "iuran_jkm_bpu_idr", lambda history: split(history, value=Decimal(13_600))
    )
    old, new = (row(told(rubric, one, FACTS["kota"]), "B2") for one in (BEFORE, AFTER))
    assert (old.points, round(new.points or 0, 4)) == (Decimal(50), Decimal("35.5932"))
    uses = {one.name: one for one in new.parameters}
    assert uses["iuran_jkm_bpu_idr"].since == CHANGE
    assert uses["iuran_jkm_bpu_idr"].reference == "uji"
    assert {one.value for one in old.parameters} == {10_000, 6_800}


ELECTION = [
    (Quarter(2022, 4), "tidak_berlaku"),
    (Quarter(2023, 1), "dinilai"),
    (Quarter(2024, 4), "dinilai"),
    (Quarter(2025, 1), "tidak_berlaku"),
]


@pytest.mark.parametrize(("quarter", "status"), ELECTION)
def test_election_staff_are_asked_for_in_election_times(quarter: Quarter, status: str) -> None:
    """From 1 January 2023 to 31 December 2024, and in the quarters beside it not at all."""
    groups = ("ADHOC-KPU", "ADHOC-BAWASLU")
    facts = [
        fact("participation", day=quarter.end, segment=one, active_persons=1, eligible_persons=2)
        for one in groups
    ]
    found = row(scored(facts, quarter), "C6")
    assert (found.status, found.effective_weight > 0) == (status, status == "dinilai")


NATIONAL = [
    (Quarter(2024, 4), None),
    (Quarter(2025, 1), None),
    (Quarter(2025, 2), "0.5"),
    (Quarter(2025, 4), "0.5"),
    (Quarter(2026, 1), None),
]


@pytest.mark.parametrize(("quarter", "value"), NATIONAL)
def test_the_nation_s_target_holds_in_its_year_from_its_day(
    quarter: Quarter, value: str | None
) -> None:
    """52.15% was told on 15 May 2025: it measures Q2 to Q4 of 2025 and no quarter before or after.

    A coverage of 26.075% is half of it.
    """
    reached = fact(
        "participation", day=quarter.end, segment="SEMUA", coverage_pct=Decimal("26.075")
    )
    found = row(scored([reached], quarter), "C1")
    if value is None:
        assert (found.status, found.value) == ("data_tidak_tersedia", None)
    else:
        assert Decimal(found.value or 0) == Decimal(value)
        used = [one.since for one in found.parameters if one.name == "target_ucj_nasional"]
        assert used == [date(2025, 5, 15)]


@pytest.mark.parametrize("kind", KINDS)
def test_changed_scales_hold_from_their_day(kind: str) -> None:
    """Every scale is made worth nothing from 2025: 2024 stays, and in 2025 all points are 0."""
    rubric = changed(PACKAGED, {one.id: {"scale": worthless(one.scale)} for one in _all()})
    facts = FACTS[kind]
    assert same_but_version(told(rubric, BEFORE, facts, kind), told(PACKAGED, BEFORE, facts, kind))
    after = told(rubric, AFTER, facts, kind)
    measured = [one for one in after.indicators if one.status == "dinilai"]
    assert len(measured) > 15
    assert {one.points for one in measured} == {0}
    assert {one.scale_reference for one in measured} == {"uji"}


def _all() -> list[Any]:
    return list(PACKAGED.indicators)


def worthless(history: Sequence[Any]) -> list[Any]:
    """The history with a scale from the change on that gives nothing for anything."""
    last = history[-1]
    if last.linear is not None:
        return split(history, linear=Linear(floor=Decimal(10**15), target=Decimal(10**16)))
    return split(history, steps=dict.fromkeys(last.steps, Decimal(0)))


@pytest.mark.parametrize("kind", KINDS)
def test_changed_weights_hold_from_their_day(kind: str) -> None:
    """Each pair of one pillar swaps its weights in 2025: every weight follows, in its year only."""
    swaps: dict[str, dict[str, Any]] = {}
    for one, other in pairwise(_all()):
        if one.pillar == other.pillar and one.id not in swaps:
            for here, there in ((one, other), (other, one)):
                taken = {name: getattr(there.weights[-1], name) for name in KINDS}
                swaps[here.id] = {"weights": split(here.weights, **taken)}
    rubric, facts = changed(PACKAGED, swaps), FACTS[kind]
    assert same_but_version(told(rubric, BEFORE, facts, kind), told(PACKAGED, BEFORE, facts, kind))
    weights = {one.id: one.weight for one in told(rubric, AFTER, facts, kind).indicators}
    wanted = {one.indicator.id: one.weight for one in rules_in_force(rubric, kind, CHANGE).rules}
    assert weights == wanted
    assert weights != {one.id: one.weight for one in told(PACKAGED, AFTER, facts, kind).indicators}


def test_a_weight_that_ended_is_not_asked_any_more() -> None:
    """An indicator closed on 31 December 2024 stands in 2024-Q4 and not in 2025-Q1."""
    history = next(one for one in _all() if one.id == "G3").weights
    rubric = changed(PACKAGED, {"G3": {"weights": closed(history)}})
    asked = [
        {one.id for one in told(rubric, quarter, FACTS["kota"]).indicators}
        for quarter in (BEFORE, AFTER)
    ]
    assert asked[0] - asked[1] == {"G3"}


HEAD_CHANGES: Mapping[str, Callable[[Sequence[Any]], list[Any]]] = {
    "bands": lambda history: split(
        history,
        bands=[one.model_copy(update={"at_least": one.at_least / 2}) for one in history[-1].bands],
    ),
    "missing": lambda history: split(
        history, provisional_below=Decimal(1), no_band_below=Decimal(1)
    ),
    "evidence": lambda history: split(history, full_tiers=[], cap=Decimal(7)),
    "aggregation": lambda history: split(history, within="weakest"),
}


@pytest.mark.parametrize("name", sorted(HEAD_CHANGES))
def test_a_changed_frame_holds_from_its_day(name: str) -> None:
    """Edges halved, bands only for the complete, a cap of 7, the weakest link: in 2025 alone."""
    history = getattr(PACKAGED.head, name)
    rubric = with_head(PACKAGED, **{name: HEAD_CHANGES[name](history)})
    facts = [one for one in FACTS["kota"] if getattr(one, "item", "") != "ptsp"]
    assert same_but_version(told(rubric, BEFORE, facts), told(PACKAGED, BEFORE, facts))
    old, new = told(PACKAGED, AFTER, facts), told(rubric, AFTER, facts)
    if name == "evidence":
        assert {one.cap for one in new.indicators if one.status == "dinilai"} == {7}
        assert {one.cap for one in old.indicators} == {None}
        assert (old.evidence_cap, new.evidence_cap) == (Decimal(50), Decimal(7))
    elif name == "aggregation":
        assert (new.score or 0) < (old.score or 0)
    else:
        assert new.score == old.score
        assert new.band != old.band


def test_every_dated_part_of_the_frame_is_changed_above() -> None:
    """A new dated part of rubric.yaml gets its line in HEAD_CHANGES."""
    assert sorted(HEAD_CHANGES) == sorted(DATED_HEAD)


@pytest.mark.parametrize("name", sorted(HEAD_CHANGES))
def test_without_bands_or_rules_for_absence_nothing_is_scored(name: str) -> None:
    """Closed without a successor, the quarter after is refused with the day; none is made up."""
    rubric = with_head(PACKAGED, **{name: closed(getattr(PACKAGED.head, name))})
    assert told(rubric, BEFORE, FACTS["kota"]).score is not None
    with pytest.raises(CatalogueError, match="nothing in force on 2025-03-31"):
        told(rubric, AFTER, FACTS["kota"])


@pytest.mark.parametrize("mode", ["ketat", "indikatif"])
def test_the_rule_s_own_mode_holds_from_its_day(mode: str) -> None:
    """Where nobody asks for a mode, it is that of the rule in force at the quarter's end."""
    other = {"ketat": "indikatif", "indikatif": "ketat"}[mode]
    *_, last = PACKAGED.head.missing
    history = split([last.model_copy(update={"mode": mode})], mode=other)
    rubric = with_head(PACKAGED, missing=history)
    modes = [told(rubric, one, FACTS["kota"], mode="").mode for one in (BEFORE, AFTER)]
    assert modes == [mode, other]


def test_a_rule_of_the_middle_of_a_quarter_judges_all_of_it() -> None:
    """The rules are those of the last day: changed on that day they judge it, a day later not."""
    for day, expected in ((AFTER.end, Decimal(20)), (AFTER.end + DAY, Decimal(50))):
        *_, last = PACKAGED.head.evidence
        eve = last.model_copy(update={"until": day - DAY})
        then = last.model_copy(update={"from_": day, "cap": Decimal(20)})
        card = told(with_head(PACKAGED, evidence=[eve, then]), AFTER, FACTS["kota"])
        assert card.evidence_cap == expected


def test_a_child_is_judged_by_the_rule_of_the_quarter() -> None:
    """The mark that P2 asks for stands in its arguments; its scale and weight are dated."""
    children = [Child(f"33.{n:02}", f"Kab {n}", True, Decimal(60), "Cukup", 1) for n in range(10)]
    scale = next(one for one in _all() if one.id == "P2").scale
    rubric = changed(PACKAGED, {"P2": {"scale": worthless(scale)}})
    points = [
        row(scored([], one, "provinsi", rubric=rubric, children=children), "P2").points
        for one in (BEFORE, AFTER)
    ]
    assert points == [100, 0]
