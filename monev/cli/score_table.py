"""`monev score-table`: score any table of units by any rubric file, storing nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli.options import JsonOption
from monev.cli.screen import print_json, say, screen, share, shown, table
from monev.errors import UsageError

if TYPE_CHECKING:
    from fractions import Fraction

    from rich.table import Table

    from monev.score_table import ScoredTable, ScoredUnit


def score_table(
    rubric: Annotated[
        Path, typer.Argument(metavar="RUBRIC.yaml", help="How to score; docs/rubric-language.md.")
    ],
    units: Annotated[
        Path, typer.Argument(metavar="TABLE.csv", help="One row per unit, headings on top.")
    ],
    json: JsonOption = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.csv", help="Also write the scores to a new file."),
    ] = None,
) -> None:
    """Score a table by a rubric of your own: scores, bands and ranks, and what was put in."""
    from monev.score_table import read_rubric, read_table
    from monev.score_table import score_table as scored_by

    if out is not None and out.exists():
        raise UsageError(f"{out} is there already and is not overwritten; name another with --out")
    book = read_rubric(rubric)
    scored = scored_by(book, read_table(units, book))
    if out is not None:
        _write(scored, out)
    _print_json(scored) if json else _print(scored)


def _write(scored: "ScoredTable", out: Path) -> None:
    from monev.score_table.forms import as_csv

    if not out.parent.is_dir():
        raise UsageError(f"{out.parent} is no folder; make it first")
    out.write_text(as_csv(scored), encoding="utf-8", newline="")
    say(f"The scores are in {shown(out)}.")


def _print_json(scored: "ScoredTable") -> None:
    from monev.score_table.forms import as_form

    print_json(as_form(scored))


def _print(scored: "ScoredTable") -> None:
    typer.echo(scored.title)
    if scored.source:
        typer.echo(f"Source: {scored.source}")
    screen().print(_groups(scored) if scored.method == "none" else _ranked(scored))
    without = [one for one in scored.units if one.why]
    typer.echo(
        f"{scored.table}: {len(scored.units)} units, {len(without)} without a score. "
        "Ranks by unrounded scores; equal scores share a rank."
    )
    if any(one.substituted for one in scored.units):
        typer.echo("Substituted values are no data; --json names each of them.")


def _ranked(scored: "ScoredTable") -> "Table":
    rows = [
        (
            one.rank,
            one.unit,
            one.why or printed_score(one.score),
            one.band or None,
            share(None if one.completeness is None else float(one.completeness)),
            _remarks(one),
        )
        for one in scored.units
    ]
    headings = ("Rank", "Unit", "Score", "Band", "Data", "Substituted, capped, gates")
    return table(headings, rows, right=("Rank", "Score", "Data"))


def _remarks(one: "ScoredUnit") -> str | None:
    capped = (f"{part.id} (cap)" for part in one.indicators if part.capped_at is not None)
    return "; ".join([*one.substituted, *capped, *(f"gate {name}" for name in one.gates)]) or None


def _groups(scored: "ScoredTable") -> "Table":
    """A rubric without a total: one column per group."""
    names = [group.id for group in scored.units[0].groups[1:]]
    rows = [
        (one.unit, *map(printed_score, _scores(one)), ", ".join(one.substituted) or None)
        for one in scored.units
    ]
    return table(("Unit", *names, "Substituted"), rows)


def _scores(one: "ScoredUnit") -> "list[Fraction | str | None]":
    return [group.score for group in one.groups[1:]]


def printed_score(value: "Fraction | str | None") -> str:
    """Return a score with two decimals, half even; letters as they are, a dash for none."""
    from monev.composite.precision import as_decimal

    if value is None:
        return "-"
    return value if isinstance(value, str) else f"{as_decimal(value):.2f}"
