"""Texts of the catalogue in both languages: none is missing, none is left in Indonesian."""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from monev.yaml_file import read_yaml

INDONESIAN = frozenset(
    re.findall(
        r"\w+",
        """
        ada akhir anggaran angka antara atas atau bagi bahwa baris baru belum berlaku beserta bila
        bukan bukti bulan butir cakupan dalam dan dari daerah dengan desa dicatat dihitung
        dinyatakan dokumen hari hasil iuran jumlah karena kabupaten kelompok ke keadaan kegiatan
        kepada kepesertaan kerja kewajiban lebih masa mencapai menjadi menurut muatan nilai oleh
        orang pada pagu paling pegawai pekerja pemerintah penetapan peraturan perangkat peserta
        predikat realisasi regulasi rekomendasi rentan sampai satu sebagai sebelum seluruh semua
        sesudah setelah sudah sumber tahap tahun tanggal tanpa terhadap tersedia tetapi tiap tidak
        triwulan untuk yang
        """,
    )
)
"""Words that no English text has, outside names and terms of law in brackets."""
ALIKE = {
    *("Data", "JDIH", "Kalimantan", "Metadata", "Mode", "Parameter", "RKPD, DPA", "Status"),
    *("Sulawesi", "rupiah", "status", "target"),
}
"""Words that both languages share."""
PUNCTUATION = " =+:;,.()[]“”->–/"


def catalogue(folder: Traversable | None = None) -> Iterator[tuple[str, Any]]:
    """The content of every YAML file of the catalogue, by its name."""
    root = folder or files("catalogue")
    for one in sorted(root.iterdir(), key=lambda each: each.name):
        if one.is_dir():
            yield from catalogue(one)
        elif one.name.endswith(".yaml"):
            yield one.name, read_yaml(one).content


def texts(content: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """Every text in two languages below a value, with its place."""
    if isinstance(content, dict):
        for first, second in (("id", "en"), ("title_id", "title_en")):
            if isinstance(content.get(second), str):
                yield place, str(content[first]), content[second]
        for key, inside in content.items():
            yield from texts(inside, f"{place} {key}")
    if isinstance(content, list):
        for number, inside in enumerate(content):
            name = inside.get("id", number) if isinstance(inside, dict) else number
            yield from texts(inside, f"{place} {name if isinstance(name, str) else number}")


ALL = [one for name, content in catalogue() for one in texts(content, name)]


def spoken(english: str) -> set[str]:
    """The words of an English text without glosses, quotes and places that are filled in."""
    bare = re.sub(r"\([^)]*\)|“[^”]*”|\{\w+\}", "", english)
    return set(re.findall(r"[a-z]+", bare))


def test_the_catalogue_is_read_whole() -> None:
    """Rules, words, sentences and rules of quality are all among the texts that are looked at."""
    found = {place.split()[0] for place, _, _ in ALL}
    assert {"advice.yaml", "wording.yaml", "derivation.yaml", "money.yaml", "A1.yaml"} <= found
    assert {"legal_basis.yaml", "levers.yaml", "segments.yaml", "units.yaml"} <= found
    assert len(ALL) > 700


def test_no_text_lacks_a_language() -> None:
    """Both are written, or neither is: a printed date bears no remark."""
    lacking = [place for place, first, second in ALL if bool(first.strip()) != bool(second.strip())]
    assert lacking == []


def test_no_english_text_is_indonesian() -> None:
    """No word of Indonesian stands outside a gloss in brackets, and no text is merely copied."""
    assert {place: english for place, _, english in ALL if spoken(english) & INDONESIAN} == {}
    copied = {
        first for _, first, second in ALL if first == second and re.search(r"[A-Za-z]", first)
    }
    bare = {re.sub(r"\{\w+\}", "", one).strip(PUNCTUATION) for one in copied}
    assert bare - {""} <= ALIKE


def test_both_languages_fill_the_same_places() -> None:
    """What is filled in in one language is filled in in the other; a quarter has two notations."""
    for place, indonesian, english in ALL:
        places = [set(re.findall(r"\{(\w+)\}", one)) for one in (indonesian, english)]
        if "roman" in places[0]:
            places = [places[0] - {"roman"}, places[1] - {"number", "roman"}]
        assert places[0] == places[1], place
