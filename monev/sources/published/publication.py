"""Who published a statement, and from which day it was known. What it states belongs elsewhere."""

from dataclasses import dataclass, field
from datetime import date

from models.evidence import Tier
from monev.sources.grid import Row, Value
from monev.sources.values import read_value

Span = tuple[date, date]

_ABSENT = Value(None, "", "")


@dataclass(frozen=True)
class Publication:
    """One publication. Statements of two publications never become one fact.

    `known_on` is None where neither a date nor an estimate is given.
    """

    title: str
    publisher: str
    tier: Tier
    known_on: date | None
    known_basis: str
    known_cell: Value | None = field(compare=False)

    def known(self, span: Span | None, never_before: date) -> tuple[date, str]:
        """Return the day from which a statement about `span` counts as known, and on what basis.

        Without a date it is the end of the span; without a span too, the day `never_before`.
        """
        if self.known_on is not None:
            return self.known_on, self.known_basis
        return (span[1] if span else never_before), "akhir_masa"


def publication_of(row: Row, default_tier: Tier) -> Publication:
    """Return the publication of a row of clippings.

    A whole date is taken as printed; a month or a year stands for its last day, as an estimate.
    Raises NotationError for a date in no known notation, ValueError for an unknown tier.
    """
    date_cell = row.cells.get("source_date", _ABSENT)
    about_cell = row.cells.get("dated_about", _ABSENT)
    printed: Span | None = read_value(date_cell, "span")
    about: Span | None = read_value(about_cell, "span")
    known_on, basis, cell = None, "akhir_masa", None
    if printed is not None:
        whole = printed[0] == printed[1]
        known_on, basis, cell = printed[1], "tercetak" if whole else "perkiraan", date_cell
    elif about is not None:
        known_on, basis, cell = about[1], "perkiraan", about_cell
    tier = row.cells.get("source_tier", _ABSENT).text
    return Publication(
        title=row.cells["source_title"].text,
        publisher=row.cells["source_publisher"].text,
        tier=Tier(tier) if tier else default_tier,
        known_on=known_on,
        known_basis=basis,
        known_cell=cell,
    )
