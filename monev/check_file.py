"""Everything that is wrong with one file, in one pass, storing nothing.

The same reading and the same rules as in a run; only there is no history, there are no peers, and
nothing is too old to be noted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from models import Fact, Finding, Quarter, Severity
from models.quarter import JAKARTA
from monev import quality
from monev.arrival import Arrival
from monev.errors import SourceError
from monev.known import facts_known
from monev.register import load_register
from monev.rubric import Rubric, load_rubric, rules_in_force
from monev.sources import Reading
from monev.sources.content import LARGEST_FILE_BYTES
from monev.sources.file_name import shown_name
from monev.sources.instrument.annotate import annotate
from monev.sources.redaction import redacted
from monev.workspace import reading_room

if TYPE_CHECKING:
    from monev.sources.confined import ReadingRoom

INSTRUMENT = "instrument"


@dataclass(frozen=True)
class Checked:
    """What a file says and what is wrong with it; `annotated` is the sender's workbook, marked.

    `personal` are the headings of personal columns, which would be dropped.
    """

    reading: Reading
    findings: list[Finding]
    personal: tuple[str, ...] = ()
    annotated: bytes | None = None
    errors: int = field(init=False)

    def __post_init__(self) -> None:
        count = sum(one.severity is Severity.ERROR for one in self.findings)
        object.__setattr__(self, "errors", count)


def check_file(path: Path, moment: datetime, *, annotated: bool = False) -> Checked:
    """Read a file as it would be collected at `moment` and apply every quality rule to it.

    With `annotated` an instrument comes back with a comment on every cell of a finding. Raises
    SourceError where the file cannot be read at all.
    """
    size = path.stat().st_size
    if size > LARGEST_FILE_BYTES:
        most = f"at most {LARGEST_FILE_BYTES} bytes"
        raise SourceError(path.name, "", f"{size} bytes", most)
    arrival = Arrival(shown_name(path.name), moment.astimezone(JAKARTA).date())
    return check_content(path.read_bytes(), arrival, reading_room(), annotated=annotated)


def check_content(
    content: bytes,
    arrival: Arrival,
    room: "ReadingRoom",
    *,
    annotated: bool = False,
    rubric: Rubric | None = None,
) -> Checked:
    """Check bytes that are not in a file; as `check_file`, by a rubric where one is given.

    The region and the quarter of the arrival, where it has them, are held against the content.
    """
    name = arrival.name
    clean = room.run(redacted, content, name, name=name)
    reading = room.read(clean.content, arrival)
    facts = rule_findings(reading.facts, reading.quarter, arrival.received_on, rubric)
    findings = [*reading.findings, *facts]
    marked = None
    if annotated and reading.source_id == INSTRUMENT:
        marked = room.run(annotate, clean.content, findings, name, name=name)
    return Checked(reading, findings, clean.columns, marked)


@cache
def _rubric() -> Rubric:
    return load_rubric()


@cache
def _quality_rules() -> list[quality.QualityRule]:
    """Return every rule, looking back for ever: a file is checked as a whole, however old it is."""
    found = quality.load_quality_rules()
    return [one.model_copy(update={"looks_back_years": None}) for one in found]


def rule_findings(
    facts: Iterable[Fact], quarter: Quarter | None, today: date, rubric: Rubric | None = None
) -> list[Finding]:
    """Return what the quality rules say of facts alone, region by region, by the default rubric.

    A file that speaks for no quarter is taken as of the quarter of its newest statement.
    """
    by_region: dict[str, list[Fact]] = {}
    register, rules = load_register(), _quality_rules()
    rubric = rubric or _rubric()
    for fact in facts:
        if fact.region_code in register.regions:  # figures of the nation belong to no region
            by_region.setdefault(fact.region_code, []).append(fact)
    found: list[Finding] = []
    for code, stated in sorted(by_region.items()):
        region = register.regions[code]
        newest = max(fact.known_on for fact in stated)
        when = quarter or Quarter.containing(newest)
        known = facts_known(region, when, stated, cut_off=max(newest, today))
        package_idr = rules_in_force(rubric, region.kind, when.end).package_idr
        found += quality.check(known, rules, package_idr)
    return found
