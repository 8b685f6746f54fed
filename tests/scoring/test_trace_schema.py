"""`docs/trace.schema.json` is made from the shapes and the page, and every trace keeps to it."""

import json
from copy import deepcopy
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from monev.scorecard import TRACE_VERSION, Scorecard
from tests.scoring.traces import Trace, every_sort, poor, rich, stored
from tools.trace_schema import PAGE, SCHEMA, told_of, trace_schema, written

FILE = json.loads(SCHEMA.read_text("utf-8"))
VALID = Draft202012Validator(FILE, format_checker=Draft202012Validator.FORMAT_CHECKER)
WHOLE = stored(rich("kabupaten", advised=True))
LISTS = ("indicators", "pillars", "duties", "gates", "actions", "follow_up")
PLACES: list[tuple[str | int, ...]] = [
    (),
    ("frame",),
    ("frame", "bands", 0),
    ("frame", "bands", 0, "title"),
    ("frame", "gates", 0),
    ("indicators", 0),
    ("indicators", 0, "inputs", 0),
    ("indicators", 0, "decisions", 0),
    ("pillars", 0),
    ("duties", 0),
    ("actions", 0),
    ("follow_up", 0),
]


def at(trace: Trace, *place: str | int) -> Any:
    """A part of a trace."""
    part: Any = trace
    for step in place:
        part = part[step]
    return part


def test_the_file_is_the_one_that_the_code_makes() -> None:
    """Shapes, page and schema agree; after a change `python -m tools.trace_schema` writes it."""
    assert SCHEMA.read_text("utf-8") == written(trace_schema(PAGE.read_text("utf-8")))


def test_the_schema_is_one_and_says_what_it_is() -> None:
    """It names its dialect, title and version, and describes every shape and every field."""
    Draft202012Validator.check_schema(FILE)
    assert FILE["$schema"].startswith("https://json-schema.org/")
    assert FILE["title"] == f"Trace of a score, version {TRACE_VERSION}"
    assert FILE["properties"]["trace_version"]["const"] == TRACE_VERSION
    for shape in (FILE, *FILE["$defs"].values()):
        assert shape["description"]
        assert all(field["description"] for field in shape["properties"].values())


def test_a_field_without_a_word_on_the_page_is_refused() -> None:
    """A row left out of the page, or one too many, stops the schema from being made."""
    page = PAGE.read_text("utf-8")
    row = "| `locator` | sheet, row and column, or line | no |\n"
    assert row in page
    for other in (page.replace(row, ""), page.replace(row, row + row.replace("locator", "cell"))):
        with pytest.raises(ValueError, match="table Input: fields differ"):
            trace_schema(other)
    with pytest.raises(ValueError, match=r"shapes differ: \['Duty'\]"):
        trace_schema(page.replace("### Duty\n", "### duties\n\n"))


def test_every_trace_keeps_to_the_schema() -> None:
    """Each sort of trace validates as JSON, and is the same scorecard when read back.

    What stands in many traces alike is validated once.
    """
    once: dict[str, dict[str, Any]] = {name: {} for name in LISTS}
    for card in every_sort():
        trace = stored(card)
        assert Scorecard.model_validate(trace) == card
        for name, known in once.items():
            known |= {json.dumps(one): one for one in trace[name]}
        bare = trace | {name: [] for name in LISTS}
        assert VALID.is_valid(bare), next(VALID.iter_errors(bare)).message
    united = WHOLE | {name: list(known.values()) for name, known in once.items()}
    assert all(united[name] for name in LISTS)
    assert VALID.is_valid(united), next(VALID.iter_errors(united)).message


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "/".join(map(str, place)) or "whole")
def test_no_field_more_and_none_less(place: tuple[str | int, ...]) -> None:
    """In every part of a trace an unknown field is refused, and so is each that is left out."""
    assert VALID.is_valid(WHOLE)
    more = deepcopy(WHOLE)
    at(more, *place)["rank"] = "1"
    assert not VALID.is_valid(more)
    for name in at(WHOLE, *place):
        less = deepcopy(WHOLE)
        del at(less, *place)[name]
        assert not VALID.is_valid(less), name


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        ((), "trace_version", "1"),
        ((), "frame", None),
        ((), "score", 64.5),
        ((), "score", "1E+1"),
        ((), "mode", "longgar"),
        (("indicators", 0), "status", "lulus"),
        (("indicators", 0), "low", None),
        (("indicators", 0, "inputs", 0), "known_on", "kemarin"),
        (("indicators", 0, "inputs", 0), "value", 8),
        (("duties", 0), "status", "selesai"),
        (("actions", 0), "gain", "5%"),
    ],
)
def test_a_wrong_value_is_refused(place: tuple[str | int, ...], name: str, value: object) -> None:
    """Another version, a float, an exponent, an unknown word, or null where there is a number."""
    wrong = deepcopy(WHOLE)
    at(wrong, *place)[name] = value
    assert not VALID.is_valid(wrong)


def test_the_worked_traces_hold_every_shape() -> None:
    """No shape of the page goes untested: each stands in some trace that validates."""
    found = json.dumps([WHOLE, stored(poor()), stored(rich("provinsi"))])
    for shape, fields in told_of(PAGE.read_text("utf-8")).items():
        assert all(f'"{name}": ' in found for name in fields), shape
