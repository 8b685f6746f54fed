"""Many arrivals, each held apart: an inbox swept, or kept evidence read again.

What happens to one document is written in `collect_region`; asking portals in `ask_portals`.
"""

from collections import deque
from collections.abc import Callable
from datetime import date
from pathlib import Path

from models import Quarter, Receipt, ReceiptStatus
from models.quarter import JAKARTA
from monev.arrival import Arrival, Document
from monev.collect_region import begin_document, read_again, refuse_unread
from monev.collected import Collected
from monev.errors import UsageError
from monev.inbox import Inbox, Waiting
from monev.sources.content import LARGEST_FILE_BYTES
from monev.sources.personal import masked
from monev.workspace import Workspace, reading_room

AHEAD = 4
AHEAD_BYTES = 64_000_000
"""Files handed to the reading room before their turn to be stored, and their size in bytes."""
RECEIVED = (ReceiptStatus.READ, ReceiptStatus.REFUSED)


def collect_folder(workspace: Workspace, folder: Path | str) -> Collected:
    """Collect every file of an inbox, whatever quarter it is laid down for."""
    return sweep_inbox(workspace, str(folder))


def sweep_inbox(workspace: Workspace, address: str, quarter: Quarter | None = None) -> Collected:
    """Collect the files of a folder or object-store prefix in the order of their paths.

    With a quarter, files in folders of another quarter wait for their own sweep. A file that
    cannot be read never stops the others, one that is still being written is left for the next
    sweep. Raises UsageError if there is no such folder.
    """
    inbox, result = Inbox(address), Collected(quarter=str(quarter or ""))
    under_way: deque[tuple[int, Callable[[], None]]] = deque()
    for one in inbox.waiting():
        if quarter is not None and one.quarter not in (None, quarter):
            result.elsewhere += 1
            continue
        finish = _begun(workspace, inbox, one, result)
        if finish is not None:
            under_way.append((one.size_bytes, finish))
        while len(under_way) > AHEAD or sum(size for size, _ in under_way) > AHEAD_BYTES:
            under_way.popleft()[1]()
    for _, finish in under_way:
        finish()
    return result


def _begun(
    workspace: Workspace, inbox: Inbox, one: Waiting, result: Collected
) -> Callable[[], None] | None:
    """Hand a file to the reading room; None where it is not taken, which is noted."""
    if one.unfinished:
        result.unfinished.append(masked(one.path)[0])
        return None
    arrival = Arrival(
        name=one.path,
        received_on=today(workspace),
        region=one.region,
        quarter=one.quarter,
        slot=masked(one.address)[0],
    )
    if one.size_bytes > LARGEST_FILE_BYTES:
        refuse_unread(workspace, arrival, one.size_bytes, result)
        return None
    try:
        content = inbox.read(one)
    except UsageError:
        result.unfinished.append(masked(one.path)[0])
        return None
    return begin_document(workspace, reading_room(), Document(content, arrival), result)


def replay(workspace: Workspace, quarter: Quarter | None = None) -> Collected:
    """Read the kept evidence of a quarter once more: no inbox, no network, the same facts.

    Evidence that speaks for no particular quarter is read in every replay.
    """
    result = Collected()
    done: set[tuple[str, str, str]] = set()
    for receipt in workspace.store.receipts():
        key = (receipt.original_sha256, receipt.laid_for_region, receipt.laid_for_quarter)
        wanted = quarter is None or receipt.quarter in ("", str(quarter))
        if receipt.sha256 and receipt.status in RECEIVED and wanted and key not in done:
            done.add(key)
            read_again(workspace, reading_room(), receipt, arrival_of(receipt), result)
    return result


def arrival_of(receipt: Receipt) -> Arrival:
    """Return the arrival as it was when the receipt was written."""
    laid = receipt.laid_for_quarter
    return Arrival(
        name=receipt.file_name,
        received_on=receipt.received_on,
        address=receipt.address,
        region=receipt.laid_for_region,
        quarter=Quarter.parse(laid) if laid else None,
        source_id=receipt.source_id if receipt.address else "",
        slot=receipt.slot,
        asked=dict(receipt.asked),
    )


def today(workspace: Workspace) -> date:
    """Return the day in Jakarta."""
    return workspace.now().astimezone(JAKARTA).date()
