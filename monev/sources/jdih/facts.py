"""Relevant records of one feed into facts: one per regulation, whatever the feed repeats."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from models.evidence import Tier
from models.facts import Fact
from models.finding import Severity
from monev.sources.grid import folded
from monev.sources.jdih.days import days_of
from monev.sources.jdih.desk import Desk
from monev.sources.jdih.identity import Identity, identify
from monev.sources.jdih.record import Record
from monev.sources.jdih.stage import IN_FORCE, WITHDRAWN, Standing, standing_of
from monev.sources.jdih.whose import Whose
from monev.sources.reading import RefusedFactError, make_fact


@dataclass(frozen=True)
class Entry:
    """One record that is understood: which rule, how far it has come, and the record itself."""

    identity: Identity
    standing: Standing
    record: Record

    @property
    def title(self) -> str:
        """The title on one line, its HTML entities read."""
        return self.record.text("title")


def facts_of(records: Iterable[Record], desk: Desk, *, simulated: bool) -> list[Fact]:
    """Return one fact per regulation, in the order of the feed; doubts become findings."""
    whose = Whose(desk)
    entries: dict[Any, Entry] = {}
    for record in records:
        entry = _entry(record, whose, desk)
        if entry is None:
            continue
        key = entry.identity.key(entry.title)
        entries[key] = _settled(entries[key], entry, desk) if key in entries else entry
    made = (_fact(entry, desk, simulated=simulated) for entry in entries.values())
    return [fact for fact in made if fact is not None]


def _entry(record: Record, whose: Whose, desk: Desk) -> Entry | None:
    if not whose.is_ours(record):
        return None
    identity = identify(record, desk)
    if identity is None:
        return None
    days = days_of(record, identity, desk)
    if days.year_in_doubt:
        _note_uncertain_year(record, desk)
        return None
    standing = standing_of(record, identity, days, desk)
    return None if standing is None else Entry(identity, standing, record)


def _note_uncertain_year(record: Record, desk: Desk) -> None:
    texts = (
        "tahun nomor tidak pasti: hanya tahun_pengundangan yang ada dan penetapannya tidak "
        "jatuh pada tahun itu; catatan dilewati",
        "the year of the number is not certain: only tahun_pengundangan states one, and the "
        "enactment does not lie in it; the record is left out",
    )
    desk.note("jdih.tahun", Severity.WARNING, record["year"].place or record.place, texts)


def _settled(first: Entry, second: Entry, desk: Desk) -> Entry:
    """Return the one of two records of a rule that claims less, telling where they disagree."""
    told = [
        (names, f"{one!r} / {other!r}")
        for names, one, other in (
            (("judul", "title"), folded(first.title), folded(second.title)),
            (("status", "status"), first.standing.status, second.standing.status),
            (("tahap", "stage"), first.standing.stage, second.standing.stage),
            (("tanggal", "date"), str(first.standing.stage_on), str(second.standing.stage_on)),
        )
        if one != other
    ]
    if not told:
        return first
    kept = min(first, second, key=_claim)
    listed = ["; ".join(f"{names[at]}: {both}" for names, both in told) for at in (0, 1)]
    texts = (
        f"produk hukum yang sama tercatat dua kali dengan isi berbeda ({listed[0]}); "
        f"yang dipakai {kept.record.place}, yang menyatakan lebih sedikit",
        f"one regulation stands twice with different content ({listed[1]}); "
        f"{kept.record.place} is used, which claims less",
    )
    place = f"{first.record.place} dan {second.record.place}"
    desk.note("jdih.ganda", Severity.WARNING, place, texts)
    return kept


def _claim(entry: Entry) -> tuple[int, int]:
    """How much a record claims: in force most; of two equal stages the earlier one more."""
    weight = {WITHDRAWN: 1, IN_FORCE: 2}.get(entry.standing.stage, 0)
    return weight, -entry.standing.stage_on.toordinal()


def _fact(entry: Entry, desk: Desk, *, simulated: bool) -> Fact | None:
    identity, standing, record = entry.identity, entry.standing, entry.record
    cells = {**identity.cells, **standing.cells, "title": record["title"]}
    if record.details:
        cells["note"] = record["details"]
    values: dict[str, Any] = {
        "region_code": desk.region.code,
        "evidence_sha256": desk.intake.sha256,
        "source_title": f"{desk.sheet.title.id} {desk.region.name}",
        "source_publisher": f"{desk.sheet.publisher.id} {desk.region.name}",
        "tier": _tier(record, desk, simulated=simulated),
        "known_on": standing.known_on,
        "note": _note(record),
        "instrument": identity.instrument,
        "number": identity.number,
        "year": identity.year,
        "title": entry.title,
        "stage": standing.stage,
        "stage_on": standing.stage_on,
        "status": standing.status,
        "cells": {name: cell.cell for name, cell in cells.items()},
    }
    try:
        return make_fact("regulation", values)
    except RefusedFactError as error:
        texts = (f"nilai di luar batas yang masuk akal ({error.field})", str(error))
        desk.note("jdih.isi", Severity.ERROR, record.place, texts)
        return None


def _tier(record: Record, desk: Desk, *, simulated: bool) -> Tier:
    marked = folded(record.text("gazette")) in desk.sheet.simulated_words
    return desk.sheet.simulated_tier if simulated or marked else desk.sheet.tier


def _note(record: Record) -> str:
    """Return relations to other rules and the address of the copy, in plain words."""
    related = [" ".join(filter(None, pair)) for pair in record.details]
    status = record.text("status")
    stated = [f"status tercatat: {status}"] if status else []
    where = [f"salinan: {url}"] if (url := copy_address(record)) else []
    return "; ".join([*stated, *related, *where])


def copy_address(record: Record) -> str:
    """Return the address of the text: `urlDownload`, with `fileDownload` where it is a base only.

    Without it that of the page; empty where the record has no address of the web.
    """
    base, file = record.text("copy_url"), record.text("file")
    whole = base
    if base and file and not base.casefold().endswith(file.casefold()):
        if base.endswith(("/", "=")):
            whole = base + file
        elif "." not in base.rpartition("/")[2] or _is_bare_host(base):
            whole = f"{base}/{file}"
    elif base.endswith(("/", "=")):
        whole = ""
    return next((url for url in (whole, record.text("page_url")) if _is_web(url)), "")


def _is_web(url: str) -> bool:
    return url.casefold().startswith(("http://", "https://"))


def _is_bare_host(url: str) -> bool:
    try:
        return urlsplit(url).path == ""
    except ValueError:
        return False  # no address at all; the text is not taken as one
