"""Estimated widths hold against the real face, and words fit the room they are given."""

import csv
from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

from monev.reports.charts.fitting import ELLIPSIS, lines, shortened, width_of
from monev.reports.pdf.render import FACES, FONTS


def names() -> list[str]:
    """The names of all regions in the register."""
    text = (files("catalogue") / "register" / "regions.csv").read_text(encoding="utf-8")
    return [row["name"] for row in csv.DictReader(text.splitlines())]


def real_widths(face: str) -> dict[str, float]:
    """The width of each letter in thousandths, from the bundled face."""
    family, file = FACES[face]
    font = TTFont(next(FONTS[family].rglob(file)))
    return {chr(code): font["hmtx"][name][0] for code, name in font.getBestCmap().items()}


@pytest.mark.parametrize(
    ("face", "bold"), [("sans-regular.otf", False), ("sans-semibold.otf", True)]
)
def test_the_estimate_is_never_too_small_and_never_far_off(face: str, bold: bool) -> None:
    """No name of a region is wider than estimated, and none is overestimated by a sixth."""
    real = real_widths(face)
    for name in names():
        true = sum(real[letter] for letter in name) * 10 / 1000
        assert true <= width_of(name, 10, bold=bold) <= true * 7 / 6, name


def test_a_short_text_stays_as_it_is() -> None:
    """Nothing is cut that fits."""
    assert shortened("Kota Cilegon", 100) == "Kota Cilegon"
    assert lines("Kota Cilegon", 100) == ["Kota Cilegon"]
    assert lines("", 100) == []


def test_a_long_text_ends_in_an_ellipsis_and_fits() -> None:
    """A name too long for two lines shows that it goes on."""
    long = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga"
    told = lines(long, 120)
    assert len(told) == 2
    assert told[1].endswith(ELLIPSIS)
    assert all(width_of(one) <= 120 for one in told)


def test_a_word_wider_than_the_room_is_cut() -> None:
    """One endless word neither loops nor leaves its column."""
    assert width_of(lines("x" * 500, 40)[0]) <= 40
