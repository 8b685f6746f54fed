"""A region's regulations as the feed of its JDIH site: all of them, in whatever wrapper it uses."""

from datetime import date, timedelta
from typing import Any

from models.finding import Severity
from monev.simulate.chance import dice
from monev.simulate.papers import FEED, Papers
from monev.simulate.regulations import NAMES, rules_of
from monev.simulate.world import World

NO_EVIDENCE = "jdih.tidak_dibuktikan"
FIRST_NOISE_YEAR = 2017
_GAZETTE = {"Perda": "LD", "Qanun": "LD"}


def fill_feed(papers: Papers) -> None:
    """Put the feed among the papers, if this region has one.

    A feed without a regulation on the subject proves nothing, and the reader says so (info).
    """
    world = papers.world
    throw = dice(world.seed, papers.region.code, "feed")
    if throw.random() < world.shapes.channels.jdih:
        wrapper = throw.choice(world.shapes.feed_wrappers)
        papers.feed = wrapped(records(world, papers.quarter.end), wrapper)
        if not any(rule.promulgated_on <= papers.quarter.end for rule in rules_of(world)):
            papers.expected.append(papers.finding(NO_EVIDENCE, Severity.INFO, FEED))


def wrapped(listed: list[dict[str, Any]], wrapper: str) -> Any:
    """Return the records in one of the wrappers met on real sites."""
    count = len(listed)
    match wrapper:
        case "data" | "items":
            return {"simulasi": True, wrapper: listed}
        case "paged":
            page = {"current_page": 1, "last_page": 1, "total": count, "data": listed}
            return {"simulasi": True, "data": page}
        case "named":
            return {"simulasi": True, "produk_hukum": listed}
        case _:
            return listed


def is_paged(feed: Any) -> bool:
    """Whether a feed comes in pages: a list in `data` within `data`."""
    outer = feed.get("data") if isinstance(feed, dict) else None
    return isinstance(outer, dict) and isinstance(outer.get("data"), list)


def records_in(feed: Any) -> list[dict[str, Any]]:
    """Return the records of a feed, whatever its wrapper."""
    while isinstance(feed, dict):
        feed = next(inner for inner in feed.values() if isinstance(inner, dict | list))
    return list(feed)


def records(world: World, on: date) -> list[dict[str, Any]]:
    """Return every regulation promulgated by `on`, those on other subjects included."""
    found = [
        _record(world, rule.instrument, rule.number, rule.year, rule.promulgated_on, rule.title)
        for rule in rules_of(world)
        if rule.promulgated_on <= on
    ]
    found += [_record(world, *other) for other in _others(world) if other[3] <= on]
    return sorted(found, key=lambda one: (one["tanggal_pengundangan"], one["idData"]))


def _others(world: World) -> list[tuple[str, int, int, date, str]]:
    """Return rules on other subjects; their numbers lie above those of our own."""
    throw = dice(world.seed, world.region.code, "noise")
    kinds = {"provinsi": "Pergub", "kabupaten": "Perbup", "kota": "Perwal"}
    made = []
    for at in range(throw.randint(3, 12)):
        year = throw.randint(FIRST_NOISE_YEAR, 2026)
        day = date(year, 1, 10) + timedelta(days=throw.randint(0, 340))
        title = throw.choice(world.shapes.noise_titles)
        made.append((kinds[world.region.kind], 100 + at, year, day, title))
    return made


def _record(
    world: World, kind: str, number: int, year: int, promulgated: date, about: str
) -> dict[str, Any]:
    region, short = world.region, kind.upper()
    host = f"jdih-{region.code.replace('.', '-')}.example.invalid"
    file = f"{kind.lower()}-{number}-{year}.pdf"
    office = f"Provinsi {region.name}" if region.kind == "provinsi" else region.name
    name = NAMES[kind]
    return {
        "idData": f"{year}{number:03d}{kind.lower()}",
        "tahun_pengundangan": str(promulgated.year),
        "tanggal_pengundangan": promulgated.isoformat(),
        "jenis": name,
        "noPeraturan": str(number),
        "judul": f"{name} Nomor {number} Tahun {year} tentang {about}",
        "noPanggil": "-",
        "singkatanJenis": short,
        "tempatTerbit": region.name,
        "penerbit": "-",
        "deskripsiFisik": "-",
        "sumber": f"{world.shapes.watermark} - {_GAZETTE.get(kind, 'BD')} {year} No. {number}",
        "subjek": "",
        "isbn": "-",
        "status": "Berlaku",
        "bahasa": "Bahasa Indonesia",
        "bidangHukum": "-",
        "teuBadan": office,
        "nomorIndukBuku": "-",
        "fileDownload": file,
        "urlDownload": f"https://{host}/files/{file}",
        "urlDetailPeraturan": f"https://{host}/peraturan/{year}-{number}",
        "operasi": "4",
        "display": "1",
    }
