"""Facts of two revisions: what a newer file says otherwise is told, and no more than that."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings

from models import Fact
from monev.attribution.fact_changes import facts_changed
from monev.difference import FactChange
from tests.facts import fact, known, with_values
from tests.scoring.strategies import fact_sets

OLD = {"source_title": "Instrumen Kota Contoh", "evidence_sha256": "a" * 64}
NEW = {**OLD, "evidence_sha256": "b" * 64, "known_on": date(2024, 10, 8)}


SPELT = ((OLD, "45.5"), (NEW, "45.50"))


def changed(before: list[Fact], after: list[Fact]) -> list[FactChange]:
    """Everything that differs between two sets of facts."""
    return list(facts_changed(known(before), known(after)))


def sides(changes: list[FactChange]) -> list[str]:
    """What became of each fact."""
    return [one.side for one in changes]


def members(file: dict[str, Any], active: int | None = 1200, **more: Any) -> Fact:
    """Active members of all segments, as one file states them."""
    return fact("participation", segment="SEMUA", active_persons=active, **{**file, **more})


def line(file: dict[str, Any], allocation: int, **more: Any) -> Fact:
    """A line of a budget, as one file states it."""
    return fact("budget", group_code="RTRW", allocation_idr=allocation, **{**file, **more})


def test_a_file_handed_in_anew_with_the_same_words_brings_nothing_new() -> None:
    """Other bytes, other cells, another day: each fact is stated again, and leads to both."""
    before = [members(OLD), line(OLD, 500)]
    after = [line(NEW, 500), members(NEW)]
    found = changed(before, after)
    assert sides(found) == ["again", "again"]
    assert {one.before_id for one in found} == {one.fact_id for one in before}
    assert {one.fact_id for one in found} == {one.fact_id for one in after}
    assert not any(one.moved for one in found)


def test_one_corrected_cell_is_one_change() -> None:
    """With what both files have in it and the place in the newer one; the rest is stated again."""
    after = members(NEW, 1250)
    found = changed([members(OLD), line(OLD, 500)], [after, line(NEW, 500)])
    assert sides(found) == ["changed", "again"]
    (moved,) = found[0].moved
    assert (moved.field, moved.before, moved.after) == ("active_persons", "1200", "1250")
    assert moved.locator == after.cell("active_persons").locator
    assert found[0].known_on == NEW["known_on"]


def test_a_value_that_is_no_longer_stated_is_no_zero() -> None:
    """Null on that side; the place is where it stood."""
    before = members(OLD)
    (found,) = changed([before], [members(NEW, None, eligible_persons=5000)])
    told = {one.field: (one.before, one.after, one.locator) for one in found.moved}
    place = before.cell("active_persons").locator
    assert told["active_persons"] == ("1200", None, place)
    assert told["eligible_persons"][:2] == (None, "5000")


def test_which_of_two_lines_became_which_is_not_guessed() -> None:
    """Two lines of one group and account: both are new, both are gone."""
    before = [line(OLD, 500), line(OLD, 700)]
    after = [line(NEW, 501), line(NEW, 701)]
    assert sorted(sides(changed(before, after))) == ["gone", "gone", "new", "new"]
    assert sorted(sides(changed(before, after[:1]))) == ["gone", "gone", "new"]


def test_of_equal_lines_each_goes_with_one() -> None:
    """One of three equal lines was taken out: two are stated again, one is gone."""
    before = [line(OLD, 500) for _ in range(3)]
    after = [line(NEW, 500) for _ in range(2)]
    assert sorted(sides(changed(before, after))) == ["again", "again", "gone"]


def test_lines_that_stay_equal_make_no_other_pair() -> None:
    """500 and 700 became 700 and 900: perhaps 500 is 900 now, perhaps 700 is; nobody knows."""
    found = changed([line(OLD, 500), line(OLD, 700)], [line(NEW, 700), line(NEW, 900)])
    assert sorted(sides(found)) == ["again", "gone", "new"]
    rows = [members(OLD, 100, definition="x"), members(OLD, 200, definition="y")]
    later = [members(NEW, 200, definition="y"), members(NEW, 150, definition="z")]
    assert sorted(sides(changed(rows, later))) == ["again", "gone", "new"]


def test_one_number_in_two_spellings_is_the_same() -> None:
    """45,5 and 45,50 are no change, and above all nothing that is gone."""
    before, after = (members(one, coverage_pct=Decimal(text)) for one, text in SPELT)
    assert sides(changed([before], [after])) == ["again"]


def test_a_word_before_the_same_number_is_shown_with_its_cell() -> None:
    """About 1,200 is another statement than 1,200; nobody is shown the name of a field."""
    before, after = members(OLD), members(NEW, approximate=True)
    after.cells = {**after.cells, "active_persons": {"locator": "D2", "raw": "sekitar 1200"}}
    ((moved,),) = (one.moved for one in changed([before], [after]))
    assert (moved.locator, moved.before, moved.after) == ("D2", "1200", "sekitar 1200")


def test_one_cell_that_gave_two_fields_is_told_once() -> None:
    """A reader may make number and year of one text."""
    before = fact("regulation", instrument="Perda", title="Nomor 1 2021", note="a", stage=8, **OLD)
    after = fact("regulation", instrument="Perda", title="Nomor 1 2022", note="b", stage=7, **NEW)
    place = "Judul"
    for one in (before, after):
        for field in ("title", "stage"):
            one.cells = {**one.cells, field: {"locator": place, "raw": one.title}}
    ((moved,),) = (one.moved for one in changed([before], [after]))
    assert (moved.before, moved.after) == ("Nomor 1 2021", "Nomor 1 2022")


def test_what_comes_out_of_the_same_file_corrects_nothing_in_it() -> None:
    """After an objection the rest of a statement counts beside its correction: the file stays."""
    rest = members(OLD, None, coverage_pct=40, note="selebihnya")
    found = changed([members(OLD, coverage_pct=40)], [rest])
    assert sides(found) == ["new", "gone"]


def test_a_newer_answer_of_a_feed_states_the_old_ones_again() -> None:
    """Older answers go on counting beside it; only the record that was added is new."""
    older, newer = (
        [
            fact("regulation", instrument="Perda", number=one, title=one, stage=8, **file)
            for one in "12"
        ]
        for file in (OLD, NEW)
    )
    added = fact("regulation", instrument="Perda", number="3", title="3", stage=8, **NEW)
    found = changed(older, [*older, *newer, added])
    assert sides(found) == ["new", "again", "again"]
    assert found[0].fact_id == added.fact_id


def test_another_source_says_something_of_its_own() -> None:
    """A figure of the press is not corrected by one of an instrument, nor by one of another day."""
    press = members({"source_title": "Berita"}, tier="media")
    assert sides(changed([press], [members(NEW)])) == ["new", "gone"]
    earlier = members(OLD, day=date(2024, 6, 30), known_on=date(2024, 7, 5))
    assert sides(changed([earlier], [members(NEW)])) == ["new", "gone"]


def test_a_definition_put_otherwise_is_a_change_of_the_same_figure() -> None:
    """It belongs to how the figure is meant, not to which figure it is."""
    (found,) = changed([members(OLD, definition="terdaftar")], [members(NEW, definition="aktif")])
    assert [(one.field, one.before, one.after) for one in found.moved] == [
        ("definition", "terdaftar", "aktif")
    ]


def test_one_text_that_is_read_otherwise_shows_both_readings() -> None:
    """Where the letters are the same, what was made of them is told."""
    cells = {"active_persons": {"locator": "D2", "raw": "1.200"}}
    was, now = members(OLD, 1), members(NEW, 1200)
    was.cells, now.cells = cells, cells
    (found,) = changed([was], [now])
    assert [(one.before, one.after) for one in found.moved] == [("1", "1200")]


def test_what_counts_on_both_sides_is_no_change() -> None:
    """The very same facts, however they are ordered."""
    one, other = members(OLD), line(OLD, 500)
    assert changed([one, other], [other, one]) == []


@settings(max_examples=60, deadline=None)
@given(fact_sets(), fact_sets())
def test_every_fact_that_differs_is_told_exactly_once(
    before: list[Fact], after: list[Fact]
) -> None:
    """Whatever is paired, none is lost and none is told twice; what stays is no change."""
    again = [with_values(one, evidence_sha256="f" * 64) for one in before[::2]]
    again += [
        with_values(one, definition="x") for one in before[::3] if one.kind == "participation"
    ]
    old, new = known(before), known([*after, *again])
    found = list(facts_changed(old, new))
    came = [one.fact_id for one in found if one.side != "gone"]
    went = [one.before_id or one.fact_id for one in found if one.side != "new"]
    there, here = ({one.fact_id for one in side.all} for side in (old, new))
    assert sorted(came) == sorted(here - there)
    assert sorted(one for one in went if one not in here) == sorted(there - here)
    assert len(set(went)) == len(went)
    assert all(bool(one.moved) == (one.side == "changed") for one in found)
