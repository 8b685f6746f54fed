"""The tile map: all provinces once, shaded by step, missing never shaded as low."""

import csv
from decimal import Decimal
from importlib.resources import files

import pytest

from monev.errors import CatalogueError
from monev.reports.charts import NARROW, Tile, load_tile_layout, palette, tile_grid
from monev.reports.charts.tile_layout import read_tile_layout
from monev.yaml_file import YamlFile
from tests.reports.charts.reading import boxes, shapes, texts

EDGES = [Decimal(40), Decimal(70)]
WORDS = ["rendah", "sedang", "tinggi"]
LAYOUT = """
tiles:
  - {code: "11", short: Aceh, letters: AC, column: 1, row: 1}
  - {code: "12", short: Sumut, letters: SU, column: 2, row: 2}
"""


def drawn(tiles: dict[str, Tile], width: float = 520, **more: str) -> str:
    """A map in three steps."""
    return tile_grid(tiles, EDGES, WORDS, "belum ada", "x", width=width, **more)


def provinces() -> dict[str, str]:
    """Code -> island zone of every province in the register."""
    text = (files("catalogue") / "register" / "regions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: row["island_zone"] for row in rows if row["kind"] == "provinsi"}


def test_every_province_has_one_tile() -> None:
    """The 38 provinces of the register are there once, and no two share a cell."""
    tiles = load_tile_layout().tiles
    assert sorted(one.code for one in tiles) == sorted(provinces())
    assert len(tiles) == 38
    assert len({(one.column, one.row) for one in tiles}) == 38


def test_islands_hang_together_and_lie_apart() -> None:
    """West to east the islands follow each other; Kalimantan and Sulawesi touch no other one."""
    zones = provinces()
    cells = {(one.column, one.row): zones[one.code] for one in load_tile_layout().tiles}
    for (column, row), zone in cells.items():
        if zone in {"Kalimantan", "Sulawesi"}:
            beside = [(column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)]
            assert {cells[one] for one in beside if one in cells} <= {zone}
    middles = {
        zone: sum(column for (column, _), one in cells.items() if one == zone)
        / list(cells.values()).count(zone)
        for zone in ("Sumatera", "Kalimantan", "Sulawesi", "Nusa Tenggara-Maluku-Papua")
    }
    assert list(middles.values()) == sorted(middles.values())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("column: 2, row: 2", "column: 1, row: 1", "column 1, row 1 is taken by 11"),
        ('code: "12"', 'code: "11"', "11 is taken by 11"),
        ("short: Sumut", "short: Aceh", "Aceh is taken by 11"),
        ("letters: SU", "letters: AC", "AC is taken by 11"),
        ('code: "12"', "code: 12", "code"),
        ("row: 2", "row: 0", "row"),
    ],
)
def test_a_wrong_layout_is_named_with_its_line(old: str, new: str, problem: str) -> None:
    """Two provinces in one cell, or a key that misfits, point at the line to mend."""
    assert len(read_tile_layout(YamlFile("t.yaml", LAYOUT)).tiles) == 2
    with pytest.raises(CatalogueError, match=problem) as caught:
        read_tile_layout(YamlFile("t.yaml", LAYOUT.replace(old, new)))
    assert caught.value.line == 4


@pytest.mark.parametrize(("value", "step"), [(0, 0), (39, 0), (40, 1), (69, 1), (70, 2), (100, 2)])
def test_a_value_is_shaded_by_its_step(value: int, step: int) -> None:
    """An edge belongs to the step above it."""
    map_of = drawn({"31": Tile(Decimal(value), "v")})
    shades = [fill for fill, _ in palette.steps(3)]
    areas = [sum(wide > 20 for _, _, wide, _ in boxes(map_of, fill)) for fill in shades]
    assert areas == [int(place == step) for place in range(3)]
    assert "v" in texts(map_of)


def test_a_province_without_a_value_is_open() -> None:
    """Missing and not asked about are dashed tiles with their names, never the lowest step."""
    map_of = drawn({"31": Tile(None, "")})
    dashed = [one for one in boxes(map_of, palette.MID, dashed=True) if one[2] > 20]
    assert len(dashed) == 38
    assert {"DKI", "belum ada"} <= set(texts(map_of))


def test_a_narrow_map_has_two_letters_per_province() -> None:
    """On a telephone the names are the two letters."""
    assert {one.letters for one in load_tile_layout().tiles} <= set(texts(drawn({}, NARROW)))


def test_one_province_can_be_framed() -> None:
    """The province of the report is framed in bold, in the map and in the key."""
    framed = shapes(drawn({}, highlight="36", highlight_word="Banten"), palette.ACCENT)
    assert len(framed) == 2
    assert not shapes(drawn({}), palette.ACCENT)


def test_what_cannot_be_drawn_is_refused() -> None:
    """An unknown code, edges in disorder or words that do not match the steps raise."""
    with pytest.raises(ValueError, match=r"no tile for 36\.72"):
        drawn({"36.72": Tile(Decimal(1), "1")})
    with pytest.raises(ValueError, match="no tile for 99"):
        drawn({}, highlight="99")
    with pytest.raises(ValueError, match="must rise"):
        tile_grid({}, EDGES[::-1], WORDS, "", "x")
    with pytest.raises(ValueError, match="2 words for 3 steps"):
        tile_grid({}, EDGES, WORDS[:2], "", "x")
