"""Do the findings of a simulated inbox equal its manifest: none missed, none invented."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from models.finding import FindingBase
from monev.simulate.manifest import Expected, Manifest

_SHEET = re.compile(r" lembar (?P<sheet>.+?)(?= sel | baris |$)")
_CELL = re.compile(r" (?P<cell>sel [A-Z]+[0-9]+|baris [0-9]+)\b")
_FILE = re.compile(r"(?P<path>[^\s,]+\.(?:xlsx|csv|json))")
_CODE = re.compile(r"\d{2}(?:\.\d{2})?")


@dataclass(frozen=True)
class Found:
    """A finding reduced to what is compared; parts it does not say are empty."""

    rule: str
    severity: str
    region: str
    file: str
    sheet: str
    cell: str
    place: str

    def answers(self, wanted: Expected) -> bool:
        """Whether this is the finding that was expected; what `wanted` leaves open fits all."""
        return (
            (self.rule, self.severity) == (wanted.rule, wanted.severity)
            and self.region in ("", wanted.region)
            and self.file in ("", wanted.file)
            and wanted.sheet in ("", self.sheet)
            and wanted.cell in ("", self.cell)
        )


@dataclass(frozen=True)
class Comparison:
    """Expected findings that did not come, findings nobody expected, and those that fit."""

    missed: tuple[Expected, ...]
    invented: tuple[Found, ...]
    matched: tuple[tuple[Expected, Found], ...]

    @property
    def equal(self) -> bool:
        """Whether the findings are exactly those of the manifest."""
        return not self.missed and not self.invented

    def told(self) -> list[str]:
        """Return one line for every difference."""
        missed = [
            f"missed: {one.rule} {one.severity} {one.region} {one.file} {one.sheet} {one.cell}"
            f" (seeded as {one.error or 'unavoidable'})"
            for one in self.missed
        ]
        invented = [
            f"invented: {one.rule} {one.severity} {one.region} {one.place}" for one in self.invented
        ]
        return missed + invented


def compare(
    manifest: Manifest,
    findings: Iterable[FindingBase],
    *,
    evidence: Mapping[str, str] | None = None,
    given: frozenset[str] = frozenset(),
) -> Comparison:
    """Hold findings against a manifest by rule, severity, region, file and place.

    A finding's file is told by the hash of its evidence: by the manifest's own hashes, or by
    `evidence` (hash to path below the period's folder) where bytes changed on the way in. What a
    rule needs beside the facts of the region, such as `peers`, is listed in `given`; without it
    the expected findings that need it are left aside, whether or not they came.
    """
    paths = {digest: path for path, digest in manifest.sha256.items()} | dict(evidence or {})
    found = [found_of(one, paths) for one in findings]
    wanted = [one for one in manifest.findings if not one.needs or one.needs in given]
    aside = [one for one in manifest.findings if one.needs and one.needs not in given]
    missed, matched = _matched(wanted, found)
    _matched(aside, found)
    return Comparison(tuple(missed), tuple(found), tuple(matched))


def _matched(
    wanted: list[Expected], found: list[Found]
) -> tuple[list[Expected], list[tuple[Expected, Found]]]:
    """Pair expected with found ones, the exactest place first; takes them off `found`."""
    missed, matched = [], []
    for one in sorted(wanted, key=lambda each: -(bool(each.cell) + bool(each.sheet))):
        fit = next((each for each in found if each.answers(one)), None)
        if fit is None:
            missed.append(one)
        else:
            found.remove(fit)
            matched.append((one, fit))
    return missed, matched


def found_of(finding: FindingBase, paths: Mapping[str, str]) -> Found:
    """Reduce a finding to what is compared; `paths` leads from a hash to region and file.

    A hash tells the file only where no other file has the same bytes, as broken ones often have.
    """
    file = _FILE.search(finding.place)
    shown = file["path"] if file else ""
    same = PurePosixPath(paths.get(finding.evidence_sha256, ""))
    path = (
        same if same.name and PurePosixPath(shown).name in ("", same.name) else PurePosixPath(shown)
    )
    named = next((part for part in path.parts[:-1] if _CODE.fullmatch(part)), "")
    sheet, cell = _SHEET.search(finding.place), _CELL.search(finding.place)
    return Found(
        rule=finding.rule,
        severity=str(finding.severity),
        region=finding.region_code or named,
        file=path.name,
        sheet=sheet["sheet"] if sheet else "",
        cell=cell["cell"].removeprefix("sel ") if cell else "",
        place=finding.place,
    )
