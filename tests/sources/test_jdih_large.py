"""The largest feed met, one array of 74 MB: read whole, and one record at a time."""

import tracemalloc

import pytest

from models import Severity
from monev.errors import SourceError
from monev.register import load_register
from monev.sources.glimpse import Glimpse
from monev.sources.jdih.reader import JDIH
from tests.arrivals import arrived
from tests.sources.jdih_feeds import CILEGON, feed, large, record, rules

SIZE = 74_000_000
RELEVANT_EVERY = 10_000
MOST_BYTES = 2_000_000
"""Far below the feed itself: what is held are the relevant records and one chunk of events."""


def test_74_mb_are_read_with_the_few_relevant_records_only() -> None:
    """Every relevant record of the whole array is found, and the rest only counted."""
    content = b"".join(large(SIZE, RELEVANT_EVERY))
    count = content.count(b'"judul"')
    arrival = arrived("feed.json", region=CILEGON)
    assert JDIH.fits(Glimpse.of(content, "feed.json"))
    reading = JDIH.read(content, arrival, load_register().resolve)
    assert len(content) >= SIZE
    assert len(reading.facts) == count // RELEVANT_EVERY
    assert reading.findings == []


def test_memory_does_not_grow_with_the_feed() -> None:
    """Beside the bytes of the feed only a few megabytes are held, also with a break at the end."""
    content = b"".join(large(8_000_000, RELEVANT_EVERY))[:-20]
    arrival = arrived("feed.json", region=CILEGON)
    resolve = load_register().resolve
    JDIH.read(feed(record()), arrival, resolve)
    tracemalloc.start()
    try:
        reading = JDIH.read(content, arrival, resolve)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MOST_BYTES, f"{peak} bytes at the peak"
    assert rules(reading) == ["jdih.terpotong"]
    assert reading.findings[0].severity is Severity.ERROR


def test_more_relevant_records_than_a_government_can_have_are_refused() -> None:
    """The national feed laid for one region would otherwise fill the memory with records."""
    content = b"".join(large(2_500_000, 1))
    arrival = arrived("feed.json", region=CILEGON)
    with pytest.raises(SourceError, match="at most 2000 records on the subject"):
        JDIH.read(content, arrival, load_register().resolve)
