"""How the terminal shows things: tables and JSON on stdout, all talk on stderr."""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

PIPED_WIDTH = 240
"""A file or pipe has no width; tables there keep one line per row."""


def say(text: str) -> None:
    """Tell the person something that is not the result."""
    typer.echo(text, err=True)


def print_json(content: Any) -> None:
    """Print data as JSON, decimals as numbers."""
    typer.echo(json_text(content))


def json_text(content: Any) -> str:
    """Return data as JSON, decimals as numbers."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} found, a JSON value expected")


def screen() -> "Console":
    """Return the console of stdout."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, PIPED_WIDTH)
    return console


def table(
    headings: Sequence[str], rows: Iterable[Sequence[Any]], right: Iterable[str] = ()
) -> "Table":
    """Return a table; values of `right` columns are aligned to the right. Text is no markup."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        justify = "right" if heading in set(right) else "left"
        made.add_column(heading, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        made.add_row(*(Text("-" if cell is None else str(cell)) for cell in row))
    return made


def shown(place: Path | str) -> str:
    """Return a path relative to the current folder where it lies below it; an address as it is."""
    if "://" in str(place):
        return str(place)
    full = Path(place).resolve()
    here = Path.cwd()
    return str(full.relative_to(here)) if full.is_relative_to(here) else str(full)


def points(value: float | Decimal | None) -> str:
    """Return a score of 0 to 100 with one decimal."""
    return "-" if value is None else f"{value:.1f}"


def share(value: float | Decimal | None) -> str:
    """Return a share of 0 to 1 as whole percent."""
    return "-" if value is None else f"{value:.0%}"
