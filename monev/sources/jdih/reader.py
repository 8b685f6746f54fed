"""The feed of one government's JDIH into what is known of its regulations on the subject.

A feed proves what stands in it and never what does not: absence is "not evidenced". Fetching the
feed is `fetch`'s work. Words, keys and limits stand in the fact sheet.
"""

from models.finding import Severity
from models.region import Region
from monev.arrival import Arrival
from monev.errors import MonevError
from monev.sources.glimpse import Glimpse
from monev.sources.jdih.citation import Citations
from monev.sources.jdih.desk import Desk
from monev.sources.jdih.facts import facts_of
from monev.sources.jdih.feed import Feed
from monev.sources.jdih.outcome import is_simulated, note_feed, note_not_evidenced, require_feed
from monev.sources.jdih.sheet import folded_key, load_jdih_sheet
from monev.sources.jdih.sift import sift
from monev.sources.reading import Intake, Reading, Resolve
from monev.sources.source import Source

_EMPTY_FEED_BYTES = 500


def fits(glimpse: Glimpse) -> bool:
    """Whether JSON is a JDIH feed, by the keys of its records; an empty list is one too."""
    if glimpse.kind != "json":
        return False
    marks = load_jdih_sheet().recognised_by
    keys = {folded_key(path.rpartition(".")[2]) for path in glimpse.keys}
    if folded_key(marks.always) in keys:
        return any(folded_key(key) in keys for key in marks.one_of)
    return _is_empty_list(glimpse, keys)


def _is_empty_list(glimpse: Glimpse, keys: set[str]) -> bool:
    """Whether nothing but an empty list stands there, bare or in a wrapper of feeds."""
    sheet = load_jdih_sheet()
    if len(glimpse.content) > _EMPTY_FEED_BYTES or not keys <= sheet.wrapper.known:
        return False
    feed = Feed(glimpse.content, glimpse.name, sheet)
    found = list(feed.records())
    return feed.lists > 0 and not found and not feed.strays and feed.fault is None


def read_jdih(content: bytes, arrival: Arrival, resolve: Resolve) -> Reading:
    """Read a feed of the region that `arrival` names; without one there are no facts.

    What came whole of a feed that breaks off is kept, with a finding of severity galat. Raises
    SourceError where there is no list of records, where none came whole, and for an error message.
    """
    sheet = load_jdih_sheet()
    intake = Intake.of(content, arrival, resolve)
    region = _region(intake)
    if region is None:
        return Reading(sheet.id, [], intake.findings)
    desk = Desk(sheet, Citations(sheet), intake, region)
    feed = Feed(content, arrival.name, sheet)
    found = sift(feed, desk)
    require_feed(feed)
    note_feed(feed, found, desk)
    facts = facts_of(found.relevant, desk, simulated=is_simulated(feed))
    if not facts:
        note_not_evidenced(feed, found, desk)
    return Reading(sheet.id, facts, intake.findings)


def _region(intake: Intake) -> Region | None:
    """Return whose feed it is, as the question says; the feed itself is no proof of it."""
    code = intake.arrival.region
    if not code:
        texts = (
            "daerah pemilik umpan tidak disebut; umpan tidak dibaca",
            "it is not said whose feed this is; it is not read. Fetch it for a region.",
        )
        intake.note("jdih.daerah", Severity.ERROR, intake.name, texts)
        return None
    try:
        return intake.resolve(code)
    except MonevError as error:
        texts = (f"daerah {code!r} tidak dikenal; umpan tidak dibaca", str(error))
        intake.note("jdih.daerah", Severity.ERROR, intake.name, texts)
        return None


JDIH = Source("jdih", fits, read_jdih, "a JDIH feed, a list of records with 'judul'", ("json",))
