"""The files of the register, read strictly into a `Register`.

Every row is validated and every code that is pointed at must exist. Resolving is `resolve`'s work.
"""

import csv
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import TypeVar

from pydantic import ValidationError

from models.region import (
    Region,
    RegionAlias,
    RegionCodeHistory,
    RegionForeignCode,
)
from monev.errors import CatalogueError
from monev.register.resolve import Register

Row = TypeVar("Row", Region, RegionAlias, RegionCodeHistory, RegionForeignCode)


@cache
def load_register() -> Register:
    """Return the packaged register, read once per process.

    Raises CatalogueError with file and line for a row that cannot be used.
    """
    return read_register(files("catalogue") / "register")


def read_register(folder: Traversable) -> Register:
    """Read the four files of a register from `folder`.

    Raises CatalogueError for a malformed or repeated row and for a code that leads nowhere.
    """
    regions = _read(folder / "regions.csv", Region, ("code",))
    provinces = {row.code for row in regions if row.kind == "provinsi"}
    for line, row in enumerate(regions, start=2):
        if row.province_code not in provinces or row.code[:2] != row.province_code:
            problem = f"province {row.province_code} found, the province of {row.code} expected"
            raise CatalogueError("regions.csv", line, row.code, problem)
    known = {row.code for row in regions}
    aliases = _read(folder / "aliases.csv", RegionAlias, ("alias",))
    history = _read(folder / "code_history.csv", RegionCodeHistory, ("old_code",))
    foreign = _read(folder / "foreign_codes.csv", RegionForeignCode, ("system", "foreign_code"))
    _require_known("aliases.csv", [row.code for row in aliases], known)
    _require_known("code_history.csv", [row.code for row in history], known)
    _require_known("foreign_codes.csv", [row.code for row in foreign], known)
    for line, past in enumerate(history, start=2):
        if past.old_code in known:
            problem = "is listed as retired and is in force at the same time"
            raise CatalogueError("code_history.csv", line, past.old_code, problem)
    return Register(
        regions={row.code: row for row in regions},
        history={row.old_code: row.code for row in history},
        aliases={row.alias: row.code for row in aliases},
        foreign={(row.system, row.foreign_code): row.code for row in foreign},
        tables=(*sorted(regions, key=lambda row: row.code), *aliases, *history, *foreign),
    )


def _read(file: Traversable, shape: type[Row], key: tuple[str, ...]) -> list[Row]:
    """Return the rows of one file; `key` are the columns that may not repeat."""
    rows: list[Row] = []
    seen: set[tuple[str, ...]] = set()
    reader = csv.DictReader(StringIO(file.read_text(encoding="utf-8")), strict=True)
    for line, cells in enumerate(reader, start=2):
        try:
            rows.append(shape.model_validate(cells))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise CatalogueError(file.name, line, where, first["msg"]) from error
        identity = tuple(cells[column] for column in key)
        if identity in seen:
            raise CatalogueError(file.name, line, " ".join(identity), "is listed twice")
        seen.add(identity)
    return rows


def _require_known(file: str, codes: list[str], known: set[str]) -> None:
    for line, code in enumerate(codes, start=2):
        if code not in known:
            raise CatalogueError(file, line, code, "is no region of regions.csv")
