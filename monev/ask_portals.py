"""One round of asking the portals for a quarter: what they give is collected, what they miss noted.

A portal that is down stops nothing: its last good answer stays in use, and the report says from
which day it is. What to ask stands in the operator's `endpoints.yaml`, how in `fetch`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from models import Finding, Quarter, Receipt, ReceiptStatus, Severity
from models.quarter import JAKARTA
from monev.arrival import Arrival, Document
from monev.collect_many import today
from monev.collect_region import collect_document
from monev.collected import Collected
from monev.errors import FetchError, UsageError
from monev.fetch import (
    DjpkScope,
    Endpoints,
    Errand,
    Fetcher,
    FetchPolicy,
    Missed,
    Remembered,
    fetch_bps,
    fetch_ckan,
    fetch_djpk,
    fetch_jdih,
)
from monev.printing import day
from monev.sources.confined import ReadingRoom
from monev.sources.personal import masked
from monev.workspace import Workspace, reading_room

PORTAL_DOWN = "PORTAL"
DJPK = "DJPK"
RESTATED_MONTHS = 3
REASONS_ID = {
    "failed": "portal tidak memberi jawaban yang dapat dipakai",
    "no_report": "portal belum memuat laporan untuk masa itu",
    "unresolved": "nama daerah pada portal tidak menunjuk satu daerah",
    "not_asked": "sebagian data portal sengaja tidak diambil",
    "doubtful": "jawaban portal mungkin tidak lengkap",
    "unchanged": "portal memberi jawaban yang sama",
}
"""Why a portal gave nothing, for the report; what came instead stands in English in the log."""


def ask_portals(
    workspace: Workspace,
    endpoints: Endpoints,
    quarter: Quarter,
    policy: FetchPolicy | None = None,
) -> Collected:
    """Ask every service of `endpoints` and collect what it answers.

    `policy` takes the place of the manners that `endpoints` asks for. Raises UsageError where BPS
    is to be asked and no key is set; every other trouble is noted in the result, in a receipt and
    in a finding.
    """
    if endpoints.bps is not None and workspace.settings.bps_key is None:
        raise UsageError("endpoints.yaml names BPS; set its key in MONEV_BPS_KEY")
    result = Collected()
    with Fetcher(policy or endpoints.policy()) as fetcher:
        asking = _Round(workspace, reading_room(), quarter, result)
        errand = Errand(fetcher, asking.missed, quarter, _remembered(workspace))
        for source_id, region, documents in _questions(workspace, endpoints, errand, quarter):
            asking.take(errand, source_id, region, documents)
    return result


def _questions(
    workspace: Workspace, endpoints: Endpoints, errand: Errand, quarter: Quarter
) -> Iterator[tuple[str, str, Callable[[], Iterator[Document]]]]:
    """Yield each service as its source, the region it stands for, and the way to ask it."""
    for jdih in endpoints.jdih:
        yield "jdih", jdih.region, lambda one=jdih: fetch_jdih(errand, one)  # type: ignore[misc]
    if endpoints.djpk is not None:
        for year in endpoints.djpk.years:
            scope = _scope(workspace, endpoints.djpk.address, year, quarter)
            yield "djpk", "", lambda one=scope: fetch_djpk(errand, one)  # type: ignore[misc]
    for ckan in endpoints.ckan:
        yield "data_terbuka", "", lambda one=ckan: fetch_ckan(errand, one)  # type: ignore[misc]
    bps, key = endpoints.bps, workspace.settings.bps_key
    if bps is not None and key is not None:
        yield "bps", "", lambda: fetch_bps(errand, bps, key.get_secret_value())


def _scope(workspace: Workspace, address: str, year: int, quarter: Quarter) -> DjpkScope:
    """Return what is wanted of the DJPK portal: recent months are restated, so ask them again."""
    last = quarter.months_elapsed if year == quarter.year else 12
    first = max(1, last - RESTATED_MONTHS + 1)
    register = workspace.register
    return DjpkScope(
        address=address,
        year=year,
        months=tuple(range(first, last + 1)),
        provinces=register.codes_of(DJPK),
        resolve=register.resolve,
        split_from=register.split_from(),
    )


def _remembered(workspace: Workspace) -> dict[str, Remembered]:
    """Return the version of the last answer of every address, where that was a good one.

    After an answer that could not be read, or bore no version, the portal is asked for the whole:
    "unchanged since an earlier one" would not bring that one back.
    """
    known: dict[str, Remembered] = {}
    for one in workspace.store.receipts():
        if one.address and one.status in (ReceiptStatus.READ, ReceiptStatus.REFUSED):
            known.pop(one.address, None)
            if one.status is ReceiptStatus.READ and (one.etag or one.modified):
                known[one.address] = Remembered(one.etag, one.modified)
    return known


@dataclass
class _Round:
    """Takes in documents and notes what was missed."""

    workspace: Workspace
    room: ReadingRoom
    quarter: Quarter
    result: Collected

    def take(
        self,
        errand: Errand,
        source_id: str,
        region: str,
        documents: Callable[[], Iterator[Document]],
    ) -> None:
        """Collect what one service gives; a service that fails is noted, the next one is asked."""
        try:
            for document in documents():
                collect_document(self.workspace, self.room, document, self.result)
                self._clear(document.arrival)
        except FetchError as error:
            errand.fail(error, source_id, region=region)

    def missed(self, told: Missed) -> None:
        """Note what a connector did not bring: a receipt, and a finding where it matters."""
        one = replace(told, text=masked(told.text)[0])
        last = self.workspace.store.last_good(one.address)
        unchanged = one.reason == "unchanged"
        self.workspace.store.add_receipt(
            Receipt(
                sha256=last.sha256 if last and unchanged else None,
                original_sha256=last.original_sha256 if last and unchanged else "",
                file_name=one.address,
                source_id=one.source_id,
                address=one.address,
                region_code=one.region or None,
                quarter=str(self.quarter),
                asked=dict(one.asked),
                etag=last.etag if last and unchanged else "",
                modified=last.modified if last and unchanged else "",
                status=ReceiptStatus.UNCHANGED if unchanged else ReceiptStatus.FAILED,
                problem="" if unchanged else one.text,
                slot=one.address,
                received_on=today(self.workspace),
                received_at=self.workspace.now(),
            )
        )
        notes = [] if unchanged else [self._told(one, last)]
        batch = _batch(self.quarter, one.source_id, one.region, one.address)
        self.workspace.store.save_reading(batch, [], notes)
        if unchanged:
            self.result.repeated += 1
        else:
            self.result.unreachable.append((one.address or one.source_id, one.text))

    def _clear(self, arrival: Arrival) -> None:
        """Take back the finding of a portal that answers again."""
        batch = _batch(self.quarter, arrival.source_id, arrival.region, arrival.address)
        self.workspace.store.save_reading(batch, [], [])

    def _told(self, one: Missed, last: Receipt | None) -> Finding:
        on = today(self.workspace)
        held = last.received_at.astimezone(JAKARTA).date() if last else None
        kept_id = (
            f"dipakai salinan terakhir tanggal {day(held)}" if held else "belum ada salinannya"
        )
        kept_en = (
            f"the last copy, of {day(held, 'en')}, is used"
            if held
            else "there is no copy of it yet"
        )
        return Finding(
            rule=PORTAL_DOWN,
            severity=Severity.INFO if last else Severity.WARNING,
            region_code=one.region or None,
            place=one.address,
            subject=one.source_id,
            message_id=f"Pada {day(on)} {REASONS_ID[one.reason]}; {kept_id}.",
            message_en=f"The portal gave no data on {day(on, 'en')} ({one.text}); {kept_en}.",
        )


def _batch(quarter: Quarter, source_id: str, region: str, address: str) -> str:
    """Return the name of a portal's note: a region's feed keeps it when its address changes."""
    place = region if source_id == "jdih" and region else address
    return f"portal {quarter}:{source_id}:{place}"
