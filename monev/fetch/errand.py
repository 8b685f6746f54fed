"""One round of asking: who asks, for which quarter, what is held already, what was missed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from models.quarter import JAKARTA, Quarter
from monev.arrival import Arrival, Document
from monev.errors import FetchError
from monev.fetch.fetcher import Fetcher
from monev.fetch.mask import Mask

Reason = Literal["unchanged", "no_report", "unresolved", "failed", "not_asked", "doubtful"]
"""Why there is no document: the copy held is still good; the source has none; a name fits no
region; no usable answer; left out on purpose. `doubtful`: there is one, but it may not be all."""


class Remembered(NamedTuple):
    """What an earlier answer said about its version."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Missed:
    """Something a connector did not bring, and why; never dropped in silence.

    `passing` says that a later round may bring it. Secrets in `address` and `text` are masked.
    """

    source_id: str
    reason: Reason
    text: str
    region: str = ""
    address: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    passing: bool = False


@dataclass(frozen=True)
class Errand:
    """What every connector needs.

    `report` is told of everything missed. `remembered` holds the versions of documents we keep,
    by their (masked) address; what is unchanged since then is reported and not brought again.
    """

    fetcher: Fetcher
    report: Callable[[Missed], None]
    quarter: Quarter | None = None
    remembered: Mapping[str, Remembered] = field(default_factory=dict)

    def bring(
        self,
        address: str,
        source_id: str,
        name: str,
        *,
        region: str = "",
        asked: Mapping[str, str] | None = None,
        secrets: Iterable[str] = (),
    ) -> Document | None:
        """Return the answer as a document, or None (reported) when our copy is still good.

        Raises FetchError as `Fetcher.get` does.
        """
        hidden = tuple(secrets)
        known = self.remembered.get(Mask(hidden)(address), Remembered())
        answer = self.fetcher.get(address, secrets=hidden, etag=known.etag, modified=known.modified)
        arrival = Arrival(
            name=name,
            received_on=answer.received_at.astimezone(JAKARTA).date(),
            address=answer.address,
            region=region,
            quarter=self.quarter,
            source_id=source_id,
            asked=dict(asked or {}),
        )
        if answer.not_modified:
            self.miss(arrival, "unchanged", "the portal's copy is the one we hold")
            return None
        return Document(answer.content, arrival, answer.media_type, answer.etag, answer.modified)

    def fresh(self) -> "Errand":
        """Return the errand that remembers nothing, for answers only whole ones help with."""
        return replace(self, remembered={})

    def miss(self, arrival: Arrival, reason: Reason, text: str) -> None:
        """Report something missed at an address that did answer."""
        self.report(
            Missed(
                source_id=arrival.source_id,
                reason=reason,
                text=text,
                region=arrival.region,
                address=arrival.address,
                asked=arrival.asked,
            )
        )

    def fail(
        self,
        error: FetchError,
        source_id: str,
        *,
        region: str = "",
        asked: Mapping[str, str] | None = None,
    ) -> None:
        """Report a question that found no usable answer."""
        self.report(
            Missed(
                source_id=source_id,
                reason="failed",
                text=str(error),
                region=region,
                address=error.address,
                asked=dict(asked or {}),
                passing=error.passing,
            )
        )
