"""Where tables stand in a grid: titles above, a heading, rows, and what ends them.

A sheet may hold several; a heading that is printed again on the next page goes on with the same
one. What the rows say is read in `rows`.
"""

from dataclasses import dataclass, field

from monev.sources.grid import folded
from monev.sources.sipd.book import Grid
from monev.sources.sipd.headings import Heading, HeadingFinder, is_numbered
from monev.sources.sipd.sheet import Pattern, SipdSheet

AMOUNTS = ("allocation", "realised")


@dataclass(frozen=True)
class Line:
    """One line of text beside a table, with its place."""

    text: str
    place: str


@dataclass
class Found:
    """A table while and after it is found; `titles` and `tail` are the lines around it."""

    grid: Grid
    heading: Heading
    titles: list[Line]
    rows: list[int] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)


def find_tables(grid: Grid, sheet: SipdSheet) -> list[Found]:
    """Return the tables of a grid from top to bottom, none where there is no known heading."""
    finder = HeadingFinder(grid, sheet)
    tables: list[Found] = []
    loose: list[int] = []
    ended, row = True, 0
    while row < len(grid.rows):
        heading = finder.at(row)
        if heading is not None:
            if tables and not ended:
                loose = _titles_at_the_end(tables[-1], sheet)
            lines = lines_of(grid, loose[-sheet.title_rows :])
            if not (tables and _same(tables[-1], heading, lines, sheet)):
                tables.append(Found(grid, heading, lines))
            loose, ended, row = [], False, heading.last + 1
            continue
        if not ended and _begins_with(grid, tables[-1], row, sheet.ends):
            ended = True
        if ended:
            loose.append(row)
            if tables:
                tables[-1].tail += _each_cell(grid, row)
        elif _speaks(grid, tables[-1], row, sheet):
            tables[-1].rows.append(row)
        row += 1
    return tables


def _speaks(grid: Grid, table: Found, row: int, sheet: SipdSheet) -> bool:
    """Whether a row below a heading is neither blank nor a footnote nor a count of columns."""
    if not any(cell not in ("", None) for cell in grid.rows[row]) or is_numbered(grid, row):
        return False
    return not _begins_with(grid, table, row, sheet.footnotes)


def lines_of(grid: Grid, rows: list[int]) -> list[Line]:
    """Return the texts of rows, cells beside each other as one line, line breaks as two."""
    lines = []
    for row in rows:
        cells = [(at, grid.text(row, at)) for at in range(len(grid.rows[row]))]
        cells = [(at, text) for at, text in cells if text]
        if not cells:
            continue
        place = grid.place(row, cells[0][0])
        broken = [text.split("\n") for _, text in cells]
        depth = max(map(len, broken))
        for level in range(depth):
            parts = [texts[level] for texts in broken if level < len(texts)]
            lines.append(Line(" ".join(" ".join(parts).split()), place))
    return lines


def _each_cell(grid: Grid, row: int) -> list[Line]:
    """Return the cells of a row one by one: two people sign beside each other."""
    cells = ((grid.text(row, at), at) for at in range(len(grid.rows[row])))
    return [Line(" ".join(text.split()), grid.place(row, at)) for text, at in cells if text]


def _begins_with(grid: Grid, table: Found, row: int, patterns: list[Pattern]) -> bool:
    """Whether a row without amounts has a cell that begins with one of these words."""
    if any(grid.text(row, column) for column in _amounts(table)):
        return False
    texts = [folded(cell) for cell in grid.rows[row] if isinstance(cell, str) and cell.strip()]
    return any(one.search(text) for text in texts for one in patterns)


def _amounts(table: Found) -> list[int]:
    """Return the columns of amounts."""
    fields = table.heading.fields
    named = [one for name in AMOUNTS for one in fields.get(name, ())]
    return [column for one in named for column in one.columns]


def _titles_at_the_end(table: Found, sheet: SipdSheet) -> list[int]:
    """Take the rows without amounts off the end of a table: they are titles of the next one."""
    columns, taken = _amounts(table), list[int]()
    while table.rows and len(taken) < sheet.title_rows:
        last = table.rows[-1]
        if any(table.grid.text(last, column) for column in columns):
            break
        taken.insert(0, table.rows.pop())
    return taken


def _same(table: Found, heading: Heading, titles: list[Line], sheet: SipdSheet) -> bool:
    """Whether a heading is that of the same table, printed once more with the same titles."""
    before, now = (
        {name: [one.columns for one in each] for name, each in of.fields.items()}
        for of in (table.heading, heading)
    )
    known = {folded(line.text) for line in table.titles}
    new = [text for line in titles if (text := folded(line.text)) not in known]
    return before == now and all(any(one.search(text) for one in sheet.page_marks) for text in new)
