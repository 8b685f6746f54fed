"""Recaps and papers in a box: carried with all they print, or named as not carried, never lost."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, update

from models import Document, DocumentForm, DocumentKind, Quarter, writing
from monev.bundle import Bundle, opened_bundle
from monev.bundle_recaps import box_recaps
from monev.collect_many import collect_folder
from monev.comparison_facts import comparison_facts
from monev.evaluate_region import evaluate_region
from monev.filed_recaps import members_of
from monev.make_bundle import make_bundle
from monev.make_recaps import make_province_recap
from monev.make_signed_papers import cover_letter_of, minutes_of
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.recaps import BEFORE, excuse, file, opened, points
from tests.test_as_known_recaps import later_monev
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
CODE = "36.71"
FIRST, SECOND = datetime(2024, 11, 1, 9, tzinfo=UTC), datetime(2024, 12, 1, 9, tzinfo=UTC)
FORMS = (DocumentForm.PDF, DocumentForm.HTML)
RECAP, LETTER = "MONEV/36/2024-Q3/RP/R1", "MONEV/36.71/2024-Q3/SP/R1"
BLANK, FILLED = "MONEV/36.71/2024-Q3/BA/R1", "MONEV/36.71/2024-Q3/BA/R2"
PERIOD = ("--period", "2024-Q3")


def hand_in(place: Workspace, folder: Path, code: str, number: str) -> None:
    """Let a city hand in an instrument with a regulation, and nothing of how many work there."""
    folder.mkdir()
    row = ["Perwal", number, 2024, "Jaminan sosial", 8, date(2024, 5, 1), "berlaku", *["ya"] * 8]
    content = instrument(code, "2024-Q3", regulasi=[row], kepesertaan=[])
    (folder / f"{code}.xlsx").write_bytes(content)
    collect_folder(place, folder)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A city and the recap of its province; then the city is corrected and gets its papers.

    It prints a revision that is no longer the newest, who else had handed in or was excused, and
    why no change is told against the quarter before.
    """
    root = tmp_path_factory.mktemp("boxed-recaps")
    made = replace(open_workspace(Settings(workspace=root / "w")), now=lambda: FIRST)
    collect_folder(made, packaged_example())
    hand_in(made, root / "one", CODE, "11")
    hand_in(made, root / "other", "36.72", "7")
    file(made, CODE, points("30"), BEFORE)
    excuse(made, "36.73")
    evaluate_region(made, CODE, QUARTER)
    make_province_recap(made, "36", QUARTER, forms=FORMS)
    made = replace(made, now=lambda: SECOND)
    hand_in(made, root / "two", CODE, "12")
    assert evaluate_region(made, CODE, QUARTER).evaluation.revision == 2
    papers_of(made, root)
    return made


def papers_of(place: Workspace, root: Path) -> None:
    """File minutes to be filled in by hand, minutes with words, a letter, and a signed recap."""
    visited = place.store.current_evaluation(CODE, str(QUARTER))
    assert visited
    minutes_of(place, visited, "id", None)
    (root / "words.yaml").write_text("place: Aula contoh\n", "utf-8")
    minutes_of(place, visited, "id", root / "words.yaml")
    cover_letter_of(place, visited, "id", None)
    recap = place.store.newest_document(DocumentKind.PROVINCE_RECAP, "36", str(QUARTER))
    assert recap
    told = recap.model_dump(exclude={"document_id", "form", "sha256"})
    signed = Document(**told, form=DocumentForm.SIGNED, sha256="f" * 64)
    place.store.file_documents([signed])


@pytest.fixture(scope="module")
def box(place: Workspace) -> Bundle:
    """The whole province, of which one city was evaluated."""
    return make_bundle(place, QUARTER, members_of(place, "36"))


def monev(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, where Python looks for catalogue and templates first."""
    return subprocess.run(
        [sys.executable, "-c", "from monev.cli import main; main()", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_box_of_a_province_holds_its_recap(place: Workspace, box: Bundle) -> None:
    """With the revision it printed; what cannot be made again is named with its hash."""
    (recap,) = box.about["recaps"]
    assert (recap["scope"], recap["revision"], len(recap["document_ids"])) == ("36", 1, 3)
    assert box.about["recaps_left_out"] == {}
    rows = [(one["region_code"], one["revision"]) for one in box.rows("evaluation")]
    assert rows == [(CODE, 2), (CODE, 1)]
    assert [one["region_code"] for one in box.rows("waiver")] == ["36.73"]
    (outcome,) = box.rows("outcome")
    assert (outcome["quarter"], outcome["scorecard"]) == ("2024-Q2", {})
    left = {one["number"]: one for one in box.about["left_as_filed"]}
    assert set(left) == {FILLED, RECAP}
    assert left[FILLED]["sha256"] == place.store.documents_numbered(FILLED)[0].sha256
    assert left[RECAP]["form"] == "ttd"


def test_it_holds_the_files_that_say_what_a_city_weighs(tmp_path: Path) -> None:
    """The province was not evaluated: the files its mean is weighed by go with its recap."""
    place = opened(tmp_path)
    collect_folder(place, packaged_example())
    (fact,) = comparison_facts(place, QUARTER, codes=["35.78"]).facts["35.78"]
    file(place, "35.78", points("60"))
    make_province_recap(place, "35", QUARTER, forms=(DocumentForm.HTML,))
    found = box_recaps(place, QUARTER, members_of(place, "35"))
    assert found.evidence == {fact.evidence_sha256}
    assert [one.region_code for one in found.evaluations.values()] == ["35.78"]


def test_of_some_of_its_members_it_does_not(place: Workspace) -> None:
    """The recap prints others too: it is left out, and that is said."""
    found = make_bundle(place, QUARTER, [CODE])
    assert found.about["recaps"] == []
    assert list(found.about["recaps_left_out"]) == [RECAP]
    assert "not in the bundle" in found.about["recaps_left_out"][RECAP]


def test_a_later_monev_replays_it_to_the_same_bytes(box: Bundle, tmp_path: Path) -> None:
    """Elsewhere, with other templates and rules at hand: recap, letter and blank minutes too."""
    folder = later_monev(tmp_path / "later")
    (folder / "box.zip").write_bytes(opened_bundle(box.packed()).packed())
    done = monev(folder, "replay", "box.zip", "--out", "again", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    city, recap = json.loads(done.stdout)
    assert (city["kind"], city["revision"], city["same"]) == ("evaluasi", 2, True)
    assert (recap["kind"], recap["code"], recap["same"]) == ("rekap_provinsi", "36", True)
    assert recap["printed"] == {CODE: 1}
    assert [one["number"] for one in recap["documents"]] == [RECAP, RECAP]
    assert {BLANK, LETTER} <= {one["number"] for one in city["documents"]}
    assert [one["number"] for one in city["left_as_filed"]] == [FILLED]
    assert [one["number"] for one in recap["left_as_filed"]] == [RECAP]


def test_a_day_is_told_whole_at_the_command_line(place: Workspace, tmp_path: Path) -> None:
    """One line for each region, recap and paper that is not made again; of some, what is not."""
    asked = ("evaluate", *PERIOD, "--workspace", str(place.store.root), "--as-known", "2024-12-31")
    done = monev(tmp_path, *asked, "--province", "36", "--out", "made")
    assert done.returncode == 0, done.stdout + done.stderr
    words = "not made again, the words people filled in are not kept beside it"
    assert done.stdout.splitlines() == [
        "36.71 Kota Tangerang, revision 2: same bytes, 7 files",
        f"{FILLED} (pdf): {words}; the filed file stays",
        "recap of 36 Banten, revision 1: same bytes, 2 files",
        f"{RECAP} (ttd): not made again, a signature is made once; the filed file stays",
    ]


def test_of_some_regions_a_recap_is_told_apart(place: Workspace, tmp_path: Path) -> None:
    """Who asks for one region hears which recap of the day was not asked for."""
    asked = ("evaluate", *PERIOD, "--workspace", str(place.store.root), "--as-known", "2024-11-30")
    done = monev(tmp_path, *asked, "--region", CODE, "--out", "made")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "36.71 Kota Tangerang, revision 1: same bytes, 5 files\n"
    assert f"{RECAP}: not asked for, it prints more governments" in done.stderr


def test_what_cannot_be_determined_is_not_packed(
    place: Workspace, box: Bundle, tmp_path: Path
) -> None:
    """A recap with another hash of its figures is left out of a box, and said at packing."""
    (filed,) = {one.inputs_sha256 for one in place.store.documents_numbered(RECAP)}
    _bears(place, "0" * 64)
    try:
        target = tmp_path / "box.zip"
        asked = ("bundle", *PERIOD, "--workspace", str(place.store.root), "--province", "36")
        done = monev(tmp_path, *asked, "--out", str(target))
        assert done.returncode == 0, done.stderr
        assert f"{RECAP}: not in the bundle, what it was summed up from cannot be" in done.stderr
        assert f"{FILLED} (pdf): not in the bundle, the words people filled in" in done.stderr
        assert ": 1 evaluations, 0 recaps, " in done.stdout
        assert opened_bundle(target.read_bytes()).about["recaps"] == []
    finally:
        _bears(place, filed)
    again = make_bundle(place, QUARTER, members_of(place, "36"))
    assert again.packed() == box.packed()


def _bears(place: Workspace, inputs_sha256: str) -> None:
    with writing(place.store.engine) as session:
        session.exec(
            update(Document)
            .where(col(Document.number) == RECAP)
            .values(inputs_sha256=inputs_sha256)
        )
