"""How a run is cut into batches: nobody twice, nobody left out, none too large."""

from hypothesis import given
from hypothesis import strategies as st

from models import NATION, BatchStage, Quarter
from monev.batch_plan import LARGEST, SMALLEST, shares_of
from monev.evaluate_many import Plan
from monev.recap_many import recap_scopes
from monev.workspace import Workspace

Q3 = Quarter(2024, 3)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan over some provinces with up to 60 kab/kota each."""
    sizes = draw(st.lists(st.integers(0, 60), max_size=38))
    batches = tuple(
        (f"{10 + number}", tuple(f"{10 + number}.{one:02}" for one in range(size)))
        for number, size in enumerate(sizes)
        if size
    )
    provinces = tuple(f"{10 + number}" for number in range(draw(st.integers(0, 38))))
    return Plan(Q3, batches, provinces, ())


@given(plans(), st.integers(1, 12), st.integers(0, 39))
def test_every_code_stands_in_one_batch(plan: Plan, takers: int, scopes: int) -> None:
    """Whatever the plan and the takers: each code once, labels apart, stages in order."""
    recaps = [NATION, *plan.provinces][:scopes]
    shares = shares_of(plan, takers, recaps)
    regions = [code for one in shares if one.stage < BatchStage.RECAPS for code in one.codes]
    assert regions == list(plan.regions)
    assert sorted(c for s in shares if s.stage == BatchStage.RECAPS for c in s.codes) == sorted(
        recaps
    )
    assert len({one.label for one in shares}) == len(shares)
    assert [one.stage for one in shares] == sorted(one.stage for one in shares)
    assert all(0 < len(one.codes) <= LARGEST for one in shares)


@given(plans(), st.integers(2, 12))
def test_a_large_province_is_split_evenly(plan: Plan, takers: int) -> None:
    """With several takers no batch outgrows its share, and no part of a province is a remnant."""
    regions = sum(len(codes) for _, codes in plan.batches)
    size = max(SMALLEST, min(LARGEST, regions // (takers * 10)))
    for one in shares_of(plan, takers):
        if one.stage == BatchStage.KAB_KOTA:
            assert len(one.codes) <= size
        if ", " in one.label:
            assert len(one.codes) >= size // 2


def test_the_whole_nation(example: Workspace) -> None:
    """546 governments make some fifteen batches for one taker, and enough for four."""
    governments = example.register.governments()
    by_province: dict[str, list[str]] = {}
    for one in governments:
        if one.kind != "provinsi":
            by_province.setdefault(one.province_code, []).append(one.code)
    plan = Plan(
        Q3,
        tuple((name, tuple(codes)) for name, codes in by_province.items()),
        tuple(one.code for one in governments if one.kind == "provinsi"),
        (),
    )
    scopes = recap_scopes(example)
    alone, four = shares_of(plan, 1, scopes), shares_of(plan, 4, scopes)
    assert 14 <= len(alone) <= 24
    assert sum(one.stage == BatchStage.KAB_KOTA for one in four) >= 40
    assert sum(one.stage == BatchStage.PROVINCES for one in four) == 4
    assert next(one.codes[0] for one in alone if one.stage == BatchStage.RECAPS) == NATION
