"""What is read from simulated files equals the manifest: none missed, none invented."""

from pathlib import Path

import pytest

from models.facts import Fact
from models.finding import Severity
from models.quarter import Quarter
from monev.register import load_register
from monev.simulate import Comparison, Manifest, Order, compare, simulate
from monev.simulate.errors import ERRORS
from monev.simulate.shapes import load_shapes
from monev.simulate.world import World
from monev.simulate.written import Written, write_region
from tests.simulate.reading_back import files_below, files_of, judged, read_back, rules_of_quality

SEED = 7
Q3 = Quarter(2024, 3)
BANTEN = ["36", *(one.code for one in load_register().children("36"))]


def compared(manifest: Manifest, files: dict[str, bytes], *given: str) -> Comparison:
    """Read and judge files and hold the findings against the manifest."""
    quarter = Quarter.parse(manifest.period)
    facts, findings = read_back(files, quarter)
    findings += judged(facts, quarter)
    return compare(manifest, findings, given=frozenset(given))


def manifest_of(written: Written, quarter: Quarter) -> Manifest:
    """A manifest of one region."""
    return Manifest(
        version="1",
        seed=SEED,
        period=str(quarter),
        error_rate=1.0,
        governments=1,
        files=len(written.files),
        missing=[],
        late=[],
        errors=[],
        findings=written.expected,
        sha256={},
    )


def spoiled_with(kind: str, quarter: Quarter) -> Written:
    """The first region of middling wealth whose papers an error fits, in a mixed order."""
    for region in sorted(load_register().governments(), key=lambda one: one.code[::-1]):
        world = World(SEED, region, load_shapes())
        if world.richness.code != "biasa":
            continue
        try:
            written = write_region(world, quarter, kind=kind)
        except ValueError:
            continue
        if written is not None:
            return written
    pytest.fail(f"{kind} fits no region at all")


def test_a_clean_province_gives_only_what_cannot_be_avoided(tmp_path: Path) -> None:
    """Without errors nothing of severity galat or peringatan is found, in any file."""
    manifest = simulate(Order(Q3, SEED, 0.0, "36"), tmp_path)
    result = compared(manifest, files_below(tmp_path / str(Q3)), "peers")
    assert result.told() == []
    assert {one.severity for one in manifest.findings} == {Severity.INFO}
    assert len(result.matched) == len(manifest.findings)


def test_three_quarters_tell_one_story() -> None:
    """Q1 to Q3 read together contradict each other nowhere: claims are told, nothing else."""
    facts: dict[str, list[Fact]] = {}
    for number in (1, 2, 3):
        quarter = Quarter(2024, number)
        for code in BANTEN:
            written = write_region(
                World(SEED, load_register().regions[code], load_shapes()), quarter
            )
            read, _ = read_back(files_of(written), quarter) if written else ({}, [])
            for region, listed in read.items():
                facts.setdefault(region, []).extend(listed)
    found = {one.rule for one in judged(facts, Q3)}
    assert found == {"V05"}


def test_a_province_of_errors_gives_exactly_these(tmp_path: Path) -> None:
    """With an error in every region the findings equal the manifest."""
    manifest = simulate(Order(Q3, SEED, 1.0, "36"), tmp_path)
    assert len(manifest.errors) == len(BANTEN) - len(manifest.missing)
    result = compared(manifest, files_below(tmp_path / str(Q3)), "peers")
    assert result.told() == []


@pytest.mark.parametrize("kind", sorted(set(ERRORS) - {"V02_awal_masuk_keluar_akhir"}))
def test_a_seeded_error_gives_its_findings_and_no_others(kind: str) -> None:
    """One error in one region: found where it was put, with all its side effects."""
    quarter = Quarter(2026, 3) if kind == "V11_potongan" else Q3
    written = spoiled_with(kind, quarter)
    assert any(one.error == kind for one in written.expected)
    assert compared(manifest_of(written, quarter), files_of(written)).told() == []


def test_every_rule_has_its_seeded_error() -> None:
    """No rule of the catalogue goes without an error that trips it; clean papers tell V05."""
    seeded = {kind.split("_")[0] for kind in ERRORS}
    assert {rule.id for rule in rules_of_quality()} - {"V05"} <= seeded


def test_a_missed_and_an_invented_finding_are_told() -> None:
    """The comparison names a finding that did not come, and one that nobody expected."""
    written = spoiled_with("V13_melebihi_basis", Q3)
    manifest = manifest_of(written, Q3)
    facts, findings = read_back(files_of(written), Q3)
    findings += judged(facts, Q3)
    wrong = next(one for one in findings if one.rule == "V13")
    findings.remove(wrong)
    told = compare(manifest, findings).told()
    assert len(told) == 1
    assert told[0].startswith("missed: V13 galat")
    moved = wrong.model_copy(update={"place": wrong.place.replace(" sel D", " sel E")})
    told = compare(manifest, [*findings, moved]).told()
    assert [line.split(":")[0] for line in told] == ["missed", "invented"]
