"""What a province's kab/kota score together, and what stands beside it when little is known."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monev.ranking import Member, load_league_settings, roll_up

NEEDED = Decimal("0.7")


def rolled(*members: Member) -> tuple[Decimal | None, Decimal | None, str]:
    """Both means of these members, and the basis of the second."""
    made = roll_up("36", "Banten", members, NEEDED, load_league_settings())
    return made.mean, made.weighted, made.basis


def member(score: str | None, code: str = "36.01", **persons: int) -> Member:
    """One kab/kota."""
    return Member(code, None if score is None else Fraction(score), persons)


def test_both_means_by_hand() -> None:
    """Scores 40, 70 and 100 of 300, 100 and 100 workers: 70 unweighted, 58 weighted."""
    found = rolled(
        member("40", penduduk_bekerja=300, penduduk=1),
        member("70", penduduk_bekerja=100, penduduk=1),
        member("100", penduduk_bekerja=100, penduduk=1),
    )
    assert found == (Decimal(70), Decimal(58), "penduduk_bekerja")


def test_one_without_workers_makes_all_weigh_by_population() -> None:
    """The working population weighs only where every kab/kota has it: else 50 x 9 + 90 x 1."""
    found = rolled(member("50", penduduk_bekerja=300, penduduk=900), member("90", penduduk=100))
    assert found == (Decimal(70), Decimal(54), "penduduk")


def test_the_unknown_decides_what_weighs_too() -> None:
    """A kab/kota without a score that lacks workers keeps the basis from being workers."""
    scored = [member("50", penduduk_bekerja=10, penduduk=10) for _ in range(9)]
    assert rolled(*scored, member(None, penduduk=5))[2] == "penduduk"
    assert rolled(*scored, member(None, penduduk_bekerja=1, penduduk=5))[2] == "penduduk_bekerja"


def test_without_any_basis_only_the_plain_mean_is_given() -> None:
    """No population anywhere: no weighted mean, and the words say so."""
    made = roll_up("36", "Banten", [member("50")], NEEDED, load_league_settings())
    assert (made.mean, made.weighted, made.basis) == (Decimal(50), None, "tidak_ada")
    assert "tidak ada dasar bobot" in made.told.id


def test_the_unknown_are_not_zero() -> None:
    """Three of four known at 60: the mean is 60 and not 45."""
    made = rolled(*[member("60", penduduk=1)] * 3, member(None, penduduk=1))
    assert made[:2] == (Decimal(60), Decimal(60))


@pytest.mark.parametrize(("known", "given_"), [(7, True), (6, False)])
def test_below_seventy_percent_known_there_is_no_mean(known: int, given_: bool) -> None:
    """Seven of ten are enough, six are not; how many are known is said in both cases."""
    members = [member("60" if at < known else None, penduduk=1) for at in range(10)]
    made = roll_up("36", "Banten", members, NEEDED, load_league_settings())
    assert (made.mean is not None) == given_ == (made.weighted is not None)
    assert made.told.id.startswith(f"{known} dari 10 kab/kota diketahui")
    assert ("70%" in made.told.id) != given_


def test_a_province_without_kabkota_has_no_mean() -> None:
    """DKI Jakarta has no autonomous kab/kota: nothing known of nothing is no mean."""
    made = roll_up("31", "DKI Jakarta", [], NEEDED, load_league_settings())
    assert (made.mean, made.weighted, made.known, made.of) == (None, None, 0, 0)
    assert made.told.id == "tidak ada kab/kota otonom"


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 10**7)), min_size=1, max_size=8))
def test_means_lie_between_their_ends(pairs: list[tuple[int, int]]) -> None:
    """Both means lie between the lowest and the highest score, and agree where all weigh alike."""
    scores = [score for score, _ in pairs]
    mean, weighted, _ = rolled(*(member(str(score), penduduk=count) for score, count in pairs))
    assert mean is not None
    assert weighted is not None
    assert min(scores) <= mean <= max(scores)
    assert min(scores) <= weighted <= max(scores)
    alike = rolled(*(member(str(score), penduduk=7) for score in scores))
    assert alike[0] == alike[1]
