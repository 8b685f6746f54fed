"""What stood on a day comes again byte for byte, after corrections, by other rules and looks."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, update

from models import Document, Edition, Quarter, writing
from monev.as_known import current_on, made_again_by_edition
from monev.collect_many import collect_folder
from monev.edition import edition_at_hand
from monev.evaluate_region import evaluate_region
from monev.remade import MadeAgain
from monev.reports.issuer import Issuer
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.later_monev import later_edition
from tests.workbooks import instrument

QUARTER, CODE = Quarter(2024, 3), "36.72"
FIRST, SECOND, THIRD = (datetime(2024, month, 1, 9, tzinfo=UTC) for month in (11, 12, 12))
THIRD = THIRD.replace(day=20)
LATER = """
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from models import Quarter
from monev.evaluate_region import evaluate_region
from monev.settings import Settings
from monev.workspace import open_workspace

place = open_workspace(Settings(workspace=Path(sys.argv[1])))
place = replace(place, now=lambda: datetime.fromisoformat(sys.argv[2]))
print(evaluate_region(place, "36.72", Quarter(2024, 3)).evaluation.revision)
"""


def later_monev(folder: Path) -> Path:
    """A Monev of later days: a heavier cap for statements, another sentence, another ink."""
    changes = (
        ("catalogue/rubric.yaml", "    cap: 50", "    cap: 45"),
        ("report_templates/laporan/penutup.html", "bahan perbaikan", "bahan perbaikan bersama"),
    )
    return later_edition(folder, changes)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A region with three revisions: as first known, corrected, and by a later Monev."""
    root = tmp_path_factory.mktemp("three")
    place = replace(open_workspace(Settings(workspace=root / "w")), now=lambda: FIRST)
    collect_folder(place, packaged_example())
    evaluate_region(place, CODE, QUARTER)
    place = replace(place, now=lambda: SECOND)
    inbox = root / "inbox"
    inbox.mkdir()
    row = ["Perwal", "12", 2024, "Jaminan sosial", 8, date(2024, 5, 1), "berlaku", *["ya"] * 8]
    (inbox / "i.xlsx").write_bytes(instrument(CODE, "2024-Q3", regulasi=[row]))
    collect_folder(place, inbox)
    assert evaluate_region(place, CODE, QUARTER).evaluation.revision == 2
    done = subprocess.run(
        [sys.executable, "-c", LATER, str(root / "w"), THIRD.isoformat()],
        cwd=later_monev(root / "later"),  # where Python looks first
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "3"
    return place


def again(place: Workspace, day: date, out: Path) -> MadeAgain:
    """What stood on a day, made again."""
    (found,) = made_again_by_edition(place, current_on(place, [CODE], QUARTER, day), out)
    return found


@pytest.mark.parametrize(("moment", "revision"), [(FIRST, 1), (SECOND, 2), (THIRD, 3)])
def test_each_day_comes_again_byte_for_byte(
    moment: datetime, revision: int, three: Workspace, tmp_path: Path
) -> None:
    """Score, sentences and every file of the day are those that were filed; nothing is filed."""
    before = three.store.outcomes_of(CODE)
    found = again(three, moment.date(), tmp_path)
    assert (found.revision, found.differs, found.error) == (revision, (), "")
    assert len(found.documents) == 5
    assert found.same
    for one in found.documents:
        filed = three.store.root / "reports" / "2024-Q3" / CODE / Path(one.file).name
        assert Path(one.file).read_bytes() == filed.read_bytes()
    assert len(three.store.outcomes_of(CODE)) == len(before)


def test_the_later_monev_did_print_and_judge_otherwise(three: Workspace) -> None:
    """The three revisions differ in rules and in editions, or the test above would show nothing."""
    first, second, third = three.store.outcomes_of(CODE)
    assert first.rubric_sha256 == second.rubric_sha256 != third.rubric_sha256
    editions = [
        report.edition_sha256
        for one in (first, second, third)
        if (report := three.store.report_of(one.evaluation_id or 0))
    ]
    assert editions[0] == editions[1] != editions[2]
    assert edition_at_hand(Issuer()).sha256 == editions[0]


def test_days_between_and_before(three: Workspace) -> None:
    """A day counts to its end in Jakarta; before the first filing nothing stood."""
    on: Callable[[date], list[int]] = lambda day: [  # noqa: E731 - a word for the rows below
        one.revision for one in current_on(three, [CODE, "36.71"], QUARTER, day)
    ]
    assert on(date(2024, 10, 31)) == []
    assert on(date(2024, 11, 1)) == on(date(2024, 11, 30)) == [1]
    assert on(date(2024, 12, 19)) == [2]
    assert on(date(2025, 6, 1)) == [3]


def changed(place: Workspace, values: dict[str, object], table: type) -> None:
    """Change rows behind the back of the books."""
    with writing(place.store.engine) as session:
        session.exec(update(table).values(**values))


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    """A workspace of this test alone with one evaluation."""
    place = replace(open_workspace(Settings(workspace=tmp_path / "w")), now=lambda: FIRST)
    collect_folder(place, packaged_example())
    evaluate_region(place, CODE, QUARTER)
    return place


def test_what_was_touched_is_named(own: Workspace, tmp_path: Path) -> None:
    """Another hash, a changed edition, a document older than editions: each is said."""
    changed(own, {"sha256": "0" * 64}, Document)
    found = again(own, FIRST.date(), tmp_path)
    assert not found.same
    assert not any(one.same for one in found.documents)
    content = edition_at_hand(Issuer()).packed()
    with writing(own.store.engine) as session:
        session.add(Edition(sha256="1" * 64, content=content, versions={}, first_used_at=FIRST))
    changed(own, {"edition_sha256": "1" * 64}, Document)
    assert "a file in it was changed" in again(own, FIRST.date(), tmp_path).error
    changed(own, {"edition_sha256": None}, Document)
    assert "before catalogue and templates were kept" in again(own, FIRST.date(), tmp_path).error


def test_a_fact_that_changed_since_is_named(own: Workspace, tmp_path: Path) -> None:
    """Where a fact it rests on is gone, the evaluation is not made of what is left."""
    from models import Participation

    with writing(own.store.engine) as session:
        session.exec(
            update(Participation)
            .where(col(Participation.region_code) == CODE)
            .values(region_code="36.71")
        )
    assert "which is not kept" in again(own, FIRST.date(), tmp_path).error


def test_at_the_command_line(three: Workspace, tmp_path: Path) -> None:
    """One line per region, JSON on request, 1 where something differs, plain words for the rest."""

    def monev(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = "from monev.cli import main; main()"
        asked = ["evaluate", "--period", "2024-Q3", "--workspace", str(three.store.root)]
        return subprocess.run(
            [sys.executable, "-c", code, *asked, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    done = monev("--region", CODE, "--as-known", "2024-12-31", "--out", "made")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "36.72 Kota Cilegon, revision 3: same bytes, 5 files\n"
    assert "nothing was filed" in done.stderr
    told = json.loads(monev("--as-known", "2024-11-05", "--out", "made", "--json").stdout)
    assert [(one["code"], one["revision"], one["same"]) for one in told] == [(CODE, 1, True)]
    early = monev("--as-known", "2024-10-01", "--out", "made")
    assert early.returncode == 2
    assert "no evaluation of 2024-Q3 was filed by 2024-10-01" in early.stderr
    assert "a day such as" in monev("--as-known", "kemarin", "--out", "made").stderr
    assert "--out DIR" in monev("--as-known", "2024-11-05").stderr
