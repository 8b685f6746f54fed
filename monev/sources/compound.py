"""The container of an old workbook (.xls), measured before a library opens it.

Sectors are followed as far as their chains go (MS-CFB, sections 2.2 to 2.5); what stands in them
is left to `workbook`.
"""

import struct

from monev.errors import SourceError

_HEADING_BYTES = 512
_SHIFTS = {3: 9, 4: 12}
"""Size of a sector as a power of two, by major version."""
_LAST_SECTOR = 0xFFFFFFF9
_IN_HEADING = 109
_WHOLE = "a whole workbook; open it and save it as XLSX"


def inspect_compound(content: bytes, name: str) -> None:
    """Refuse a container whose chains of sectors run in circles, or that is cut off.

    A library that follows such a chain takes memory until there is none. Raises SourceError.
    """
    if len(content) < _HEADING_BYTES:
        raise SourceError(name, "", "an old workbook that is cut off", _WHOLE)
    version, _, shift = struct.unpack_from("<HHH", content, 26)
    if _SHIFTS.get(version) != shift:
        raise SourceError(name, "", "an OLE file of no known version", _WHOLE)
    sectors = _Sectors(content, 1 << shift)
    table = [entry for at in _table_sectors(sectors, name) for entry in sectors.entries(at)]
    first_mini = struct.unpack_from("<I", content, 60)[0]
    small = [entry for at in _chain(first_mini, table) for entry in sectors.entries(at)]
    if _circular(table) or _circular(small):
        raise _damaged(name)


class _Sectors:
    def __init__(self, content: bytes, size: int) -> None:
        self.content = content
        self.size = size

    def entries(self, at: int) -> tuple[int, ...]:
        """Return a sector as numbers; empty beyond the end of the file."""
        piece = self.content[(at + 1) * self.size : (at + 2) * self.size]
        return struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4])


def _table_sectors(sectors: _Sectors, name: str) -> list[int]:
    """Return where the table of sectors stands: listed in the heading and in a chain of its own."""
    listed = list(struct.unpack_from(f"<{_IN_HEADING}I", sectors.content, 76))
    further = struct.unpack_from("<I", sectors.content, 68)[0]
    seen: set[int] = set()
    while further <= _LAST_SECTOR and (entries := sectors.entries(further)):
        if further in seen:
            raise _damaged(name)
        seen.add(further)
        *more, further = entries
        listed += more
    used = [at for at in listed if at <= _LAST_SECTOR]
    if len(used) != len(set(used)):
        raise _damaged(name)
    return used


def _chain(first: int, table: list[int]) -> list[int]:
    found: list[int] = []
    while first < len(table) and len(found) <= len(table):
        found.append(first)
        first = table[first]
    return found if len(found) <= len(table) else []


def _circular(table: list[int]) -> bool:
    """Whether any chain leads back into itself; every sector is looked at once."""
    done = bytearray(len(table))
    for start in range(len(table)):
        path: list[int] = []
        at = start
        while at < len(table) and not done[at]:
            done[at] = 1
            path.append(at)
            at = table[at]
        if at < len(table) and done[at] == 1:
            return True
        for passed in path:
            done[passed] = 2
    return False


def _damaged(name: str) -> SourceError:
    return SourceError(name, "", "an old workbook whose parts run in circles", _WHOLE)
