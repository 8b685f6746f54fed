"""The quarterly package of open data: valid by an independent reader, published only, the same."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from typer.testing import CliRunner

from models import Quarter
from monev.cli.app import app
from monev.errors import UsageError
from monev.open_data import OpenPackage, open_package, write_sqlite
from monev.workspace import Workspace
from tests.portal.conftest import form_of
from tests.portal.published import QUARTER, browser_of, opened

__all__ = ["opened"]

PUBLISHED = ["36.03-2024-Q3-r2", "36.72-2024-Q3-r1"]


@pytest.fixture(scope="module")
def package(opened: Workspace) -> OpenPackage:
    """The package of the quarter."""
    made = open_package(opened, QUARTER)
    assert made is not None
    return made


@pytest.fixture
def folder(package: OpenPackage, tmp_path: Path) -> Path:
    """The package as files."""
    for name, content in package.files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def rows(package: OpenPackage, table: str) -> list[dict[str, str]]:
    """The rows of one table as they stand in the file."""
    return list(csv.DictReader(io.StringIO(package.files[f"{table}.csv"].decode())))


def test_an_independent_reader_finds_it_valid(folder: Path) -> None:
    """Types, keys, links between files, sizes and hashes hold, by the library of Frictionless."""
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) == 5


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda text: text.replace("36.72-2024-Q3-r1,", "36.72-2024-Q3-r9,", 1), "foreign-key"),
        (lambda text: text.replace(",false,true", ",mungkin,true", 1), "type-error"),
        (lambda text: text.replace("media", "Media", 1), "hash-count"),
    ],
)
def test_the_independent_reader_would_tell(
    folder: Path, change: Callable[[str], str], kind: str
) -> None:
    """A link to nowhere, a wrong type or a changed letter is found: the check above can fail."""
    file = folder / "indicators.csv"
    text = file.read_text()
    assert change(text) != text
    file.write_text(change(text))
    report = Package(str(folder / "datapackage.json")).validate()
    assert kind in {one for (one,) in report.flatten(["type"])}


def test_only_what_is_published_is_in_it(package: OpenPackage) -> None:
    """No draft, no superseded revision, no minutes; the register is whole, evaluated or not."""
    assert [one["id"] for one in rows(package, "evaluations")] == PUBLISHED
    assert {one["status"] for one in rows(package, "evaluations")} == {"published"}
    for table in ("indicators", "findings", "documents"):
        assert {one["evaluation"] for one in rows(package, table)} <= set(PUBLISHED)
    assert {one["kind"] for one in rows(package, "documents")} == {"laporan", "lembar_fakta"}
    assert len(rows(package, "regions")) == 546
    everything = b"".join(package.files.values())
    assert b"36.03-2024-Q3-r3" not in everything
    assert b"Q3-r2" in everything
    assert b"36.72-2024-Q3-r2" not in everything


def test_nothing_published_is_no_package(opened: Workspace) -> None:
    """A quarter of drafts has none, and neither has one without evaluations."""
    assert open_package(opened, Quarter(2024, 2)) is None


def test_the_same_revisions_give_the_same_bytes(opened: Workspace, package: OpenPackage) -> None:
    """Made twice, byte for byte; no clock and no order of chance is in it."""
    again = open_package(opened, QUARTER)
    assert again is not None
    assert again.files == package.files


def test_missing_is_an_empty_cell_and_every_row_tells_its_sources(package: OpenPackage) -> None:
    """No number stands where there are no data, and press figures say that they are such."""
    found = rows(package, "indicators")
    assert {one["score"] for one in found if one["status"] != "dinilai"} == {""}
    assert {one["value"] for one in found if one["status"] != "dinilai"} == {""}
    known = [one for one in found if one["status"] == "dinilai"]
    assert known
    for one in known:
        assert (one["tiers"], one["from_press"], one["simulated"]) == ("media", "true", "false")
        assert "Koran Medsos, 2024-08-22, media, kliping-2024.csv" in one["sources"]
    assert {one["tiers"] for one in rows(package, "findings")} == {"media"}


def test_the_descriptor_says_what_it_is(package: OpenPackage) -> None:
    """Licence, sources, units, span and the four principles of Satu Data stand in it."""
    told = json.loads(package.files["datapackage.json"])
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert told["licenses"][0]["confidence"] == "usulan"
    assert told["temporal"] == {"start": "2024-07-01", "end": "2024-09-30"}
    satu = told["satu_data_indonesia"]
    assert (satu["reference"], satu["confidence"]) == ("Perpres 39/2019", "H")
    assert [one["id"] for one in satu["principles"]] == [
        "standar_data",
        "metadata",
        "interoperabilitas",
        "kode_referensi",
    ]
    for resource in told["resources"]:
        for column in resource["schema"]["fields"]:
            assert column["description"]
            assert column["type"] != "number" or "unit" in column or resource["name"] == "findings"


def test_the_command_writes_a_package_once(opened: Workspace, tmp_path: Path) -> None:
    """The same again changes nothing; other content in the way is left alone."""
    out = tmp_path / "data"
    asked = ["open-data", "--workspace", str(opened.store.root), "--period", "2024-Q3"]
    for _ in range(2):
        answer = CliRunner().invoke(app, [*asked, "--out", str(out)])
        assert answer.exit_code == 0, answer.output
    assert Package(str(out / "datapackage.json")).validate().valid
    (out / "findings.csv").write_text("lain")
    assert CliRunner().invoke(app, [*asked, "--out", str(out)]).exit_code == 2
    assert (out / "findings.csv").read_text() == "lain"
    assert CliRunner().invoke(app, asked).exit_code == 2


def test_a_sqlite_file_holds_the_same_rows(
    opened: Workspace, package: OpenPackage, tmp_path: Path
) -> None:
    """Tables, links and numbers are those of the package; nothing else of the installation."""
    file = tmp_path / "monev.sqlite"
    counts = write_sqlite(opened, [QUARTER], file)
    assert counts == package.counts
    with closing(sqlite3.connect(file)) as base:
        named = {one for (one,) in base.execute("SELECT name FROM sqlite_master WHERE sql != ''")}
        assert named == set(counts)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        scores = dict(base.execute("SELECT id, score FROM evaluations").fetchall())
    assert scores == {
        one["id"]: float(Decimal(one["score"])) if one["score"] else None
        for one in rows(package, "evaluations")
    }
    with pytest.raises(UsageError, match="not overwritten"):
        write_sqlite(opened, [QUARTER], file)


def test_the_portal_hands_out_the_same_files(opened: Workspace, package: OpenPackage) -> None:
    """A visitor finds the quarter, fetches every file, and does not fetch it twice."""
    visitor = browser_of(opened)
    overview = visitor.get("/data").text
    for name, content in package.files.items():
        address = f"/data/2024-Q3/{name}"
        assert f'href="{address}"' in overview
        answer = visitor.get(address)
        assert answer.content == content
        held = visitor.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert (held.status_code, held.content) == (304, b"")
    for elsewhere in ("/data/2024-Q2/findings.csv", "/data/2024-Q3/x.csv", "/data/x/findings.csv"):
        assert visitor.get(elsewhere).status_code == 404


def test_a_visitor_reads_it_in_the_language_that_was_chosen(opened: Workspace) -> None:
    """The overview speaks English once that was chosen, and leaves the choice as it is."""
    visitor = browser_of(opened)
    data = {"form": form_of(visitor, "/data"), "bahasa": "en", "kembali": "/data"}
    assert visitor.post("/bahasa", data=data).headers["location"] == "/data"
    for _ in range(2):
        assert "<h1>Open data</h1>" in visitor.get("/data").text


@pytest.mark.parametrize(
    ("name", "status"),
    [("", 303), ("ani", 404), ("citra", 404), ("nani", 200), ("dewi", 200), ("edo", 200)],
)
def test_where_the_portal_is_not_public_only_national_roles_read_it(
    opened: Workspace, name: str, status: int
) -> None:
    """A package holds every region, so who reads one province does not get it."""
    client: Any = browser_of(opened, name, portal_public=False)
    assert client.get("/data").status_code == status
    assert client.get("/data/2024-Q3/evaluations.csv").status_code == status
