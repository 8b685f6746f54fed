"""What became of recommendations of earlier quarters, put in order for print; nothing is judged."""

from dataclasses import dataclass

from monev.scorecard import FollowUp, Scorecard

ORDER = ["lewat_tenggat", "terbuka", "selesai", "gugur"]
"""States in the order in which they are told: first what is overdue."""


@dataclass(frozen=True)
class EarlierAdvice:
    """The earlier recommendations that a scorecard looked at again."""

    card: Scorecard

    @property
    def all(self) -> list[FollowUp]:
        """Every one: by state, then by deadline."""
        return sorted(
            self.card.follow_up, key=lambda one: (ORDER.index(one.status), one.deadline, one.id)
        )

    @property
    def standing(self) -> dict[str, FollowUp]:
        """Those that stand, by number: they are among this quarter's actions and keep theirs."""
        asked = {one.id for one in self.card.actions}
        return {one.id: one for one in self.all if one.id in asked}

    @property
    def others(self) -> list[FollowUp]:
        """Those that are no action of this quarter: done, lapsed, or open while data are asked."""
        standing = self.standing
        return [one for one in self.all if one.id not in standing]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many there are in each state that occurs."""
        found = [one.status for one in self.card.follow_up]
        return [(name, found.count(name)) for name in ORDER if name in found]
