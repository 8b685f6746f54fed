"""Section C.4 of a provincial report: ranks of its kab/kota, and both means of their scores."""

from dataclasses import replace
from decimal import Decimal

from monev.assess_region import inputs_hash
from monev.known import Child
from tests.reports.pages import assessed, html, section

RULES = ("umum", "1.0", "ketat")


def child(number: int, score: str | None, persons: int, **more: object) -> Child:
    """A kab/kota that was evaluated under the rules of most, enough of its data known."""
    one = Child(
        f"33.{number:02}", f"Kabupaten {number}", True,
        None if score is None else Decimal(score), "Cukup", 1,
        completeness=Decimal("0.9"), rules=RULES, persons=(("penduduk", persons),),
    )  # fmt: skip
    return replace(one, **more)  # type: ignore[arg-type]


FOUR = [
    child(1, "60", 100),
    child(2, "80.0000000001", 300),
    child(3, "80", 200),
    child(4, "60", 400),
]
BELOW = child(5, "95", 100, band=None, completeness=Decimal("0.25"))
UNKNOWN = Child("33.06", "Kabupaten 6", None, None, persons=(("penduduk", 50),))


def told(*children: Child) -> str:
    """Section C.4 of a province with these kab/kota."""
    return section(html(assessed([], kind="provinsi", children=children)), "C.4")


def test_ties_share_a_rank_and_rounding_makes_none() -> None:
    """80,0000000001 stands above 80; two of 60 share rank 3."""
    page = told(*FOUR)
    assert "1 | 33.02 | Kabupaten 2 | 80,0 |" in page
    assert "2 | 33.03 | Kabupaten 3 | 80,0 |" in page
    assert "3 (seri) | 33.01 | Kabupaten 1 | 60,0 |" in page
    assert "3 (seri) | 33.04 | Kabupaten 4 | 60,0 |" in page
    assert "4 dari 4 kabupaten/kota otonom" in page


def test_too_little_known_has_no_rank() -> None:
    """95 points of a quarter of the data are no first place, and the reason stands beside them."""
    page = told(*FOUR, BELOW, UNKNOWN)
    assert "– | 33.05 | Kabupaten 5 | 95,0 |" in page
    assert "tanpa peringkat: kelengkapan data 25% di bawah 40%" in page
    assert "1 | 33.02" in page
    assert "5 dari 6 kabupaten/kota otonom sudah memiliki hasil" in page
    assert "4 di antaranya dapat diperingkat" in page
    assert "Belum memiliki hasil monev: Kabupaten 6." in page


def test_other_rules_have_no_rank() -> None:
    """A kab/kota that was scored under another version is not on the same scale."""
    page = told(*FOUR, child(5, "99", 100, rules=("umum", "2.0", "ketat")))
    assert "tanpa peringkat: dinilai dengan rubrik lain (2.0)" in page
    assert "1 | 33.02" in page


def test_both_means_by_hand() -> None:
    """(60 + 80 + 90) / 3 = 76,7; by persons (60 x 100 + 80 x 300 + 90 x 600) / 1000 = 84,0."""
    page = told(child(1, "60", 100), child(2, "80", 300), child(3, "90", 600))
    assert "Rata-rata sederhana | sama besar | 76,7 |" in page
    assert "Rata-rata tertimbang | jumlah penduduk (register daerah) | 84,0 |" in page
    assert "(3 dari 3 diketahui)" in page


def test_the_unranked_are_in_no_mean() -> None:
    """Four of five known: the means are theirs; four of six are too few, and none is given."""
    page = told(*FOUR, BELOW)
    assert "(4 dari 5 diketahui)" in page
    assert "sama besar | 70,0 |" in page
    few = told(*FOUR, BELOW, UNKNOWN)
    assert "4 dari 6 kabupaten/kota diketahui nilainya, kurang dari 70%" in few
    assert "Rata-rata sederhana" not in few


def test_without_persons_there_is_no_weighted_mean() -> None:
    """One kab/kota without persons: the plain mean stands alone, and the other is not guessed."""
    page = told(child(1, "60", 100), replace(child(2, "80", 1), persons=()))
    assert "sama besar | 70,0 |" in page
    assert "tidak ada dasar bobot | tidak dihitung |" in page


def test_what_is_printed_is_in_the_hash() -> None:
    """Other persons, completeness or rules of a kab/kota are other inputs of the province."""
    found = assessed([], kind="provinsi", children=FOUR)
    one = FOUR[0]
    others = [
        replace(one, persons=(("penduduk", 101),)),
        replace(one, completeness=Decimal("0.8")),
        replace(one, rules=("umum", "2.0", "ketat")),
    ]
    hashes = {
        inputs_hash(assessed([], kind="provinsi", children=[other, *FOUR[1:]]))
        for other in (one, *others)
    }
    assert len(hashes) == 4
    assert inputs_hash(found) in hashes


def test_a_kota_has_no_such_section() -> None:
    """Only a province has kab/kota below it."""
    assert 'class="letter">C.4<' not in html(assessed([]))
