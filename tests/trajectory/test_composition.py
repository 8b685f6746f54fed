"""Who came, who was lost, and whose task had ended: three things that add up exactly."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from monev.profile import GroupLine, GroupStatement
from monev.scorecard import Input
from monev.segments import load_segments
from monev.target_path import Composition
from monev.trajectory import composition, expiry, load_trajectory_settings

SEGMENTS = load_segments()
SOURCE = Input(
    name="active_persons", value="", unit="orang", raw="", locator="", evidence_sha256="",
    source_title="", source_publisher="", known_on=date(2024, 8, 22), known_basis="tercetak",
    tier="media",
)  # fmt: skip
CILEGON = {
    "ADHOC-KPU": 11658, "BPU-KADER": 2650, "BPU-LINMAS": 1593, "RTRW": 1528,
    "ADHOC-BAWASLU": 1363, "BPU-NELAYAN": 332, "KEBERSIHAN": 61,
}  # fmt: skip
STAYING = {code: count for code, count in CILEGON.items() if not code.startswith("ADHOC")}


def statement(
    groups: dict[str, int],
    on: date = date(2024, 8, 22),
    *,
    stated: int | None = None,
    payer: str = "APBD",
    remaining_stated: int | None = None,
) -> GroupStatement:
    """A statement of these groups as a profile holds it."""
    short = SEGMENTS.temporary()
    outer = SEGMENTS.outermost(set(groups))
    lines = [
        GroupLine(segment=code, persons=count, temporary=code in short, source=SOURCE)
        for code, count in groups.items()
    ]
    return GroupStatement(
        payer=payer,
        as_of=on,
        lines=lines,
        summed=sum(groups[code] for code in outer),
        stated=stated,
        remaining=sum(groups[code] for code in outer if code not in short),
        remaining_stated=remaining_stated,
    )


def changed(before: GroupStatement, after: GroupStatement) -> Composition:
    """The composition of two statements of one payer."""
    made = composition(before, after, SEGMENTS, load_trajectory_settings())
    assert made is not None
    return made


LATER = date(2025, 8, 28)


def test_cilegon_when_the_election_is_over() -> None:
    """11.658 and 1.363 leave: 6.164 remain, 43 fewer than the 6.207 of the article, and no loss."""
    made = expiry(statement(CILEGON, stated=17000, remaining_stated=6207), SEGMENTS)
    assert made is not None
    assert (made.listed, made.leaving_persons, made.remaining, made.difference) == (
        19185,
        13021,
        6164,
        43,
    )
    assert {one.segment: one.change for one in made.leaving} == {
        "ADHOC-KPU": -11658,
        "ADHOC-BAWASLU": -1363,
    }
    assert expiry(statement(STAYING), SEGMENTS) is None


def test_expiry_is_told_apart_from_loss() -> None:
    """A year later: 13.021 expired, 93 lost among linmas, 200 gained among fishers."""
    after = STAYING | {"BPU-LINMAS": 1500, "BPU-NELAYAN": 532}
    made = changed(statement(CILEGON), statement(after, LATER, stated=6271))
    assert made.decomposed
    assert (made.before, made.after, made.change) == (19185, 6271, -12914)
    assert (made.expired_change, made.lasting_change) == (-13021, 107)
    assert {one.segment: one.change for one in made.lasting if one.change} == {
        "BPU-LINMAS": -93,
        "BPU-NELAYAN": 200,
    }


def test_a_group_that_is_not_named_is_not_gone() -> None:
    """A later list that is not complete leaves the ad hoc staff unknown: nothing is broken down."""
    for stated in (None, 7000):
        made = changed(statement(CILEGON), statement(STAYING, LATER, stated=stated))
        assert (made.decomposed, made.lasting, made.expired) == (False, [], [])
        assert (made.lasting_change, made.expired_change) == (None, None)
        assert made.told.id.startswith("belum dapat diurai: Badan adhoc Bawaslu, Badan adhoc KPU")
    named = statement(STAYING | {"ADHOC-KPU": 0, "ADHOC-BAWASLU": 0}, LATER)
    assert changed(statement(CILEGON), named).expired_change == -13021


def test_a_new_group_needs_a_complete_list_before() -> None:
    """Fishers named for the first time are new only where the earlier list was whole."""
    before, after = {"RTRW": 100}, {"RTRW": 90, "BPU-NELAYAN": 30}
    assert not changed(statement(before), statement(after, LATER)).decomposed
    whole = changed(statement(before, stated=100), statement(after, LATER))
    assert (whole.decomposed, whole.lasting_change) == (True, 20)


def test_other_payers_and_levels_are_not_mixed() -> None:
    """Another payer is another matter; a group and its parent in two lists are not compared."""
    one, other = statement({"RTRW": 10}), statement({"RTRW": 20}, LATER, payer="APBDES")
    assert composition(one, other, SEGMENTS, load_trajectory_settings()) is None
    made = changed(
        statement({"BPU-NELAYAN": 10}, stated=10), statement({"BPU-RENTAN": 30}, LATER, stated=30)
    )
    assert not made.decomposed
    assert "tingkat yang berbeda" in made.told.id


def test_a_bare_total_lists_no_groups() -> None:
    """A statement with a total alone cannot be broken down, and is not taken as all lost."""
    made = changed(statement(CILEGON), statement({}, LATER, stated=6000))
    assert not made.decomposed
    assert "tidak merinci kelompok" in made.told.id


CODES = st.sampled_from(
    ["ADHOC-KPU", "ADHOC-BAWASLU", "RTRW", "BPU-NELAYAN", "BPU-TANI", "KEBERSIHAN"]
)
GROUPS = st.dictionaries(CODES, st.integers(0, 20000), min_size=1)


@given(GROUPS, GROUPS)
def test_the_parts_always_add_up(before: dict[str, int], after: dict[str, int]) -> None:
    """Complete lists are broken down, and change = lasting + expired to the last person."""
    made = changed(
        statement(before, stated=sum(before.values())),
        statement(after, LATER, stated=sum(after.values())),
    )
    assert made.decomposed
    assert made.lasting_change is not None
    assert made.expired_change is not None
    assert made.change == made.lasting_change + made.expired_change
    assert made.change == sum(one.change for one in (*made.lasting, *made.expired))
    assert all(one.segment.startswith("ADHOC") for one in made.expired)
