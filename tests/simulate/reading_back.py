"""Reads simulated files as the collector does and judges them by the quality rules."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from models.facts import Fact
from models.finding import Finding, Severity
from models.quarter import Quarter
from monev import quality
from monev.arrival import Arrival
from monev.errors import SourceError
from monev.known import facts_known
from monev.quality import QualityRule
from monev.register import load_register
from monev.simulate.written import Written
from monev.sources import Source
from monev.sources.glimpse import Glimpse
from monev.sources.instrument.reader import INSTRUMENT
from monev.sources.published.reader import PUBLISHED_FIGURES
from monev.sources.redaction import redacted

PACKAGE_IDR = 16_800


def sources() -> tuple[Source, ...]:
    """Return the readers of all kinds of files that are simulated."""
    from monev.sources.jdih.reader import JDIH
    from monev.sources.sipd.reader import SIPD

    return (INSTRUMENT, PUBLISHED_FIGURES, SIPD, JDIH)


def read_back(
    files: Mapping[str, bytes], quarter: Quarter
) -> tuple[dict[str, list[Fact]], list[Finding]]:
    """Read files by their path `code/name`; return facts by region and the readers' findings."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    findings: list[Finding] = []
    for path, content in files.items():
        arrival = Arrival(path, quarter.due_date, region=path.split("/")[0], quarter=quarter)
        try:
            clean = redacted(content, path)
            source = _source_of(Glimpse.of(clean.content, path))
            reading = source.read(clean.content, arrival, load_register().resolve)
        except SourceError as error:
            findings.append(_finding("BERKAS", Severity.ERROR, error.file))
            continue
        findings += reading.findings
        if clean.changed:
            findings.append(_finding("berkas.data_pribadi", Severity.WARNING, path))
        for fact in reading.facts:
            facts[fact.region_code].append(fact)
    return facts, findings


def _source_of(glimpse: Glimpse) -> Source:
    for source in sources():
        if source.fits(glimpse):
            return source
    raise SourceError(glimpse.name, "", glimpse.described(), "a file of a known source")


def _finding(rule: str, severity: Severity, path: str) -> Finding:
    """Return a finding about a whole file, as the collector makes it."""
    return Finding(rule=rule, severity=severity, place=path, message_id=rule, message_en=rule)


@cache
def rules_of_quality() -> list[QualityRule]:
    """Return the quality rules, read once for all tests."""
    return list(quality.load_quality_rules())


def judged(facts: Mapping[str, list[Fact]], quarter: Quarter) -> list[Finding]:
    """Return what the quality rules find in every region, each with all others as its peers."""
    rules, regions = rules_of_quality(), load_register().regions
    known = {code: facts_known(regions[code], quarter, listed) for code, listed in facts.items()}
    measures = {code: quality.peer_measures(one, rules) for code, one in known.items()}
    found: list[Finding] = []
    for code, one in known.items():
        peers = {
            rule: [
                values[rule]
                for other, values in measures.items()
                if other != code and rule in values
            ]
            for rule in {rule for values in measures.values() for rule in values}
        }
        found += quality.check(one, rules, PACKAGE_IDR, peers)
    return found


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the files of a simulated period by their path, without the manifest."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent != folder
    }


def files_of(written: Written) -> dict[str, bytes]:
    """Return the files of one region by their path."""
    return {f"{written.region}/{name}": content for name, content in written.files.items()}
