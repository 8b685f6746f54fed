"""Facts made in memory, validated, each stated field with its own cell; and the way to score them.

Files are not read here: a cell's locator is made up from a running number, so that no two facts
share a cell and a trace can be followed back to exactly one fact.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any

from models import Fact, Quarter, Region
from monev.known import Child, KnownFacts, facts_known
from monev.rubric import Rubric, load_rubric, rules_in_force
from monev.scorecard import IndicatorScore, Scorecard
from monev.scoring import score
from monev.sources.reading import make_fact

QUARTER = Quarter(2024, 3)
QUARTER_END = date(2024, 9, 30)
PUBLISHER = "Pemerintah Kota Contoh"

_SHARED = {"region_code", "evidence_sha256", "source_title", "source_publisher", "tier"}
_UNCELLED = _SHARED | {"known_basis", "approximate", "note", "scope", "change_reading"}
_running = count(1)
_rubric: list[Rubric] = []

REGIONS = {
    "kota": Region(
        code="36.72",
        name="Kota Contoh",
        kind="kota",
        province_code="36",
        island_zone="Jawa-Bali",
        autonomous=True,
    ),
    "kabupaten": Region(
        code="36.03",
        name="Kabupaten Contoh",
        kind="kabupaten",
        province_code="36",
        island_zone="Jawa-Bali",
        autonomous=True,
    ),
    "provinsi": Region(
        code="33",
        name="Provinsi Contoh",
        kind="provinsi",
        province_code="33",
        island_zone="Jawa-Bali",
        autonomous=True,
    ),
}


def packaged_rubric() -> Rubric:
    """The catalogue's rubric, loaded once for all tests."""
    if not _rubric:
        _rubric.append(load_rubric())
    return _rubric[0]


def fact(kind: str, *, day: date = QUARTER_END, **values: Any) -> Fact:
    """Return a valid fact of `kind`, as a document handed in by the region on `day`.

    `day` fills what is not given of `known_on`, `as_of`, `stage_on` and `due_on`'s year; every
    other value stands as given. Each stated field gets a cell of its own.
    """
    number = next(_running)
    filled: dict[str, Any] = {
        "region_code": "36.72",
        "evidence_sha256": f"{number:064x}",
        "source_title": f"Berkas {number}",
        "source_publisher": PUBLISHER,
        "tier": "instrumen",
        "known_on": day,
    }
    defaults: dict[str, dict[str, Any]] = {
        "budget": {"fiscal_year": day.year},
        "regulation": {"stage_on": day},
        "participation": {"as_of": day},
        "contribution": {"span_start": date(day.year, 1, 1), "span_end": day},
        "attestation": {"as_of": day},
        "target": {"family": "daerah", "due_on": date(day.year, 12, 31)},
        "context": {},
    }
    filled |= defaults[kind] | values
    filled["cells"] = {
        name: {"locator": f"Berkas {number}!{name}", "raw": str(value)}
        for name, value in filled.items()
        if name not in _UNCELLED and value is not None
    }
    return make_fact(kind, filled)


def without_field(one: Fact, name: str) -> Fact:
    """Return the fact as if its file had not stated `name`."""
    values = one.model_dump(exclude={"fact_id"})
    values[name] = None
    values["cells"] = {key: cell for key, cell in values["cells"].items() if key != name}
    return make_fact(one.kind, values)


def with_values(one: Fact, **values: Any) -> Fact:
    """Return the fact with other values in the same cells."""
    return make_fact(one.kind, one.model_dump(exclude={"fact_id"}) | values)


def as_tier(facts: Iterable[Fact], tier: str) -> list[Fact]:
    """Return the same statements as another kind of source would have made them."""
    return [with_values(one, tier=tier) for one in facts]


def known(
    facts: Sequence[Fact],
    quarter: Quarter = QUARTER,
    kind: str = "kota",
    children: Sequence[Child] = (),
) -> KnownFacts:
    """Return what counts for the quarter."""
    return facts_known(REGIONS[kind], quarter, facts, children)


def scored(
    facts: Sequence[Fact],
    quarter: Quarter = QUARTER,
    kind: str = "kota",
    *,
    mode: str = "",
    children: Sequence[Child] = (),
    open_errors: bool = False,
    rubric: Rubric | None = None,
) -> Scorecard:
    """Return the scorecard of a region that stated `facts`, under the packaged rules."""
    rules = rules_in_force(rubric or packaged_rubric(), kind, quarter.end)
    return score(known(facts, quarter, kind, children), rules, mode, open_errors)


def row(card: Scorecard, indicator: str) -> IndicatorScore:
    """Return one indicator of a scorecard."""
    return next(one for one in card.indicators if one.id == indicator)


def cell_places(facts: Iterable[Fact]) -> set[tuple[str, str, str]]:
    """Return (file, locator, raw) of every cell of the facts."""
    return {
        (one.evidence_sha256, cell["locator"], cell["raw"])
        for one in facts
        for cell in one.cells.values()
    }
