"""JDIH feeds for tests, made of the record that the sites publish."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from models import Fact, Regulation
from monev.register import load_register
from monev.sources.glimpse import Glimpse
from monev.sources.jdih.reader import JDIH
from monev.sources.reading import Reading
from tests.arrivals import arrived

CILEGON = "36.72"
RECEIVED = date(2024, 10, 1)
TITLE = (
    "Peraturan Wali Kota Cilegon Nomor 27 Tahun 2023 tentang Penyelenggaraan Program "
    "Jaminan Sosial Ketenagakerjaan bagi Pekerja Rentan"
)


def record(**changes: Any) -> dict[str, Any]:
    """Return a record as harvested, with some fields changed; None takes a field out."""
    whole: dict[str, Any] = {
        "idData": "1187",
        "tahun_pengundangan": "2023",
        "tanggal_pengundangan": "2023-07-14",
        "jenis": "Peraturan Wali Kota",
        "noPeraturan": "27",
        "judul": TITLE,
        "noPanggil": "-",
        "singkatanJenis": "PERWAL",
        "tempatTerbit": "Cilegon",
        "penerbit": "-",
        "deskripsiFisik": "-",
        "sumber": "BD 2023 No. 27",
        "subjek": "JAMINAN SOSIAL - KETENAGAKERJAAN",
        "isbn": "-",
        "status": "Berlaku",
        "bahasa": "Bahasa Indonesia",
        "bidangHukum": "-",
        "teuBadan": "Kota Cilegon",
        "nomorIndukBuku": "-",
        "fileDownload": "perwal-27-2023.pdf",
        "urlDownload": "https://jdih.cilegon.go.id/files/perwal-27-2023.pdf",
        "urlDetailPeraturan": "https://jdih.cilegon.go.id/peraturan/1187",
        "operasi": "4",
        "display": "1",
    }
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def other(number: int) -> dict[str, Any]:
    """Return a record about something else."""
    title = f"Peraturan Wali Kota Cilegon Nomor {number} Tahun 2020 tentang Pengelolaan Sampah"
    return record(idData=number, noPeraturan=str(number), judul=title, subjek="SAMPAH")


def feed(*records: Any) -> bytes:
    """Return a bare array of records."""
    return json.dumps(records, ensure_ascii=False).encode()


def read(content: bytes, region: str = CILEGON, received_on: date = RECEIVED) -> Reading:
    """Look at the kind of a file first, as everybody must, and read it as a feed of a region."""
    Glimpse.of(content, "feed.json")
    arrival = arrived("feed.json", region=region, received_on=received_on, source_id="jdih")
    return JDIH.read(content, arrival, load_register().resolve)


def read_one(**changes: Any) -> Reading:
    """Read a feed of one record with some fields changed."""
    return read(feed(record(**changes)))


def only(facts: list[Fact]) -> Regulation:
    """Return the one regulation there is."""
    (fact,) = facts
    assert isinstance(fact, Regulation)
    return fact


def rules(reading: Reading) -> list[str]:
    """Return the rules of the findings, in their order."""
    return [finding.rule for finding in reading.findings]


def large(size: int, relevant_every: int) -> Iterator[bytes]:
    """Yield a bare array of about `size` bytes with few relevant records, piece by piece."""
    yield b"["
    written = number = 0
    while written < size:
        number += 1
        relevant = number % relevant_every == 0
        title = TITLE.replace("Nomor 27", f"Nomor {number // relevant_every}")
        one = (
            record(noPeraturan=str(number // relevant_every), judul=title)
            if relevant
            else other(number)
        )
        piece = (b"," if number > 1 else b"") + json.dumps(one).encode()
        written += len(piece)
        yield piece
    yield b"]"
