"""`monev rubric`: check a catalogue of rules, and try a change of rules before it is in force."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, screen, shown, table

if TYPE_CHECKING:
    from decimal import Decimal

    from monev.compare_rules import RegionUnderBoth, RulesCompared
    from monev.rubric import RubricSummary

ROWS = 40
"""Regions and rules that are printed; --json and --out have all of them."""
HEADINGS = ("Kode", "Daerah", "Semula", "Menjadi", "Selisih", "Predikat")
COLUMNS = ("code", "name", "before", "after", "change", "band_before", "band_after")


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="A catalogue folder (default: the packaged one)."),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help="Only this profile (default: all)."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Read the rules and list every mistake with file, line, key and cure, or say that all fits."""
    from datetime import datetime

    from models.quarter import JAKARTA
    from monev.errors import CatalogueError, UsageError
    from monev.rubric import profile_names, read_rubric, summary
    from monev.scoring import FORMULAS

    if folder is not None and not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name one with rubric.yaml, indicators/ and more")
    names = [profile] if profile is not None else ["", *profile_names(folder)]
    today = datetime.now(JAKARTA).date()
    fitting: list[RubricSummary] = []
    wrong: dict[str, CatalogueError] = {}
    for name in names:
        found = read_rubric(folder, name, FORMULAS)
        wrong |= {str(one): one for one in found.mistakes}
        if found.rubric is not None:
            fitting.append(summary(found.rubric, today))
    if json:
        print_json(_check_form(fitting, list(wrong.values())))
    elif wrong:
        for line in wrong:
            typer.echo(line)
        typer.echo(f"{len(wrong)} to mend.")
    else:
        for line in _fitting(fitting):
            typer.echo(line)
    if wrong:
        raise typer.Exit(WITH_EXCEPTIONS)


def _check_form(fitting: "list[RubricSummary]", wrong: list[Any]) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "ok": not wrong,
        "mistakes": [
            {"file": one.file, "line": one.line, "key": one.where, "message": str(one)}
            for one in wrong
        ],
        "profiles": [_dates_as_text(asdict(one)) for one in fitting],
    }


def _dates_as_text(value: Any) -> Any:
    from datetime import date

    match value:
        case dict():
            return {key: _dates_as_text(one) for key, one in value.items()}
        case list() | tuple():
            return [_dates_as_text(one) for one in value]
        case date():
            return value.isoformat()
    return value


def _fitting(found: "list[RubricSummary]") -> Iterator[str]:
    for one in found:
        yield (
            f"OK {one.version}: {one.pillars} pillars, {one.indicators} indicators, "
            f"{one.duties} duties, {one.dated_values} dated values ({one.proposals} proposals)"
        )
    yield ""
    for parameter in found[0].parameters:
        spans = ", ".join(f"{first} to {last or 'open'}" for first, last in parameter.spans)
        yield f"  {parameter.id:<26} {spans}"
        for first, last in parameter.open_days:
            yield f"      nothing in force from {first} to {last}"
        if parameter.ended_on:
            yield f"      ended on {parameter.ended_on}: nothing is in force today"
        if parameter.ends_soon_on:
            yield f"      ends soon, on {parameter.ends_soon_on}: add the value that follows"


def diff(
    first: Annotated[
        str, typer.Argument(metavar="A", help="A catalogue folder, profile or rule book's hash.")
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="The rules to hold against A.")],
    period: PeriodOption,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.csv", help="Write all regions as CSV.")
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show which governments would score otherwise under other rules; nothing is stored."""
    from monev.compare_rules import compare_rules, rubric_named

    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    found = compare_rules(place, when, rubric_named(place, first), rubric_named(place, second))
    if out is not None:
        _write(out, found)
    if json:
        print_json(
            {
                "period": str(when),
                "first": found.first.version,
                "second": found.second.version,
                "rules": [one.model_dump(mode="json") for one in found.rules],
                "counts": {**found.counts, "without_data": found.without_data},
                "regions": [_row(one) for one in found.regions],
            }
        )
        return
    for line in _compared(found, str(when)):
        typer.echo(line)
    rows = [_printed(one) for one in found.regions if one.differs]
    if rows:
        screen().print(table(HEADINGS, rows[:ROWS], HEADINGS[2:5]))
    if len(rows) > ROWS:
        typer.echo(f"dan {len(rows) - ROWS} daerah lagi; --out FILE.csv menulis semuanya.")
    if out is not None:
        typer.echo(f"CSV: {shown(out)}")


def _compared(found: "RulesCompared", period: str) -> Iterator[str]:
    yield f"Rubrik {found.first.version} dibandingkan dengan {found.second.version}, {period}"
    yield ""
    if not found.rules:
        yield "Tidak ada aturan yang berbeda."
    for rule in found.rules[:ROWS]:
        before, after = rule.before or "tidak ada", rule.after or "tidak ada"
        yield f"- {rule.subject}, {rule.key}: {before} -> {after}"
    if len(found.rules) > ROWS:
        yield f"- dan {len(found.rules) - ROWS} aturan lagi (lihat --json)"
    counts = found.counts
    yield ""
    yield (
        f"{len(found.regions)} daerah dengan data: {counts['up']} naik, {counts['down']} turun, "
        f"{counts['unchanged']} tetap; {counts['band_changed']} berganti predikat. "
        f"{found.without_data} daerah tanpa data."
    )


def _row(one: "RegionUnderBoth") -> dict[str, Any]:
    scored = one.before is not None and one.after is not None
    values = (
        one.region.code,
        one.region.name,
        _digits(one.before),
        _digits(one.after),
        _digits(one.change) if scored else None,
        one.band_before,
        one.band_after,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _digits(value: "Decimal | None") -> str | None:
    return None if value is None else format(value, "f")


def _printed(one: "RegionUnderBoth") -> list[str]:
    from monev.printing import number

    def told(value: "Decimal | None") -> str:
        return "tanpa nilai" if value is None else number(value, 2)

    sign = "+" if one.change > 0 else ""
    change = "" if one.before is None or one.after is None else f"{sign}{number(one.change, 2)}"
    bands = one.band_before or "-"
    if one.band_after != one.band_before:
        bands += f" -> {one.band_after or '-'}"
    name = one.region.name.replace("Kabupaten ", "Kab. ")
    return [one.region.code, name, told(one.before), told(one.after), change, bands]


def _write(path: Path, found: "RulesCompared") -> None:
    import csv

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(_row(one) for one in found.regions)
