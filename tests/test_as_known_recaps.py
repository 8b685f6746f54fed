"""Recaps of a day come again byte for byte, after corrections, by other rules and looks, or not."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, update

from models import NATION, Document, DocumentForm, Evaluation, Receipt, Semester, Waiver, writing
from monev.as_known import half_yearly_on, made_again_by_edition, recaps_on
from monev.books_then import BooksThen
from monev.bundle_recaps import box_recaps
from monev.collect_many import collect_folder
from monev.filed_recaps import filed_recaps, members_of, scopes_of
from monev.make_recaps import make_nation_recap, make_province_recap
from monev.make_semester import make_semester_report
from monev.remade import MadeAgain
from monev.workspace import Workspace
from tests.later_monev import later_edition
from tests.recaps import BEFORE, QUARTER, excuse, file, handed_in, opened, points
from tests.workbooks import instrument

FIRST, SECOND, THIRD = (datetime(2024, month, 1, 9, tzinfo=UTC) for month in (11, 12, 12))
THIRD = THIRD.replace(day=20)
WEB, BOOK = (DocumentForm.HTML,), (DocumentForm.HTML, DocumentForm.XLSX)
LATER = """
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from models import Quarter
from monev.make_recaps import make_province_recap
from monev.settings import Settings
from monev.workspace import open_workspace

place = open_workspace(Settings(workspace=Path(sys.argv[1])))
place = replace(place, now=lambda: datetime.fromisoformat(sys.argv[2]))
print(make_province_recap(place, "36", Quarter(2024, 3))[0].revision)
"""


def later_monev(folder: Path) -> Path:
    """A Monev of later days: means of fewer kab/kota, other draws, another sentence and ink."""
    changes = (
        ("catalogue/parameters/limits.yaml", "value: 0.7,", "value: 0.4,"),
        ("catalogue/leagues.yaml", "draws: 10000", "draws: 9000"),
        ("report_templates/rekap_provinsi/penutup.html", "disusun hanya", "dibuat hanya"),
    )
    return later_edition(folder, changes)


def dated(place: Workspace, moment: datetime, table: type, *which: Any) -> None:
    """Say of rows that they were filed at a moment."""
    columns = {Evaluation: "created_at", Waiver: "created_at", Receipt: "received_at"}
    with writing(place.store.engine) as session:
        session.exec(update(table).where(*which).values(**{columns[table]: moment}))


def correct(place: Workspace, code: str, score: str, moment: datetime) -> None:
    """File the next revision of a region at a moment."""
    number = file(place, code, points(score)).evaluation_id
    dated(place, moment, Evaluation, col(Evaluation.evaluation_id) == number)


def at(place: Workspace, moment: datetime) -> Workspace:
    """The workspace with a clock that stands at a moment."""
    return replace(place, now=lambda: moment)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A Banten with three recaps: as first known, after corrections, and by a later Monev."""
    root = tmp_path_factory.mktemp("recaps")
    place = opened(root / "w")
    for code, score in {"36": "50", "36.01": "40", "36.02": "70", "36.72": "80"}.items():
        file(place, code, points(score))
    file(place, "36.01", points("30"), BEFORE)
    handed_in(place, "36.01", date(2024, 10, 10))
    make_province_recap(at(place, FIRST), "36", QUARTER)
    make_nation_recap(at(place, FIRST), QUARTER, forms=WEB)
    correct(place, "36.01", "60", SECOND)
    number = file(place, "36.01", points("90"), BEFORE).evaluation_id
    dated(place, SECOND, Evaluation, col(Evaluation.evaluation_id) == number)
    handed_in(place, "36.02", date(2024, 10, 30))
    dated(place, SECOND, Receipt, col(Receipt.region_code) == "36.02")
    excuse(place, "36.03")
    dated(place, SECOND, Waiver, col(Waiver.region_code) == "36.03")
    made = make_province_recap(at(place, SECOND), "36", QUARTER, forms=BOOK)
    assert made[0].revision == 2
    done = subprocess.run(
        [sys.executable, "-c", LATER, str(root / "w"), THIRD.isoformat()],
        cwd=later_monev(root / "later"),  # where Python looks first
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "3"
    return place


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Workspace]:
    """Three governments with a recap on the web, for a test to alter."""
    place = opened(tmp_path / "w")
    for code, score in {"36": "50", "36.01": "40", "36.02": "70"}.items():
        file(place, code, points(score))
    make_province_recap(at(place, FIRST), "36", QUARTER, forms=WEB)
    yield place


def again(place: Workspace, scope: str, day: date, out: Path) -> MadeAgain:
    """The recap of a day, made again."""
    out.mkdir(exist_ok=True)
    recaps = recaps_on(place, [scope], QUARTER, day)
    (found,) = made_again_by_edition(place, [], out, recaps)
    return found


@pytest.mark.parametrize(
    ("scope", "moment", "revision", "files", "printed"),
    [
        ("36", FIRST, 1, 3, {"36": 1, "36.01": 1, "36.02": 1, "36.72": 1}),
        (NATION, FIRST, 1, 1, {"36": 1, "36.01": 1, "36.02": 1, "36.72": 1}),
        ("36", SECOND, 2, 2, {"36": 1, "36.01": 2, "36.02": 1, "36.72": 1}),
        ("36", THIRD, 3, 3, {"36": 1, "36.01": 2, "36.02": 1, "36.72": 1}),
    ],
)
def test_each_recap_comes_again_byte_for_byte(
    scope: str,
    moment: datetime,
    revision: int,
    files: int,
    printed: dict[str, int],
    three: Workspace,
    tmp_path: Path,
) -> None:
    """Every file of the day is the one that was filed, and the revisions it prints are named."""
    found = again(three, scope, moment.date(), tmp_path)
    assert (found.revision, found.error, found.printed) == (revision, "", printed)
    assert len(found.documents) == files
    assert found.same
    for one in found.documents:
        filed = three.store.root / "reports" / "2024-Q3" / scope / Path(one.file).name
        assert Path(one.file).read_bytes() == filed.read_bytes()


def test_the_three_recaps_differ(three: Workspace) -> None:
    """In figures, looks and editions, or the test above would show nothing."""
    recaps = [
        three.store.documents_numbered(f"MONEV/36/2024-Q3/RP/R{revision}")[0]
        for revision in (1, 2, 3)
    ]
    assert len({one.inputs_sha256 for one in recaps}) == 3
    first, second, third = recaps
    assert first.design_sha256 == second.design_sha256 != third.design_sha256
    assert first.edition_sha256 == second.edition_sha256 != third.edition_sha256


def test_days_between_and_before(three: Workspace) -> None:
    """A day counts to its end in Jakarta; before the first filing there was no recap."""

    def on(day: date) -> list[tuple[str, int]]:
        return [(one.scope, one.revision) for one in recaps_on(three, ["36", NATION], QUARTER, day)]

    assert on(date(2024, 10, 31)) == []
    assert on(date(2024, 11, 30)) == [("36", 1), (NATION, 1)]
    assert on(date(2024, 12, 19)) == [("36", 2), (NATION, 1)]
    newest = filed_recaps(three, ["36", "31", NATION], QUARTER)
    assert [(one.scope, one.revision) for one in newest] == [("36", 3), (NATION, 1)]


def test_a_half_yearly_report_is_known_of(own: Workspace) -> None:
    """It is no quarter's and is named, from the day it was filed; a box of the nation says why."""
    assert half_yearly_on(own, QUARTER, date(2024, 12, 31)) is None
    make_semester_report(at(own, SECOND), Semester(2024, 2), forms=WEB)
    assert half_yearly_on(own, QUARTER, date(2024, 11, 30)) is None
    found = half_yearly_on(own, QUARTER, date(2024, 12, 1))
    assert found
    assert found.number == "MONEV/ID/2024-S2/LS/R1"
    boxed = box_recaps(own, QUARTER, members_of(own, NATION))
    assert boxed.left_out == {found.number: "it sums up two quarters"}
    assert [one.scope for one in boxed.recaps] == ["36"]


def test_what_came_while_it_was_made_is_not_printed(own: Workspace, tmp_path: Path) -> None:
    """Filed before the recap but after it was summed up: the hash tells, the step back finds."""
    correct(own, "36.02", "90", FIRST - timedelta(seconds=5))
    correct(own, "36.01", "90", FIRST - timedelta(seconds=3))
    found = again(own, "36", FIRST.date(), tmp_path / "made")
    assert found.same, found.error
    assert found.printed == {"36": 1, "36.01": 1, "36.02": 1}


def test_what_cannot_be_determined_is_told(own: Workspace, tmp_path: Path) -> None:
    """A printed revision that says something else since: no file is made of what is left."""
    with writing(own.store.engine) as session:
        (first,) = own.store.current_evaluations(str(QUARTER), ["36.01"])
        row = session.merge(first)
        row.scorecard = {**row.scorecard, "score_low": "1"}
    found = again(own, "36", FIRST.date(), tmp_path / "made")
    assert not found.same
    assert "cannot be determined" in found.error
    assert list((tmp_path / "made").iterdir()) == []


def test_what_was_touched_is_named(own: Workspace, tmp_path: Path) -> None:
    """Another hash of the file, and a recap that is older than editions: each is said."""
    with writing(own.store.engine) as session:
        session.exec(update(Document).values(sha256="0" * 64))
    found = again(own, "36", FIRST.date(), tmp_path / "made")
    assert (found.error, found.same, found.documents[0].same) == ("", False, False)
    with writing(own.store.engine) as session:
        session.exec(update(Document).values(edition_sha256=None))
    found = again(own, "36", FIRST.date(), tmp_path / "made")
    assert "before catalogue and templates were kept" in found.error


def test_whose_recap_is_asked_for(three: Workspace) -> None:
    """A recap belongs to an answer where all its members do; else it is told apart."""
    assert scopes_of(three, ["36.72"]) == ([], ["36", NATION])
    assert scopes_of(three, members_of(three, "36")) == (["36"], [NATION])
    whole, partly = scopes_of(three, members_of(three, NATION))
    assert (len(whole), whole[-1], partly) == (39, NATION, [])


def test_books_of_a_moment_do_not_know_what_came_later(tmp_path: Path) -> None:
    """Facts and arrivals of a later file are not there; those of the earlier one all are."""
    place = opened(tmp_path / "w")
    codes = {FIRST: "36.71", SECOND: "36.72"}
    for moment, code in codes.items():
        inbox = tmp_path / code
        inbox.mkdir()
        (inbox / "i.xlsx").write_bytes(instrument(code, "2024-Q3"))
        collect_folder(at(place, moment), inbox)
    then = BooksThen(place.store, FIRST, codes.values())
    assert then.facts_of("36.71") == place.store.facts_of("36.71") != []
    assert place.store.facts_of("36.72") != []
    assert then.facts_of("36.72") == []
    assert [len(then.landed(code)) for code in codes.values()] == [1, 0]
    assert [one.region_code for one in then.submissions("2024-Q3")] == ["36.71"]
