"""`monev doctor`: what this machine has of what Monev needs, with the cure for what it lacks."""

import importlib
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import typer

from monev.cli import opened
from monev.cli.edge import ENVIRONMENT, is_database_fault
from monev.cli.options import JsonOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table
from monev.errors import EnvironmentFault, MonevError

PANGO = (
    "install Pango: Debian/Ubuntu libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, "
    "Fedora pango, macOS pango (Homebrew)"
)


class Answer(NamedTuple):
    """What one look at the machine found."""

    part: str
    ok: bool
    found: str


def doctor(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Look whether Python, PDF library, fonts, database, workspace and engine are in order."""
    looks: dict[str, Callable[[Path | None], str]] = {
        "python": _python,
        "pdf library": _pdf_library,
        "report fonts": _fonts,
        "workspace": _workspace,
        "database": _database,
        "files": _files,
        "prefect": _prefect,
        "locale id_ID": _locale,
        "rules": _rules,
    }
    answers = [_answered(part, look, workspace) for part, look in looks.items()]
    if json:
        print_json([one._asdict() for one in answers])
    else:
        rows = [(one.part, "ok" if one.ok else "MISSING", one.found) for one in answers]
        screen().print(table(("Part", "State", "Found"), rows))
    if not all(one.ok for one in answers):
        raise typer.Exit(ENVIRONMENT)


def _answered(part: str, look: Callable[[Path | None], str], workspace: Path | None) -> Answer:
    try:
        return Answer(part, True, look(workspace))
    except (ImportError, OSError, MonevError) as error:
        cure = f"; {PANGO}" if part == "pdf library" else ""
        return Answer(part, False, f"{error}{cure}")
    except Exception as error:
        if not is_database_fault(error):
            raise
        return Answer(part, False, str(getattr(error, "orig", None) or error).splitlines()[0])


def _python(_workspace: Path | None) -> str:
    return sys.version.split()[0]


def _pdf_library(_workspace: Path | None) -> str:
    from monev.reports.pdf.render import look_for_libraries

    look_for_libraries()
    return "WeasyPrint loads with Pango and HarfBuzz-Subset"


def _fonts(_workspace: Path | None) -> str:
    from monev.reports.pdf.render import warm_up

    warm_up()
    return "faces and style sheets load"


def _workspace(workspace: Path | None) -> str:
    folder = opened.settings_for(workspace).workspace.resolve()
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise EnvironmentFault(f"{nearest} cannot be written to; choose another with --workspace")
    return str(folder) if nearest == folder else f"{folder}, made on first use"


def _database(workspace: Path | None) -> str:
    from models import make_engine

    settings = opened.settings_for(workspace)
    file = settings.workspace / "monev.sqlite"
    if not settings.database_url and not file.exists():
        return f"{file}, made on first use"
    engine = make_engine(settings.url)
    with engine.connect():
        return f"{engine.url.render_as_string(hide_password=True)} answers"


def _files(workspace: Path | None) -> str:
    from monev.depot import Bucket

    address = opened.settings_for(workspace).files
    return Bucket(address).check() if address else "in the workspace"


def _prefect(_workspace: Path | None) -> str:
    with warnings.catch_warnings():
        # The engine's history rests in the workspace, which may not be made yet.
        warnings.filterwarnings("ignore", message="Failed to create the Prefect home directory")
        importlib.import_module("flows.quarterly")
    return "the engine's library loads"


def _locale(_workspace: Path | None) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse("id_ID").get_display_name("en"))
    except UnknownLocaleError as error:
        raise EnvironmentFault("Babel has no Indonesian; install the locked packages") from error


def _rules(_workspace: Path | None) -> str:
    from monev.quality import load_quality_rules
    from monev.rubric import load_rubric

    return f"rubric {load_rubric().head.version}, {len(load_quality_rules())} on data quality"
