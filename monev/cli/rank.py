"""`monev rank`: league tables of a quarter with the interval of every rank, evaluating nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, say, shown
from monev.errors import UsageError

if TYPE_CHECKING:
    from monev.league import Standings


def rank(
    period: PeriodOption,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help="provinsi, kabupaten or kota; all if left out."
        ),
    ] = None,
    zone: Annotated[
        str | None, typer.Option("--zone", metavar="ZONE", help="Only this island zone: Jawa-Bali.")
    ] = None,
    fiscal: Annotated[
        str | None,
        typer.Option(
            "--fiscal", metavar="GROUP", help="Only this group of fiscal capacity, as stated."
        ),
    ] = None,
    province: Annotated[
        str | None,
        typer.Option(
            "--province", metavar="CODE", help="The kab/kota of this province and their mean."
        ),
    ] = None,
    theme: Annotated[
        str,
        typer.Option("--theme", metavar="THEME", help="cakupan, regulasi, anggaran, keseluruhan."),
    ] = "keseluruhan",
    draws: Annotated[
        int | None,
        typer.Option("--draws", metavar="N", min=1, help="Draws behind an interval (10000)."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, help="Another seed than the printed one."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.csv", help="Write the tables as CSV too.")
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Rank governments of one kind, and show how far each rank may move."""
    from monev.rank_regions import Asked, rank_regions

    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    code = place.register.resolve(province, "provinsi").code if province else None
    standings = rank_regions(
        place,
        Asked(
            quarter=when,
            theme=theme,
            kind=kind,
            island_zone=zone,
            fiscal_group=fiscal,
            province_code=code,
            draws=draws,
            seed=seed,
        ),
    )
    if not standings.leagues:
        raise UsageError(
            f"no government that fits has an evaluation of {when}; "
            f"`monev evaluate --period {when}` makes them"
        )
    if out is not None:
        _write(out, standings)
    if json:
        print_json(standings.model_dump(mode="json"))
        return
    from monev.cli.ranked import print_standings

    print_standings(standings)


def _write(out: Path, standings: "Standings") -> None:
    """Write the tables; a file that says something else is left as it is."""
    from monev.cli.ranked import as_csv

    content = as_csv(standings).encode()
    if out.is_dir() or (out.exists() and out.read_bytes() != content):
        raise UsageError(f"{out} is there already with other content; name another file")
    out.write_bytes(content)
    say(f"Written: {shown(out)}")
