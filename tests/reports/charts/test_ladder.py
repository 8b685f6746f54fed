"""Ladders: reached, present, ahead and unknown stages are told apart."""

import pytest

from monev.reports.charts import NARROW, Instrument, palette, stage_ladder, stage_ladders
from tests.reports.charts.reading import pieces, texts

WORDS = {number: f"tahap{number}" for number in range(10)}


@pytest.mark.parametrize("stage", range(9))
def test_the_ladder_marks_the_stage(stage: int) -> None:
    """Stages reached are filled, the present one is set apart and pointed at, the rest are open."""
    drawn = stage_ladder(stage, WORDS, "x")
    on_the_way = 0 < stage < 8
    assert pieces(drawn, palette.BAR) == stage - on_the_way
    assert pieces(drawn, palette.ACCENT) == on_the_way
    assert pieces(drawn, palette.INK) == bool(stage)
    assert pieces(drawn, palette.MID, dashed=False) == 8 - stage


def test_an_unknown_stage_is_no_stage_of_none() -> None:
    """Nothing known is dashed; known to have not begun is an empty ladder."""
    assert pieces(stage_ladder(None, WORDS, "x"), palette.MID, dashed=True) == 8
    assert pieces(stage_ladder(0, WORDS, "x"), palette.MID, dashed=True) == 0


def test_words_of_stages_stand_once() -> None:
    """Several regulations share the words above them; words of other stages are not printed."""
    rows = [Instrument("Perda", 3), Instrument("Perwal", 8)]
    printed = texts(stage_ladders(rows, WORDS, "x"))
    assert [one for one in printed if one.startswith("tahap")] == [f"tahap{n}" for n in range(1, 9)]
    assert {"Perda", "Perwal"} <= set(printed)


def test_a_narrow_ladder_says_its_stage() -> None:
    """On a telephone the word of the present stage stands at each ladder, none where unknown."""
    rows = [Instrument("Perda", 3), Instrument("Perwal", None)]
    assert texts(stage_ladders(rows, WORDS, "x", width=NARROW)) == ["tahap3", "Perda", "Perwal"]


def test_what_cannot_be_drawn_is_refused() -> None:
    """Stages beyond the ladder and too many ladders raise; no regulation is no drawing."""
    with pytest.raises(ValueError, match="Perda: stage 9"):
        stage_ladders([Instrument("Perda", 9)], WORDS, "x")
    with pytest.raises(ValueError, match="6 at most"):
        stage_ladders([Instrument("A", 1)] * 7, WORDS, "x")
    assert stage_ladders([], WORDS, "x") == ""
