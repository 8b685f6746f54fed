"""`monev simulate`: an inbox of invented data for all governments, and their feeds over HTTP."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, PeriodOption
from monev.cli.screen import print_json, say, shown
from monev.errors import EnvironmentFault

if TYPE_CHECKING:
    from monev.simulate import Manifest

MOST_WORKERS = 4


def simulate(
    period: PeriodOption,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for the inbox of the quarter.")
    ],
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another number, another nation.")],
    province: Annotated[
        str | None,
        typer.Option("--province", metavar="CODE", help="Only this province with its kab/kota."),
    ] = None,
    errors: Annotated[
        float,
        typer.Option("--errors", metavar="RATE", min=0, max=1, help="Share of regions with one."),
    ] = 0.0,
    serve: Annotated[
        int | None,
        typer.Option("--serve", metavar="PORT", min=1, max=65535, help="Serve the JDIH feeds."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Write an inbox of invented data in the real formats, with a manifest of what is wrong in it.

    The same seed tells one story over all quarters; with --serve it runs until Ctrl+C.
    """
    from monev.register import load_register
    from monev.simulate import Order
    from monev.simulate import simulate as simulated

    when = opened.quarter(period)
    code = load_register().resolve(province, "provinsi").code if province else ""
    order = Order(when, seed, errors, code)
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    manifest = simulated(order, out, workers)
    folder = out / str(when)
    if json:
        print_json(_form(manifest, folder))
    else:
        _tell(manifest, folder, out)
    if serve is not None:
        _serve(folder, out, serve)


def _form(manifest: "Manifest", folder: Path) -> dict[str, object]:
    """Return the counts of a simulation; the manifest itself holds the rest."""
    return {
        "folder": str(folder),
        "period": manifest.period,
        "seed": manifest.seed,
        "governments": manifest.governments,
        "files": manifest.files,
        "missing": len(manifest.missing),
        "late": len(manifest.late),
        "regions_with_errors": len(manifest.errors),
        "expected_findings": len(manifest.findings),
    }


def _tell(manifest: "Manifest", folder: Path, out: Path) -> None:
    typer.echo(
        f"DATA SIMULASI: {manifest.files} files of {manifest.governments} governments in "
        f"{shown(folder)}, seed {manifest.seed}."
    )
    typer.echo(
        f"{len(manifest.missing)} handed in nothing, {len(manifest.late)} late, "
        f"{len(manifest.errors)} with a seeded error; {len(manifest.findings)} findings expected."
    )
    typer.echo(f"Expected findings: {shown(folder / 'manifest.json')}")
    typer.echo(
        f"Next: monev collect --period {manifest.period} --inbox {shown(out)} --workspace simulasi"
    )


def _serve(folder: Path, out: Path, port: int) -> None:
    from threading import Event

    from monev.simulate import serving, write_endpoints

    endpoints = write_endpoints(folder, out, port)
    try:
        with serving(folder, port):
            say(f"Feeds: http://127.0.0.1:{port}/CODE/feed/document.json (Ctrl+C ends it)")
            say(
                f"All of them: monev collect --period {folder.name} --portals {shown(endpoints)} "
                "--workspace simulasi"
            )
            Event().wait()
    except KeyboardInterrupt:
        say("The feeds are no longer served.")
    except OSError as error:
        raise EnvironmentFault(
            f"port {port} cannot be listened on ({error}); choose another with --serve"
        ) from error
