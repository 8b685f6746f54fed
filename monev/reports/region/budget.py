"""Budget lines drawn together for print: by agency, by source of funds, and all together.

Only what is known is added up, and whether everything is known stands beside the sum. Nothing is
scored here: adequacy and absorption of the score come from the trace.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monev.profile import BudgetRow

WIDTHS_PCT = ((11, 12), (14, 15))
"""Up to so many digits a column of amounts takes so many percent of the width."""


@dataclass(frozen=True)
class BudgetSum:
    """Lines of one agency, of one fund, or all of them; `name` is empty where a line names none.

    Amounts are rupiah and null where no line states one. `complete` are the amounts that every
    line states; a share is given only of complete amounts, in percent, and never of zero.
    """

    name: str
    lines: Sequence[BudgetRow]

    @property
    def allocation_idr(self) -> int | None:
        """The allocations that are stated, added up."""
        return _added(one.allocation_idr for one in self.lines)

    @property
    def realised_idr(self) -> int | None:
        """What was spent, where every line says so."""
        return _all_added(one.realised_idr for one in self.lines)

    @property
    def realised_stated(self) -> bool:
        """Whether at least one line states what was spent."""
        return any(one.realised_idr is not None for one in self.lines)

    @property
    def need_idr(self) -> int | None:
        """Persons x months x rate, where every line can be reckoned."""
        return _all_added(one.need_idr for one in self.lines)

    @property
    def lacking(self) -> int:
        """How many lines state no allocation."""
        return sum(one.allocation_idr is None for one in self.lines)

    @property
    def absorption_pct(self) -> Decimal | None:
        """Spent of allocated."""
        return self._share(self.realised_idr, self.allocation_idr)

    @property
    def adequacy_pct(self) -> Decimal | None:
        """Allocated of needed."""
        return self._share(self.allocation_idr, self.need_idr)

    def _share(self, part: int | None, whole: int | None) -> Decimal | None:
        if self.lacking or part is None or not whole:
            return None
        return Decimal(part) * 100 / whole

    @property
    def groups(self) -> list[str]:
        """The codes of the groups of workers it pays for, each once."""
        return list(dict.fromkeys(one.group_code for one in self.lines))


@dataclass(frozen=True)
class BudgetTables:
    """A region's budget lines from three sides."""

    lines: Sequence[BudgetRow]

    @property
    def whole(self) -> BudgetSum:
        """All lines together."""
        return BudgetSum("", self.lines)

    @property
    def allocation_idr(self) -> int | None:
        """All allocations that are stated."""
        return self.whole.allocation_idr

    @property
    def realised_idr(self) -> int | None:
        """All that was spent, where every line says so."""
        return self.whole.realised_idr

    @property
    def absorption_pct(self) -> Decimal | None:
        """Spent of allocated, where both are complete."""
        return self.whole.absorption_pct

    @property
    def amount_width_pct(self) -> int:
        """How much of the table by agency a column of amounts needs: 12, 15 or 18 percent."""
        amounts = [
            amount
            for one in [self.whole, *self.by_agency]
            for amount in (one.allocation_idr, one.realised_idr, one.need_idr)
        ]
        digits = max((len(str(abs(one))) for one in amounts if one is not None), default=1)
        return next((width for most, width in WIDTHS_PCT if digits <= most), 18)

    @property
    def by_agency(self) -> list[BudgetSum]:
        """One sum per agency, the largest allocation first, those without one last."""
        return _grouped(self.lines, lambda one: one.agency)

    @property
    def by_fund(self) -> list[BudgetSum]:
        """One sum per source of funds, the largest first."""
        return _grouped(self.lines, lambda one: one.funding_source)


def _grouped(lines: Iterable[BudgetRow], key: Callable[[BudgetRow], str]) -> list[BudgetSum]:
    found: dict[str, list[BudgetRow]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    made = [BudgetSum(name, rows) for name, rows in found.items()]
    return sorted(made, key=_largest_first)


def _largest_first(one: BudgetSum) -> tuple[bool, int, str]:
    amount = one.allocation_idr
    return amount is None, -(amount or 0), one.name


def _added(amounts: Iterable[int | None]) -> int | None:
    stated = [one for one in amounts if one is not None]
    return sum(stated) if stated else None


def _all_added(amounts: Iterable[int | Decimal | None]) -> int | None:
    every = list(amounts)
    stated = [one for one in every if one is not None]
    return int(sum(stated)) if every and len(stated) == len(every) else None
