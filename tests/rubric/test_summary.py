"""What `monev rubric check` tells of dated numbers: which ended, end soon, leave days open."""

from datetime import date
from pathlib import Path

import pytest

from monev.rubric import load_rubric, summary
from monev.rubric.summary import ParameterSpans
from tests.facts import packaged_rubric
from tests.rubric.broken import altered, rules_copied


def parameter(folder: Path | None, name: str, on: date) -> ParameterSpans:
    """One parameter of a catalogue as seen on a day."""
    rubric = packaged_rubric() if folder is None else load_rubric(folder)
    return next(one for one in summary(rubric, on).parameters if one.id == name)


@pytest.mark.parametrize(
    ("on", "ended", "soon"),
    [
        (date(2024, 7, 3), False, False),
        (date(2024, 7, 4), False, True),
        (date(2024, 12, 31), False, True),
        (date(2025, 1, 1), True, False),
    ],
)
def test_an_ending_is_told_in_time(on: date, ended: bool, soon: bool) -> None:
    """180 days before its last day a value ends soon, from the day after it has ended."""
    found = parameter(None, "masa_pemilu", on)
    last = date(2024, 12, 31)
    assert found.ended_on == (last if ended else None)
    assert found.ends_soon_on == (last if soon else None)


def test_open_days_between_two_values_are_told(tmp_path: Path) -> None:
    """A period that comes again leaves days open between, which is no mistake but worth knowing."""
    folder = rules_copied(tmp_path)
    altered(
        folder,
        "parameters/limits.yaml",
        "until: 2024-12-31, value: 1, reference: usulan}",
        "until: 2024-12-31, value: 1, reference: usulan}\n"
        "      - {from: 2028-01-01, value: 1, reference: usulan}",
    )
    found = parameter(folder, "masa_pemilu", date(2026, 1, 1))
    assert found.open_days == ((date(2025, 1, 1), date(2027, 12, 31)),)
    assert found.spans == ((date(2023, 1, 1), date(2024, 12, 31)), (date(2028, 1, 1), None))
    assert (found.ended_on, found.ends_soon_on) == (None, None)


def test_a_number_without_end_is_never_told_to_end() -> None:
    """A rate that is in force until further notice does not end soon."""
    found = parameter(None, "iuran_jkk_bpu_idr", date(2026, 1, 1))
    assert (found.ended_on, found.ends_soon_on, found.open_days) == (None, None, ())


def test_every_dated_value_is_counted() -> None:
    """Weights and scales of every indicator and pillar, parameters, and the frame."""
    rubric = packaged_rubric()
    found = summary(rubric, date(2024, 9, 30))
    of_indicators = sum(len(one.weights) + len(one.scale) for one in rubric.indicators)
    of_parameters = sum(len(one.values) for one in rubric.parameters)
    frame = sum(len(one.weights) for one in rubric.head.pillars) + 4
    assert found.dated_values == of_indicators + of_parameters + frame
    assert 0 < found.proposals < found.dated_values
