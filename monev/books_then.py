"""The books as they stood at a moment: what came later is not seen.

Only what a recap is summed up from is answered as of then. Rows say when they were filed; nothing
is undone and nothing written.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from models import FACT_TYPES, Evaluation, Fact, Waiver
from monev.store import Store
from monev.submissions import Landed, Submission


class BooksThen(Store):
    """A store that knows nothing filed after `moment`.

    `everyone` are the codes that a question without codes asks for.
    """

    def __init__(self, books: Store, moment: datetime, everyone: Iterable[str]) -> None:
        super().__init__(books.engine, books.root, books.depot)
        self.moment = moment
        self.everyone = tuple(everyone)

    def current_outcomes(
        self, quarter: str, codes: Iterable[str] | None = None
    ) -> Sequence[Evaluation]:
        """Return the revisions of a quarter that were the newest, by code, without traces."""
        found = []
        for code in sorted(self.everyone if codes is None else codes):
            filed = [
                one
                for one in self.outcomes_of(code)
                if one.quarter == quarter and one.created_at <= self.moment
            ]
            if filed:
                found.append(max(filed, key=lambda one: one.revision))
        return found

    def current_evaluations(
        self, quarter: str, codes: Iterable[str] | None = None
    ) -> list[Evaluation]:
        """Return the revisions of a quarter that were the newest, by code."""
        whole = (
            self.evaluation_of(one.region_code, quarter, one.revision)
            for one in self.current_outcomes(quarter, codes)
        )
        return [one for one in whole if one is not None]

    def submissions(self, quarter: str = "", code: str | None = None) -> list[Submission]:
        """Return the instruments that had been handed in."""
        found = super().submissions(quarter, code)
        return [one for one in found if one.order not in self._later]

    def landed_for(self, codes: Iterable[str]) -> dict[str, list[Landed]]:
        """Return what had come for each region, or for none in particular."""
        return {
            code: [one for one in found if one.order not in self._later]
            for code, found in super().landed_for(codes).items()
        }

    def waivers(self, code: str | None = None) -> Sequence[Waiver]:
        """Return the waivers that had been granted."""
        return [one for one in super().waivers(code) if one.created_at <= self.moment]

    def facts_of(self, code: str, kinds: Iterable[str] = FACT_TYPES) -> list[Fact]:
        """Return the facts of a region out of files that had come and objections accepted."""
        return self._stated(code, super().facts_of(code, kinds))

    def facts_by_region(self, kinds: Iterable[str] = FACT_TYPES) -> dict[str, list[Fact]]:
        """Return the facts that had been stated, by region."""
        found = super().facts_by_region(kinds)
        return {code: self._stated(code, facts) for code, facts in found.items()}

    def any_handed_in(self, quarter: str, by: date) -> bool:
        """Say whether any government had handed in for a quarter by a day."""
        return any(one.handed_in_on <= by for one in self.submissions(quarter))

    def facts_having(self, kind: str, values: Mapping[str, Sequence[object]]) -> list[Fact]:
        """Return the facts of a kind that had been stated, with one of these values."""
        return [
            one
            for one in super().facts_having(kind, values)
            if self._stated(one.region_code, [one])
        ]

    def _stated(self, code: str, facts: Iterable[Fact]) -> list[Fact]:
        """Return those facts of a region whose file had come, and whose objection was accepted."""
        later = self._corrections_later(code)
        return [
            one
            for one in facts
            if one.evidence_sha256 not in self._not_yet and one.fact_id not in later
        ]

    def _corrections_later(self, code: str) -> set[str]:
        """Return the facts of objections accepted after the moment; their files came before."""
        return {
            name
            for standing in self.objections_of(code)
            for step in standing.steps
            if step.at > self.moment
            for name in step.fact_ids.split()
        }

    @cached_property
    def _later(self) -> frozenset[int]:
        receipts = self.receipts()
        return frozenset(one.receipt_id or 0 for one in receipts if one.received_at > self.moment)

    @cached_property
    def _not_yet(self) -> frozenset[str]:
        kept = self.all_evidence()
        return frozenset(one.sha256 for one in kept if one.received_at > self.moment)
