"""The palette can be read by all: contrast as WCAG 2.2 reckons it, and lightness that differs."""

from itertools import pairwise

import pytest

from monev.reports.charts import palette
from monev.reports.charts.palette import MARKS, PAPER, STEPS, TEXTS, steps


def lightness(colour: str) -> float:
    """The relative luminance of a colour, 0 (black) to 1 (white)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right() -> None:
    """Black on white is 21, and a known grey is what others measure too."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colour", TEXTS)
def test_words_can_be_read_on_paper(colour: str) -> None:
    """Each colour of a text has at least 4.5 : 1 against white."""
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("colour", MARKS)
def test_marks_are_seen_on_paper(colour: str) -> None:
    """Each colour of a bar, line or outline has at least 3 : 1 against white."""
    assert contrast(colour, PAPER) >= 3


@pytest.mark.parametrize(("fill", "ink"), STEPS)
def test_words_can_be_read_on_every_step(fill: str, ink: str) -> None:
    """The value in a tile has at least 4.5 : 1 against the tile."""
    assert contrast(fill, ink) >= 4.5


def test_ticks_and_values_stand_out_from_what_lies_below() -> None:
    """A value on its pale band, and the tick of a rank on its interval, have 3 : 1."""
    assert contrast(palette.BAR, palette.SOFT) >= 3
    assert contrast(palette.BELOW, palette.BELOW_SOFT) >= 3
    assert contrast(palette.INK, palette.MID) >= 3


def test_steps_grow_darker_even_in_a_grey_print() -> None:
    """Each step is clearly darker than the one before, so their order survives without colour."""
    found = [lightness(fill) for fill, _ in STEPS]
    assert found == sorted(found, reverse=True)
    assert all(contrast(one, other) >= 1.35 for (one, _), (other, _) in pairwise(STEPS))


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_fewer_steps_keep_both_ends(count: int) -> None:
    """Any number of steps runs from the lightest to the darkest, each once, in order."""
    found = list(steps(count))
    assert len(found) == count
    assert (found[0], found[-1]) == (STEPS[0], STEPS[-1])
    assert [STEPS.index(one) for one in found] == sorted({STEPS.index(one) for one in found})


@pytest.mark.parametrize("count", [0, 1, 6])
def test_more_steps_than_the_eye_tells_apart_are_refused(count: int) -> None:
    """One step shows nothing, six cannot be told apart."""
    with pytest.raises(ValueError, match="can be told apart"):
        steps(count)
