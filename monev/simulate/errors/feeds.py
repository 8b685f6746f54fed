"""Seeded errors in JDIH feeds: records that contradict themselves, and feeds that are none."""

from collections.abc import Iterator
from random import Random
from typing import Any

from models.finding import Severity
from monev.simulate.errors.files import REFUSED, page_of_error
from monev.simulate.errors.registry import Change, seeded
from monev.simulate.jdih import NO_EVIDENCE, is_paged, records_in
from monev.simulate.manifest import Expected
from monev.simulate.papers import FEED, Papers
from monev.simulate.regulations import rules_of

REFUSAL = {"error": "Internal Server Error (DATA SIMULASI)"}


def relevant(papers: Papers) -> Iterator[dict[str, Any]]:
    """Yield the records on the subject, those of the region's own rules."""
    if papers.feed is None:
        return
    titles = {rule.title for rule in rules_of(papers.world)}
    for record in records_in(papers.feed):
        if record["judul"].split(" tentang ", 1)[1] in titles:
            yield record


def _note(papers: Papers, rule: str, severity: Severity) -> Expected:
    return papers.finding(rule, severity, FEED)


def _left_out(papers: Papers) -> list[Expected]:
    """Return what the reader says where the only record on the subject is left out."""
    alone = len(list(relevant(papers))) == 1
    return [_note(papers, NO_EVIDENCE, Severity.INFO)] if alone else []


def _bad_record(
    kind: str, rules: tuple[str, ...], changed: dict[str, str], *, kept: bool = False
) -> Change:
    """Offer an error in the first record on the subject; unless `kept` it is no evidence then."""

    def change(papers: Papers, _throw: Random) -> list[Expected]:
        record = next(relevant(papers), None)
        if record is None:
            return []
        severity = Severity.INFO if rules == ("jdih.tidak_ditayangkan",) else Severity.WARNING
        after = [] if kept else _left_out(papers)
        record.update(changed)
        return [_note(papers, rule, severity) for rule in rules] + after

    return seeded(kind)(change)


_bad_record("jdih_nomor_bertentangan", ("jdih.nomor",), {"noPeraturan": "99"})
_bad_record("jdih_status_asing", ("jdih.status",), {"status": "Sedang Dikaji"}, kept=True)
_bad_record("jdih_jenis_bertentangan", ("jdih.jenis",), {"jenis": "Keputusan Bupati"})
_bad_record("jdih_tanpa_tanggal", ("jdih.tanggal",), {"tanggal_pengundangan": ""})
_bad_record("jdih_tidak_ditayangkan", ("jdih.tidak_ditayangkan",), {"display": "0"})
_bad_record(
    "jdih_tanggal_mustahil",
    ("jdih.tanggal", "jdih.tanggal"),
    {"tanggal_pengundangan": "2023-02-31"},
)


@seeded("jdih_daerah_lain")
def record_of_another_region(papers: Papers, _throw: Random) -> list[Expected]:
    """A record of another government stands in the feed."""
    record = next(relevant(papers), None)
    if record is None:
        return []
    after = _left_out(papers)
    other = "Kota Tangerang" if papers.region.code == "36.72" else "Kota Cilegon"
    record["teuBadan"] = other
    return [_note(papers, "jdih.daerah", Severity.WARNING), *after]


@seeded("jdih_terpotong")
def cut_off_feed(papers: Papers, _throw: Random) -> list[Expected]:
    """The answer broke off after its first record; that one is read."""
    listed = [] if papers.feed is None else records_in(papers.feed)
    if len(listed) < 2:
        return []
    first_tells = any(record is listed[0] for record in relevant(papers))
    papers.forget(FEED)
    papers.spoiled[FEED] = first_record_only
    found = [_note(papers, "jdih.terpotong", Severity.ERROR)]
    if is_paged(papers.feed):  # its `total` says that more should be there
        found.append(_note(papers, "jdih.halaman", Severity.WARNING))
    if not first_tells:
        found.append(_note(papers, NO_EVIDENCE, Severity.INFO))
    return found


def first_record_only(content: bytes) -> bytes:
    """Return a feed up to the key of its second record."""
    key = b'"idData"'
    return content[: content.index(key, content.index(key) + 1)]


@seeded("jdih_galat_server")
def error_for_feed(papers: Papers, _throw: Random) -> list[Expected]:
    """The site answers with the JSON of an error and status 200."""
    if papers.feed is None:
        return []
    papers.forget(FEED)
    papers.feed = REFUSAL
    return [_note(papers, REFUSED, Severity.ERROR)]


@seeded("jdih_html")
def page_for_feed(papers: Papers, _throw: Random) -> list[Expected]:
    """The site answers with an error page and status 200."""
    if papers.feed is None:
        return []
    papers.forget(FEED)
    papers.spoiled[FEED] = page_of_error
    return [_note(papers, REFUSED, Severity.ERROR)]
