"""Inline SVG drawn from values, for the PDF and for the page: one module per drawing.

Every function takes labels as its caller words and prints them, `alt` as the text alternative, and
`width` as WIDE (paper) or NARROW (telephone). A drawing without any row is empty `Markup`, which
templates treat as no drawing; values that cannot be drawn raise ValueError. Missing is drawn open
and dashed, never as zero. The same values give the same bytes.
What a value means, what is comparable and what is below a threshold is decided elsewhere.
"""

from monev.reports.charts.backgrounds import bar_background, interval_background
from monev.reports.charts.budget import Budget, budget_bars
from monev.reports.charts.coverage import Coverage, coverage_bars
from monev.reports.charts.drawing import NARROW, WIDE
from monev.reports.charts.key import Key, Mark
from monev.reports.charts.ladder import Instrument, stage_ladder, stage_ladders
from monev.reports.charts.multiples import Panel, small_multiples
from monev.reports.charts.path import Aim, Point, path_chart
from monev.reports.charts.quarter_axis import QuarterScore, Stretch
from monev.reports.charts.scores import Bar, score_bars
from monev.reports.charts.spread import distribution
from monev.reports.charts.spread_frame import Band
from monev.reports.charts.tile_layout import load_tile_layout
from monev.reports.charts.tiles import Tile, tile_grid
from monev.reports.charts.trend import quarter_trend

__all__ = [
    "NARROW",
    "WIDE",
    "Aim",
    "Band",
    "Bar",
    "Budget",
    "Coverage",
    "Instrument",
    "Key",
    "Mark",
    "Panel",
    "Point",
    "QuarterScore",
    "Stretch",
    "Tile",
    "bar_background",
    "budget_bars",
    "coverage_bars",
    "distribution",
    "interval_background",
    "load_tile_layout",
    "path_chart",
    "quarter_trend",
    "score_bars",
    "small_multiples",
    "stage_ladder",
    "stage_ladders",
    "tile_grid",
]
