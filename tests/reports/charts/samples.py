"""Every drawing once, with awkward values: zero, above 100, missing, long and hostile words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from monev.reports.charts import (
    Aim,
    Band,
    Bar,
    Budget,
    Coverage,
    Instrument,
    Panel,
    QuarterScore,
    Stretch,
    Tile,
    budget_bars,
    coverage_bars,
    distribution,
    load_tile_layout,
    path_chart,
    quarter_trend,
    score_bars,
    small_multiples,
    stage_ladder,
    stage_ladders,
    tile_grid,
)

HOSTILE = '<script>x</script> & "y" \x07'
LONG = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga"
STAGES = {number: f"tahap{number}" for number in range(10)}
D = Decimal


def scores(width: float) -> Markup:
    """Pillars: plain, below, missing, zero and total."""
    bars = [
        Bar(HOSTILE, D("85.6"), D(80), D(90), "85,6", D(66)),
        Bar(LONG, D("41.2"), D(30), D(58), "41,2", below=True),
        Bar("C", None, D(0), D(100), "belum ada", D(51)),
        Bar("D", D(0), D(0), D(0), "0,0"),
        Bar("Total", D(100), D(90), D(100), "100,0", total=True),
    ]
    key = [("bar", "nilai"), ("below", "kurang"), ("bounds", HOSTILE), ("tick", "median")]
    return score_bars(bars, HOSTILE, key=key, width=width)


def coverage(width: float) -> Markup:
    """Groups: met, missed, above 100, missing, zero."""
    groups = [
        Coverage(HOSTILE, D(70), D(70), "70,0%"),
        Coverage(LONG, D("69.9"), D(70), "69,9%"),
        Coverage("C", D(130), None, "130,0%"),
        Coverage("D", None, D(60), "belum ada"),
        Coverage("E", D(0), D(10), "0,0%"),
    ]
    return coverage_bars(groups, HOSTILE, key=[("missing", "belum ada")], width=width)


def path(width: float) -> Markup:
    """Two stretches and four ways, two of them ending at one place."""
    start = date(2024, 9, 30), D("38")
    runs = [
        [(date(2022, 12, 31), D("21.4")), (date(2023, 12, 31), D(130))],
        [(date(2024, 8, 31), D("38"))],
    ]
    aims = [
        Aim("a", [start, (date(2026, 12, 31), D("50.5"))], True),
        Aim("b", [start, (date(2045, 12, 31), D(99))], False),
        Aim("c", [start, (date(2045, 12, 31), D(99))], False),
        Aim("<d>", [start, (date(2025, 12, 31), D(0))], True),
    ]
    key = [("line", "angka"), ("way", "jalur"), ("cut", "terputus")]
    return path_chart(
        runs,
        aims,
        2022,
        2045,
        HOSTILE,
        newest="38,0%",
        key=key,
        width=width,
    )


def trend(width: float) -> Markup:
    """Three stretches, a gap within the second, a lone last one, and a median with a gap."""
    stretches = [
        Stretch([_score(0, 48), _score(1, 100)]),
        Stretch([_score(3, 55), _score(5, 0)], HOSTILE),
        Stretch([_score(6, 70)], "mode"),
    ]
    return quarter_trend(
        [f"T{1 + one % 4} {2023 + one // 4}" for one in range(8)],
        stretches,
        HOSTILE,
        newest="70,0",
        median=[D(46), D(47), None, D(50), D(52), D(53), D(60), D(69)],
        median_word="69,0 median",
        key=[("median", "median"), ("missing", "tanpa nilai")],
        width=width,
    )


def _score(place: int, value: int) -> QuarterScore:
    return QuarterScore(place, D(value), D(max(value - 9, 0)), D(min(value + 7, 100)))


def ladder(width: float) -> Markup:
    """One regulation on its way."""
    return stage_ladder(5, {**STAGES, 7: HOSTILE}, HOSTILE, width=width)


def ladders(width: float) -> Markup:
    """Regulations in force, on the way, unknown and not begun."""
    rows = [Instrument(HOSTILE, 8), Instrument(LONG, 3), Instrument("C", None), Instrument("D", 0)]
    return stage_ladders(rows, STAGES, HOSTILE, width=width)


def budget(width: float) -> Markup:
    """Forty offices, among them zero, missing and overspent ones."""
    offices = [
        Budget(HOSTILE, 5_000_000_000, 1_200_000_000, "Rp5 M"),
        Budget(LONG, 900_000_000, None, "realisasi belum ada"),
        Budget("C", 0, 0, "nihil"),
        Budget("D", None, None, "belum ada"),
        Budget("E", 100_000_000, 900_000_000, "900%"),
        Budget("F", None, 30_000_000, "pagu belum ada"),
        Budget("G", 0, 10_000_000, "tanpa pagu"),
    ]
    more = [Budget(f"OPD {one}", one * 10**8, one * 10**7, "10%") for one in range(33)]
    return budget_bars([*offices, *more], HOSTILE, key=[("frame", "pagu")], width=width)


def own_budget(width: float) -> Markup:
    """The same states with each allocation on its own scale."""
    offices = [
        Budget("A", 900, 450, "50%"),
        Budget("B", 10**12, 2 * 10**12, "200%"),
        Budget("C", 0, 0, "nihil"),
        Budget("D", None, 5, "belum ada"),
    ]
    return budget_bars(offices, HOSTILE, own_scale=True, width=width)


def tiles(width: float) -> Markup:
    """All provinces but one, one of them without a value."""
    codes = [one.code for one in load_tile_layout().tiles][1:]
    found = {code: Tile(D(one * 100) / 36, "61,4") for one, code in enumerate(codes)}
    found["94"] = Tile(None, "")
    found["36"] = Tile(D(50), "<b>")
    edges = [D(40), D(55), D(70), D(85)]
    words = ["di bawah 40", "40–55", "55–70", "70–85", HOSTILE]
    return tile_grid(
        found, edges, words, "belum ada", HOSTILE, highlight="36", highlight_word="ini", width=width
    )


def spread(width: float) -> Markup:
    """Scores at both ends and in the middle, some regions without one, one pointed at."""
    bands = [Band(D(0), "Kurang"), Band(D(50), HOSTILE), Band(D(95), "Istimewa sekali")]
    found = [D(0), D(100), *[D(58)] * 200]
    return distribution(
        found,
        bands,
        HOSTILE,
        unscored=55,
        unscored_word=HOSTILE,
        highlight=D(100),
        highlight_word="Kota Tangerang Selatan 100,0",
        width=width,
    )


def multiples(width: float) -> Markup:
    """Nine regions: some complete, one with a gap, one without any value."""
    some: list[Decimal | None] = [D(100), D(49), D(0), None, D(130)]
    panels = [Panel(HOSTILE, some, "61,4"), Panel(LONG, [None] * 5, "–")]
    more = [Panel(f"Kota {one}", [D(one * 10)] * 5) for one in range(7)]
    return small_multiples([*panels, *more], list("ABCD<"), HOSTILE, threshold=D(50), width=width)


SAMPLES: dict[str, Callable[[float], Markup]] = {
    one.__name__: one
    for one in (
        scores,
        coverage,
        path,
        trend,
        ladder,
        ladders,
        budget,
        own_budget,
        tiles,
        spread,
        multiples,
    )
}
