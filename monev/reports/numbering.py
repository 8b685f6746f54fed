"""Numbers of tables and figures in the order in which a document prints them."""

from monev.printing import Language

NAMES = {
    "table": {"id": "Tabel", "en": "Table"},
    "figure": {"id": "Gambar", "en": "Figure"},
}


class Numbering:
    """Counts tables and figures of one document while it is filled in.

    What was numbered once keeps its number, so that a sentence can point back to it.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._given: dict[str, list[str]] = {name: [] for name in NAMES}

    def table(self, key: str) -> str:
        """Return the name of a table: `Tabel 3`."""
        return self._number("table", key)

    def figure(self, key: str) -> str:
        """Return the name of a figure: `Gambar 1`."""
        return self._number("figure", key)

    def _number(self, what: str, key: str) -> str:
        given = self._given[what]
        if key not in given:
            given.append(key)
        return f"{NAMES[what][self._language]} {given.index(key) + 1}"
