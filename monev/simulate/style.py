"""How an office writes numbers and days: typed cells here, words and dots there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from monev.printing import day, number, rupiah
from monev.simulate.chance import dice
from monev.simulate.world import World


@dataclass(frozen=True)
class Style:
    """The habits of one office, the same in every quarter."""

    money: str
    dates: str

    def amount(self, amount_idr: int | None) -> Any:
        """Write whole rupiah; nothing stays nothing, zero stays zero."""
        if amount_idr is None or self.money == "typed":
            return amount_idr
        return rupiah(amount_idr) if self.money == "rupiah" else number(amount_idr)

    def count(self, persons: int | None) -> Any:
        """Write a number of persons."""
        if persons is None or self.money == "typed":
            return persons
        return number(persons)

    def day(self, when: date | None) -> Any:
        """Write a day."""
        if when is None or self.dates == "typed":
            return when
        return day(when) if self.dates == "words" else when.strftime("%d/%m/%Y")


def style_of(world: World) -> Style:
    """Return the habits of a region's office."""
    throw, styles = dice(world.seed, world.region.code, "style"), world.shapes.styles
    return Style(throw.choice(styles["money"]), throw.choice(styles["dates"]))
