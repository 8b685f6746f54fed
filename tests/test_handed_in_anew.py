"""A file handed in anew, between two revisions: its errors and facts that came, went or changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import Finding, Quarter, Severity
from monev.attribution.changes import findings_changed
from monev.cli.diff import difference_text
from monev.collect_many import sweep_inbox
from monev.compare_revisions import compare_revisions, revision_of
from monev.difference import Difference
from monev.evaluate_region import evaluate_region
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
CODE = "36.72"
SHEET = "lembar Kepesertaan"
Handed = Callable[[str, Mapping[tuple[str, str], object]], Workspace]


def error(
    cell: str, waiver: str = "", said: str = "melebihi basisnya", **values: object
) -> Finding:
    """A finding of the counts of one cell, or of the whole file."""
    filled: dict[str, object] = {
        "rule": "V13",
        "severity": Severity.ERROR,
        "place": f"a.xlsx {SHEET} sel {cell}" if cell else "a.xlsx",
        "evidence_sha256": "b" * 64,
        "message_id": said,
        "message_en": said,
        "waiver": waiver,
    }
    return Finding(**{**filled, **values})  # type: ignore[arg-type]


def changed(before: list[Finding], after: list[Finding]) -> list[tuple[str, str, str]]:
    """Side, cell and waiver of every change."""
    return [
        (one.side, one.place.rpartition(" ")[2], one.waiver)
        for one in findings_changed(before, after)
    ]


def test_errors_that_count_on_one_side_only_are_told() -> None:
    """New, mended, excused, no longer excused; what counts on both sides or is a note is not."""
    before = [error("D1"), error("D2"), error("D3", "Inspektorat"), error("D4"), error("D7", "x")]
    after = [
        error("D2", "Inspektorat"),
        error("D3"),
        error("D4"),
        error("D5"),
        error("D6", severity=Severity.WARNING),
        error("D7", "x"),
        error("D8", "x"),
    ]
    assert changed(before, after) == [
        ("new", "D5", ""),
        ("excused", "D2", "Inspektorat"),
        ("lapsed", "D3", "Inspektorat"),
        ("gone", "D1", ""),
    ]
    assert changed(after, after) == []


def test_a_file_that_is_handed_in_again_brings_no_new_errors() -> None:
    """Under another name and hash the lasting error is the same one; the mended one is gone."""
    again = {"evidence_sha256": "c" * 64, "place": f"a (2).xlsx {SHEET} sel D2"}
    assert changed([error("D1"), error("D2")], [error("", **again)]) == [("gone", "D1", "")]
    excused = error("", "Inspektorat", **again)
    assert changed([error("D2")], [excused]) == [("excused", "D2", "Inspektorat")]


def at(place: str, sha256: str = "b" * 64, said: str = "tidak terbaca") -> Finding:
    """An error at any place."""
    return error("", said=said, place=place, evidence_sha256=sha256)


def test_of_many_files_with_one_form_the_mended_one_is_named() -> None:
    """Both agencies hand in anew, one without its error."""
    before = [at(f"lra-{one}.xlsx lembar LRA sel D5") for one in ("dinkes", "disnaker")]
    after = [at("lra-disnaker.xlsx lembar LRA sel D5", "c" * 64)]
    (gone,) = findings_changed(before, after)
    assert (gone.side, gone.place) == ("gone", "lra-dinkes.xlsx lembar LRA sel D5")


def test_one_file_mended_while_another_breaks_are_two_changes() -> None:
    """The same sentence of another file that was there before is another error."""
    kept = at("dpa.xlsx lembar A sel D1"), at("instrumen.xlsx lembar A sel D1")
    before = [at("dpa.xlsx lembar A sel D5"), *kept]
    after = [*kept, at("instrumen.xlsx lembar A sel D5")]
    assert [(one.side, one.place[:3]) for one in findings_changed(before, after)] == [
        ("new", "ins"),
        ("gone", "dpa"),
    ]


def test_items_of_a_feed_are_told_apart() -> None:
    """A feed has another hash each time; the item that was mended is the one that is gone."""
    before = [at(f"umpan.json [{n}].judul") for n in (12, 30)]
    (gone,) = findings_changed(before, [at("umpan.json [30].judul", "c" * 64)])
    assert (gone.side, gone.place) == ("gone", "umpan.json [12].judul")


def test_two_errors_of_one_place_are_two() -> None:
    """Two sheets are missing; one comes. So are two alike, of which one is mended."""
    missing = [error("", said="lembar Target tidak ada"), error("", said="lembar Iuran tidak ada")]
    (one,) = findings_changed(missing, missing[1:])
    assert (one.side, one.message_id) == ("gone", "lembar Target tidak ada")
    assert changed([error("D1"), error("D1")], [error("D1")]) == [("gone", "D1", "")]


@pytest.fixture
def handed(tmp_path: Path) -> Handed:
    """Lay a workbook with some cells altered into Cilegon's folder, sweep and evaluate."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    workspace = replace(opened, now=lambda: datetime(2024, 10, 8, 3, tzinfo=UTC))

    def made(name: str, changes: Mapping[tuple[str, str], object]) -> Workspace:
        path = tmp_path / "inbox" / str(QUARTER) / CODE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(instrument(CODE, changes=changes))
        sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
        evaluate_region(workspace, CODE, QUARTER)
        return workspace

    return made


def compared(workspace: Workspace, before: str, after: str) -> Difference:
    """Compare two revisions by their names."""
    region = workspace.register.regions[CODE]
    return compare_revisions(
        workspace, region, *(revision_of(workspace, region, one) for one in (before, after))
    )


def test_a_band_becomes_firm_when_the_last_error_is_mended(handed: Handed) -> None:
    """Two errors, then one under the same name, then none: each revision says what became of it."""
    two = {("Anggaran", "H2"): "1.2.3,4,5", ("Anggaran", "J2"): "1.2.3,4,5"}
    handed("instrumen.xlsx", two)
    handed("instrumen.xlsx", {("Anggaran", "J2"): "1.2.3,4,5"})
    workspace = handed("instrumen.xlsx", {})
    first, second = (
        compared(workspace, "2024-Q3@1", "2024-Q3@2"),
        compared(workspace, "2024-Q3@2", "2024-Q3@3"),
    )
    assert first.findings is not None
    assert second.findings is not None
    assert [(one.side, one.place) for one in first.findings] == [
        ("gone", "instrumen.xlsx lembar Anggaran sel H2")
    ]
    assert (first.before.provisional, first.after.provisional) == (True, True)
    assert [(one.side, one.place) for one in second.findings] == [
        ("gone", "instrumen.xlsx lembar Anggaran sel J2")
    ]
    assert (second.before.provisional, second.after.provisional) == (True, False)
    text = "\n".join(difference_text(second))
    assert max(map(len, text.splitlines())) <= 80
    assert f"{second.before.band} (sementara) -> {second.after.band}\n" in text
    assert "galat tidak ada lagi: " in text


def test_a_corrected_cell_is_one_change_in_the_text(handed: Handed) -> None:
    """What stood there and what stands there now, with its place; the rest is one line."""
    handed("instrumen.xlsx", {("Anggaran", "G2"): 900000000})
    workspace = handed("instrumen (2).xlsx", {("Anggaran", "G2"): 950000000})
    found = compared(workspace, "2024-Q3@1", "2024-Q3@2")
    (data,) = (one for one in found.shares if one.factor == "data")
    changed = [one for one in data.facts if one.side == "changed"]
    assert [one.side for one in data.facts if one.side in ("new", "gone")] == []
    ((moved,),) = (one.moved for one in changed)
    assert moved.locator == "instrumen (2).xlsx lembar Anggaran sel G2"
    text = " ".join(" ".join(difference_text(found)).split())
    assert 'lembar Anggaran sel G2: "900000000" -> "950000000" (10 Oktober 2024)' in text
    assert f"{len(data.facts) - 1} fakta dinyatakan lagi tanpa perubahan" in text


def test_another_quarter_has_other_papers(handed: Handed) -> None:
    """What was wrong with the papers of a quarter is not mended because the next has its own."""
    workspace = handed("instrumen.xlsx", {("Anggaran", "H2"): "1.2.3,4,5"})
    later = replace(workspace, now=lambda: datetime(2025, 1, 8, 3, tzinfo=UTC))
    evaluate_region(later, CODE, QUARTER.next())
    found = compared(later, str(QUARTER), str(QUARTER.next()))
    assert found.before.provisional
    assert found.findings is None
    assert "Galat tidak dibandingkan" in " ".join(" ".join(difference_text(found)).split())
