"""Allocation and realisation: missing, zero, within and above are told apart."""

import pytest

from monev.reports.charts import Budget, budget_bars, palette
from tests.reports.charts.reading import boxes, pieces, shapes


def frames(drawn: str) -> list[tuple[float, ...]]:
    """The outlined allocations."""
    return [
        box
        for shape in shapes(drawn, palette.BAR)
        if shape.stroke == palette.BAR
        for box in boxes(drawn, palette.BAR)[: len(shape.pieces)]
    ]


def filled(drawn: str) -> list[float]:
    """The lengths of the filled parts."""
    inner = [one for one in shapes(drawn, palette.BAR) if one.fill == palette.BAR]
    return [
        round(max(x for x, _ in piece) - min(x for x, _ in piece), 2)
        for one in inner
        for piece in one.pieces
    ]


def one(allocated: int | None, realised: int | None, *, own: bool = False) -> str:
    """One office beside one of ten million, half of it realised."""
    offices = [Budget("A", allocated, realised, "x"), Budget("B", 10_000_000, 5_000_000, "50%")]
    return budget_bars(offices, "x", own_scale=own)


def test_a_missing_realisation_is_an_open_frame() -> None:
    """No filled part is drawn and the frame is dashed; a realisation of zero is a thin line."""
    missing, zero = one(10_000_000, None), one(10_000_000, 0)
    assert len(filled(missing)) == 1
    assert pieces(missing, palette.MID, dashed=True) == 1
    assert filled(zero)[0] == 0.8
    assert pieces(zero, palette.MID, dashed=True) == 0


def test_a_missing_allocation_is_no_allocation_of_zero() -> None:
    """Not stated is a dashed stub, zero a single line."""
    missing, zero = one(None, None), one(0, 0)
    [stub] = boxes(missing, palette.MID, dashed=True)
    assert stub[2] > 5
    assert pieces(zero, palette.MID, dashed=True) == 0
    assert frames(zero)[0][2] == 0


def test_all_bars_stand_on_one_scale() -> None:
    """Half the allocation is half as long, and half of it realised half of that."""
    drawn = one(5_000_000, 2_500_000)
    small, large = (width for _, _, width, _ in frames(drawn))
    assert small * 2 == pytest.approx(large, abs=0.02)
    assert filled(drawn)[0] * 2 == pytest.approx(small, abs=0.02)


def test_own_scales_show_the_share_of_the_own_allocation() -> None:
    """A small office that realised all of it has a full bar, a large one half a bar."""
    drawn = one(1_000, 1_000, own=True)
    small, large = (width for _, _, width, _ in frames(drawn))
    assert small == large
    assert filled(drawn) == [small, pytest.approx(small / 2, abs=0.02)]


def test_no_share_of_an_unknown_allocation_is_drawn() -> None:
    """What was realised of an allocation nobody stated has a length in rupiah, but is no share."""
    assert len(filled(one(None, 5_000_000))) == 2
    assert len(filled(one(None, 5_000_000, own=True))) == 1


@pytest.mark.parametrize("own", [True, False])
def test_what_was_spent_above_is_hatched(own: bool) -> None:
    """The filled part ends with the frame, the rest is hatched; within the frame nothing is."""
    above = one(8_000_000, 9_000_000, own=own)
    assert filled(above)[0] == pytest.approx(frames(above)[0][2], abs=0.02)
    assert pieces(above, palette.BELOW) > 1
    assert pieces(one(8_000_000, 8_000_000, own=own), palette.BELOW) == 0


def test_spending_many_times_over_ends_in_an_arrow_head() -> None:
    """One office that spent ninefold does not press all others flat on their own scales."""
    drawn = one(1_000, 9_000, own=True)
    assert len(filled(drawn)) == 3
    assert filled(drawn)[0] == pytest.approx(filled(drawn)[1] * 2, abs=0.05)


def test_nobody_stated_anything() -> None:
    """All missing is drawn as missing, without a scale to divide by."""
    drawn = budget_bars([Budget("A", None, None, "x"), Budget("B", 0, None, "x")], "x")
    assert filled(drawn) == []
    assert pieces(drawn, palette.MID, dashed=True) == 2


def test_what_cannot_be_drawn_is_refused() -> None:
    """A negative amount and a list too long for one drawing raise; no offices are no drawing."""
    with pytest.raises(ValueError, match="A: a negative amount"):
        budget_bars([Budget("A", -1, 0, "x")], "x")
    with pytest.raises(ValueError, match="60 at most"):
        budget_bars([Budget("A", 1, 0, "x")] * 61, "x")
    assert budget_bars([], "x") == ""
