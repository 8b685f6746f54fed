"""Where each province stands on the tile map, from `catalogue/tile_grid.yaml`."""

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from monev.yaml_file import YamlFile, catalogue_folder, read_yaml


class Seat(BaseModel):
    """One province: its code, its name in a tile and in a narrow one, column and row from 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^\d\d$")
    short: str = Field(min_length=2, max_length=9)
    letters: str = Field(pattern=r"^[A-Z]{2}$")
    column: int = Field(ge=1, le=20)
    row: int = Field(ge=1, le=12)


class TileLayout(BaseModel):
    """All seats in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tiles: list[Seat] = Field(min_length=1)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max(one.column for one in self.tiles)

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max(one.row for one in self.tiles)


@cache
def load_tile_layout() -> TileLayout:
    """Return the packaged layout, read once per process; raises CatalogueError."""
    return read_tile_layout(read_yaml(catalogue_folder("tile_grid.yaml")))


def read_tile_layout(file: YamlFile) -> TileLayout:
    """Read a layout; raises CatalogueError where a code, a name or a cell stands twice."""
    layout = file.shaped(TileLayout)
    seen: dict[object, str] = {}
    for place, one in enumerate(layout.tiles):
        cell = f"column {one.column}, row {one.row}"
        for taken in (one.code, one.short, one.letters, cell):
            if taken in seen:
                problem = f"{taken} is taken by {seen[taken]} already; give {one.code} its own"
                raise file.error(("tiles", place), problem)
            seen[taken] = one.code
    return layout
