"""Means against published examples: the OECD/JRC Handbook and UNDP's technical notes."""

from fractions import Fraction

import pytest

from monev.composite.aggregate import aggregate
from monev.composite.ranks import ranks
from monev.composite.scales import OneValueScale, points_of
from tests.composite.tai import COUNTRIES, TABLE_A2, column


def equally(*values: str | int | Fraction) -> list[tuple[Fraction, Fraction]]:
    """Values of equal weight."""
    return [(Fraction(value), Fraction(1)) for value in values]


def test_two_countries_of_the_handbook() -> None:
    """Handbook 2008, section 6.11, page 103-104: 21, 1, 1, 1 against 6, 6, 6, 6.

    Equal additively; geometrically 2.14 against 6, and after one more unit on the second
    indicator 2.54 and 6.23 (the book cuts after two decimals).
    """
    first, second = equally(21, 1, 1, 1), equally(6, 6, 6, 6)
    assert aggregate(first, "arithmetic") == aggregate(second, "arithmetic") == 6
    found = [
        aggregate(one, "geometric") or Fraction(0)
        for one in (first, second, equally(21, 2, 1, 1), equally(6, 7, 6, 6))
    ]
    assert [int(one * 100) for one in found] == [214, 600, 254, 623]


def test_the_technology_index_in_the_geometric_mean() -> None:
    """Handbook 2008, Table 38, page 116, column GME: the ranks of all 23 countries.

    Equal weights on the raw values of Table A.2; the telephones and electricity there are
    logarithms already.
    """
    printed = {
        **{"Finland": 2, "United States": 1, "Sweden": 3, "Japan": 4, "Korea": 16},
        **{"Netherlands": 5, "United Kingdom": 6, "Singapore": 18, "Canada": 13, "Australia": 14},
        **{"Germany": 8, "Norway": 11, "Ireland": 7, "Belgium": 9, "New Zealand": 17},
        **{"Austria": 12, "France": 10, "Israel": 15, "Spain": 19, "Italy": 21},
        **{"Czech Republic": 23, "Hungary": 22, "Slovenia": 20},
    }
    columns = [column(name) for name in TABLE_A2]
    scores = [
        aggregate([(values[at], Fraction(1)) for values in columns], "geometric")
        for at in range(len(COUNTRIES))
    ]
    assert dict(zip(COUNTRIES, ranks(scores), strict=True)) == printed


def test_the_income_index_of_the_human_development_report() -> None:
    """UNDP, Technical notes to the Human Development Report 2020, technical note 1, example.

    GNI per capita 3,829 between the goalposts 100 and 75,000 in logarithms is 0.5506.
    """
    posts = {"minimum": 100, "maximum": 75000, "transform": "log"}
    income = OneValueScale.model_validate({"goalposts": posts})
    assert f"{float(points_of(Fraction(3829), income)) / 100:.4f}" == "0.5506"


def test_the_human_development_index() -> None:
    """UNDP, Technical notes 2020, technical note 1: (0.6971 x 0.3447 x 0.5506)^(1/3) = 0.510."""
    index = aggregate(equally("0.6971", "0.3447", "0.5506"), "geometric")
    assert index is not None
    assert f"{float(index):.3f}" == "0.510"


@pytest.mark.parametrize(
    ("value", "direction", "points"),
    [
        *((1, "more", 10), (11, "more", 100), (-1, "more", 0)),
        *((1, "less", 90), (-1, "less", 100), (11, "less", 0)),
    ],
)
def test_goalposts_as_another_engine_has_them(value: int, direction: str, points: int) -> None:
    """COINr (R, W. Becker), tests/testthat/test-normalise.R: n_goalposts between 0 and 10."""
    posts = {"minimum": 0, "maximum": 10, "direction": direction}
    scale = OneValueScale.model_validate({"goalposts": posts})
    assert points_of(Fraction(value), scale) == points


@pytest.mark.parametrize(("value", "points"), [(0, 0), (5, 50), (11, 100)])
def test_distance_to_target_as_another_engine_has_it(value: int, points: int) -> None:
    """COINr (R, W. Becker), tests/testthat/test-normalise.R: n_dist2targ of 0, 5, 11 to 10."""
    scale = OneValueScale.model_validate({"distance_to_target": {"target": 10}})
    assert points_of(Fraction(value), scale) == points


@pytest.mark.parametrize(
    ("temperature", "printed"),
    [
        (("35", "75", "39", "75"), "0.949"),
        (("95", "75", "102.2", "75"), "0.965"),
        (("39", "50", "39", "75"), "0.833"),
    ],
)
def test_a_ratio_depends_on_the_zero_of_its_scale(
    temperature: tuple[str, ...], printed: str
) -> None:
    """Handbook 2008, Table 14, page 83: temperature and humidity against the leader, equal weights.

    In Celsius country A has 0.949 and B 0.833 in 2003; in Fahrenheit A has 0.965.
    """
    value, humidity, best, best_humidity = map(Fraction, temperature)
    both = equally(value / best, humidity / best_humidity)
    index = aggregate(both, "arithmetic")
    assert index is not None
    assert f"{float(index):.3f}" == printed
