"""Arguments that several commands share, worded once."""

from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        metavar="DIR",
        envvar="MONEV_WORKSPACE",
        help="Folder with database, evidence and reports (default: workspace). "
        "MONEV_DATABASE_URL names another database.",
    ),
]
PeriodOption = Annotated[
    str,
    typer.Option("--period", metavar="QUARTER", help="2024-Q3, 'TW III 2024', 'Triwulan III 2024'"),
]
ByOption = Annotated[
    str,
    typer.Option("--by", metavar="NAME", help="Whose account (default: your login name)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on stdout.")]
CodeArgument = Annotated[
    str, typer.Argument(metavar="CODE", help="Kemendagri code (36.72) or full name.")
]
LanguageOption = Annotated[
    str, typer.Option("--lang", metavar="LANG", help="id for Indonesian, en for English.")
]
OutOption = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="Where to write it; a folder will do.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace another file.")]
