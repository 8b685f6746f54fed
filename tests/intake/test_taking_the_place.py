"""What comes to the same place later takes the place of what lay there: facts and findings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models import Quarter, Severity
from monev.assess_region import assess, known_of
from monev.collect_many import sweep_inbox
from monev.evaluate_region import evaluate_region
from monev.settings import Settings
from monev.standing_findings import file_findings, findings_of_quarter
from monev.submissions import Landed, overtaken
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
DUE = date(2024, 10, 10)
DPA = (
    "PEMERINTAH KOTA CILEGON\nTAHUN ANGGARAN 2024\n"
    "KODE SUB UNIT;NAMA SUB UNIT;KODE SUB KEGIATAN;NAMA SUB KEGIATAN;"
    "KODE REKENING;NAMA REKENING;PAGU\n"
    "2.07.3.32.0.00.01.0000;Dinas Tenaga Kerja;2.07.05.2.02.0005;Jaminan Sosial Tenaga Kerja;"
    "5.1.02.02.02.0006;Belanja Iuran JKK bagi Non ASN;{amount}\n"
)
Sweep = Callable[[str, bytes], Workspace]


@pytest.fixture
def sweep(tmp_path: Path) -> Sweep:
    """Lay one file into Cilegon's folder, in the place of what lay there, and sweep."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    workspace = replace(opened, now=lambda: datetime(2024, 10, 8, 3, tzinfo=UTC))

    def swept(name: str, content: bytes) -> Workspace:
        path = tmp_path / "inbox" / "2024-Q3" / "36.72" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
        return workspace

    return swept


def grave(workspace: Workspace) -> list[str]:
    """Rules of the errors in the files behind the quarter."""
    found = file_findings(workspace, "36.72", QUARTER)
    return [one.rule for one in found if one.severity is Severity.ERROR]


def allocations(workspace: Workspace) -> list[int | None]:
    """What the city's budget lines state."""
    region = workspace.register.regions["36.72"]
    return sorted(one.allocation_idr or 0 for one in known_of(workspace, region, QUARTER).budget)


@pytest.mark.parametrize(
    "broken",
    [
        instrument("36.72")[:700],
        instrument("36.72", changes={("Identitas", "B5"): None}),
        instrument("36.72", changes={("Anggaran", "G2"): "4.799.995.20"}),
        b"<!DOCTYPE html><html>500</html>",
    ],
    ids=["cut off", "no day", "bad cell", "a page"],
)
def test_a_mended_file_takes_its_errors_with_it(sweep: Sweep, broken: bytes) -> None:
    """The good file under the same name: no error is left, and the band is not provisional."""
    assert grave(sweep("instrumen.xlsx", broken))
    workspace = sweep("instrumen.xlsx", instrument("36.72"))
    assert grave(workspace) == []
    region = workspace.register.regions["36.72"]
    assert assess(workspace, region, QUARTER).scorecard.provisional is False


def test_an_error_that_still_stands_is_not_lost_with_the_one_that_was_mended(sweep: Sweep) -> None:
    """Two cells cannot be read, one is mended under the same name: the other still counts."""
    wrong = {("Anggaran", "G2"): "4.799.995.20", ("Anggaran", "H2"): "1.2.3,4,5"}
    workspace = sweep("instrumen.xlsx", instrument("36.72", changes=wrong))
    assert len(grave(workspace)) == 2
    half = {("Anggaran", "H2"): "1.2.3,4,5"}
    workspace = sweep("instrumen.xlsx", instrument("36.72", changes=half))
    (left,) = [
        one for one in file_findings(workspace, "36.72", QUARTER) if one.severity is Severity.ERROR
    ]
    assert left.place.endswith("lembar Anggaran sel H2")
    told = findings_of_quarter(workspace, QUARTER, "36.72")
    assert [one.place for one in told if one.severity is Severity.ERROR] == [left.place]
    region = workspace.register.regions["36.72"]
    assert assess(workspace, region, QUARTER).scorecard.provisional is True


def test_a_workbook_without_its_day_gives_way_to_a_whole_one_under_another_name(
    sweep: Sweep,
) -> None:
    """The annotated workbook comes back with a new name; the first one's error goes."""
    sweep("instrumen.xlsx", instrument("36.72", changes={("Identitas", "B5"): None}))
    assert grave(sweep("instrumen (perbaikan).xlsx", instrument("36.72"))) == []


def test_a_corrected_export_replaces_the_amounts_of_the_first(sweep: Sweep) -> None:
    """The same export with another amount, on the same day: only the later one counts."""
    sweep("dpa.csv", DPA.format(amount="600.000.000,00").encode())
    workspace = sweep("dpa.csv", DPA.format(amount="650.000.000,00").encode())
    assert allocations(workspace) == [650_000_000]


def test_clippings_sent_again_are_not_doubled(tmp_path: Path) -> None:
    """A file of clippings with one row altered replaces the file that lay there."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = folder / "kliping.csv"
    text = (packaged_example() / "kliping-2024.csv").read_text("utf-8")
    region = opened.register.regions["36.72"]
    path.write_text(text, encoding="utf-8")
    sweep_inbox(opened, str(folder))
    before = known_of(opened, region, QUARTER)
    path.write_text(text.replace("Kota Cilegon", "Kota Cilegon "), encoding="utf-8")
    sweep_inbox(opened, str(folder))
    assert len(known_of(opened, region, QUARTER).all) == len(before.all) > 5


def test_an_error_of_nobodys_file_goes_with_the_mended_file(tmp_path: Path) -> None:
    """A file of clippings in the inbox itself speaks of no region; mended, it is told no more."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    path = tmp_path / "inbox" / "kliping.csv"
    path.parent.mkdir()
    good = (packaged_example() / "kliping-2024.csv").read_bytes()
    path.write_bytes(good.splitlines()[0] + b"\n,,,,\n")
    sweep_inbox(opened, str(path.parent))
    assert any(one.region_code is None for one in findings_of_quarter(opened, QUARTER))
    path.write_bytes(good)
    sweep_inbox(opened, str(path.parent))
    assert [one for one in findings_of_quarter(opened, QUARTER) if one.region_code is None] == []


def test_a_revision_names_the_file_that_is_broken_now(sweep: Sweep) -> None:
    """Refused, sent again with other bytes and refused again: the next revision names the later."""
    named = []
    for length in (700, 900):
        workspace = sweep("instrumen.xlsx", instrument("36.72")[:length])
        outcome = evaluate_region(workspace, "36.72", QUARTER)
        (error,) = [
            one
            for one in workspace.store.findings_of(outcome.evaluation.evaluation_id or 0)
            if one.severity is Severity.ERROR
        ]
        named.append((outcome.evaluation.revision, error.evidence_sha256))
    assert [revision for revision, _ in named] == [1, 2]
    assert named[0][1] != named[1][1]
    again = evaluate_region(workspace, "36.72", QUARTER)
    assert (again.fresh, again.evaluation.revision) == (False, 2)


def landed(order: int, day: date, **known: object) -> Landed:
    """An arrival at one slot."""
    filled: dict[str, object] = {
        "slot": "kotak/dpa.csv",
        "batch": f"b{order}",
        "sha256": f"s{order}",
        "source_id": "sipd",
        "region": "36.72",
        "quarter": "2024-Q3",
    }
    return Landed(received_on=day, order=order, **{**filled, **known})  # type: ignore[arg-type]


def test_what_came_after_the_cut_off_leaves_it_alone() -> None:
    """Of one slot the last arrival by the due date stands for the quarter."""
    early, late = landed(1, DUE), landed(2, date(2024, 10, 20))
    assert overtaken([early, late], DUE).sha256 == {"s2"}
    assert overtaken([early, late], date(2024, 12, 31)).sha256 == {"s1"}


def test_where_nothing_came_in_time_the_last_of_all_stands() -> None:
    """A quarter collected years later takes what lies there now."""
    years_later = date(2026, 11, 21)
    assert overtaken([landed(1, years_later), landed(2, years_later)], DUE).batches == {"b1"}


def test_what_was_not_kept_voids_no_file() -> None:
    """A file too large to be kept has no hash; what has none either, a portal's silence, stands."""
    found = overtaken([landed(1, DUE, sha256=""), landed(2, DUE)], DUE)
    assert found.sha256 == frozenset()
    assert found.batches == {"b1"}


def test_files_of_different_regions_in_one_place_do_not_touch_each_other() -> None:
    """A coordinator who always saves as `instrumen.xlsx` loses nobody's file."""
    other = landed(2, DUE, region="36.73")
    assert overtaken([landed(1, DUE), other], DUE).sha256 == frozenset()


def test_a_feed_keeps_its_history() -> None:
    """Facts of an older feed stay known as of their day; only its findings go."""
    feeds = [landed(1, DUE, source_id="jdih"), landed(2, DUE, source_id="jdih")]
    void = overtaken(feeds, DUE)
    assert void.sha256 == frozenset()
    assert void.batches == {"b1"}


def test_bytes_that_lie_elsewhere_too_still_count() -> None:
    """A file replaced in one folder and still lying in another is not void."""
    copies = [landed(1, DUE), landed(2, DUE), landed(3, DUE, slot="lain/dpa.csv", sha256="s1")]
    assert overtaken(copies, DUE).sha256 == frozenset()
