"""League tables as an official reads them in a terminal, and as CSV. Nothing is reckoned here."""

import csv
import textwrap
from collections.abc import Iterator
from io import StringIO

from rich.table import Table

from models import Quarter
from monev.cli.screen import screen, table
from monev.league import League, LeagueRow, RollUp, Standings
from monev.printing import number, percent, score

WIDTH = 80
NAME_WIDTH = 19
"""What is left of 80 columns for a name beside the longest band and ranges of three digits."""

MOST_NAMED = 20
HEADINGS = ("Per.", "5-95%", "Ujung", "Daerah", "Nilai", "Predikat", "Data")
ROLL_UP_HEADINGS = ("Provinsi", "Rata-rata", "Tertimbang", "Diketahui")
LEGEND = (
    "Per. = peringkat (= seri); 5-95% dan Ujung = rentang peringkat dalam simulasi; "
    "Data = kelengkapan data; * = sementara."
)


def print_standings(standings: Standings) -> None:
    """Print every league and the means of provinces, at most 80 columns wide."""
    console = screen()
    for league in standings.leagues:
        _say(_heading(league))
        if league.rows:
            console.print(_league_table(league))
            _say(LEGEND)
        for line in _below(league):
            _say(line)
        console.print()
    if standings.roll_ups:
        _say(f"Rata-rata kab/kota per provinsi, tema {standings.title.id}")
        rows = [_roll_up_row(one) for one in standings.roll_ups]
        console.print(table(ROLL_UP_HEADINGS, rows, ROLL_UP_HEADINGS[1:]))
        _say("Rata-rata = setiap kab/kota dihitung sama; yang belum diketahui tidak dihitung nol.")
        for one in standings.roll_ups:
            _say(f"{one.province_code} {one.name}: {one.told.id}.")
        console.print()
    _say(standings.stated.id)


def _say(text: str) -> None:
    screen().print(textwrap.fill(text, WIDTH), markup=False, soft_wrap=True)


def _heading(league: League) -> str:
    when = Quarter.parse(league.quarter)
    parts = [f"Peringkat {league.kind}", f"tema {league.title.id}", f"{when.label}"]
    for title, value in (
        ("zona", league.island_zone),
        ("kapasitas fiskal", league.fiscal_group),
        ("provinsi", league.province_code),
    ):
        if value:
            parts.append(f"{title} {value}")
    return ", ".join(parts)


def _league_table(league: League) -> Table:
    rows = []
    for row in league.rows:
        band = row.band or "-"
        rows.append(
            (
                f"{'=' if row.tied else ''}{row.rank}",
                f"{row.interval.p05}-{row.interval.p95}",
                f"{row.interval.best}-{row.interval.worst}",
                textwrap.fill(row.name.replace("Kabupaten ", "Kab. "), NAME_WIDTH),
                score(row.score),
                f"{band}{'*' if row.provisional else ''}",
                percent(round(100 * row.completeness)),
            )
        )
    return table(HEADINGS, rows, ("Per.", "5-95%", "Ujung", "Nilai", "Data"))


def _below(league: League) -> Iterator[str]:
    yield from (note.id for note in league.notes)
    moved = [one for one in league.factors if one.share is not None]
    if moved:
        shares = "; ".join(f"{one.title.id} {percent(100 * (one.share or 0))}" for one in moved)
        yield (
            "Ragam peringkat bila satu hal saja diubah, dibanding semua diubah "
            f"(tidak harus berjumlah 100%): {shares}."
        )
    drawn = league.drawn
    if league.rows:
        yield (
            f"{number(drawn.draws)} simulasi ({number(drawn.draws_per_factor)} per hal), "
            f"seed {drawn.seed}; bobot bergeser paling banyak {percent(100 * drawn.weight_shift)} "
            f"({drawn.reference}). Rubrik {league.rubric_profile} {league.rubric_version}, "
            f"mode {league.mode}."
        )
    if any(not row.interval.p05 <= row.rank <= row.interval.p95 for row in league.rows):
        yield (
            "Peringkat di luar rentangnya berarti: nilai memakai batas terburuk bagi data yang "
            "belum ada atau bermakna ganda, simulasi memakai seluruh rentangnya."
        )
    if league.unranked:
        yield f"Tidak diperingkat ({len(league.unranked)}):"
        for one in league.unranked[:MOST_NAMED]:
            yield f"  {one.region_code} {one.name}: {one.told.id}"
        if len(league.unranked) > MOST_NAMED:
            yield f"  dan {len(league.unranked) - MOST_NAMED} lainnya (lihat --json atau --out)"
    if league.not_evaluated:
        yield f"{len(league.not_evaluated)} daerah belum dievaluasi dan tidak diperingkat."


def _roll_up_row(one: RollUp) -> tuple[str, ...]:
    return (
        textwrap.fill(f"{one.province_code} {one.name}", NAME_WIDTH),
        "-" if one.mean is None else score(one.mean),
        "-" if one.weighted is None else score(one.weighted),
        f"{one.known} dari {one.of}",
    )


FIRST = ("period", "theme", "kind", "rank", "tied", "p05", "p95", "best", "worst")
LAST = ("rubric_version", "draws", "seed", "reason")
OF_A_ROW = tuple(name for name in LeagueRow.model_fields if name not in {*FIRST, "interval"})


def as_csv(standings: Standings) -> str:
    """Return all leagues as one table: decimals with a point, no rank where there is none."""
    text = StringIO()
    writer = csv.DictWriter(
        text, (*FIRST, *OF_A_ROW, *LAST), restval="", extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    for league in standings.leagues:
        shared = {
            "period": league.quarter,
            "theme": league.theme,
            "kind": league.kind,
            "rubric_version": league.rubric_version,
            "draws": league.drawn.draws,
            "seed": league.drawn.seed,
        }
        for row in league.rows:
            plain = row.model_dump(mode="json")
            writer.writerow({**plain, **plain["interval"], **shared})
        for one in league.unranked:
            writer.writerow({**one.model_dump(mode="json"), **shared})
        for code in league.not_evaluated:
            writer.writerow({**shared, "region_code": code, "reason": "belum_dievaluasi"})
    return text.getvalue()
