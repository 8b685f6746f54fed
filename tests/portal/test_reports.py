"""Downloading what was filed: whole, known already, interrupted, and spoilt."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from models import Account, Action, Document, Evaluation, Quarter, Role
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.store import Store
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.cli.running import run_command
from tests.portal.conftest import PASSWORD, QUARTER, SignIn, form_of

ADDRESS = "/daerah/36.72/laporan/2024-Q3/r1.pdf"
AT = "/daerah/36.72/dokumen/2024-Q3/r1"


def store_of(client: TestClient) -> Store:
    """Return the store behind a browser."""
    workspace: Workspace = client.app.state.workspace  # type: ignore[attr-defined]
    return workspace.store


def first(store: Store) -> Evaluation:
    """Return revision 1 of the region."""
    found = store.evaluation_of("36.72", str(QUARTER), 1)
    assert found is not None
    return found


def filed(store: Store) -> list[Document]:
    """Return the papers of revision 1."""
    return list(store.documents_of(first(store).evaluation_id or 0))


def test_the_bytes_are_those_that_were_filed(signed_in: SignIn) -> None:
    """Every form that was filed comes back byte for byte, under its own name and media type."""
    ani = signed_in("ani")
    media = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
    papers = filed(store_of(ani))
    assert {one.form.value for one in papers} == {"pdf", "html", "xlsx"}
    for one in papers:
        answer = ani.get(f"{AT}/{one.kind}.{one.language}.{one.form}")
        assert hashlib.sha256(answer.content).hexdigest() == one.sha256
        name = one.path.rpartition("/")[2]
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["content-type"].startswith(media.get(one.form, "application/vnd"))


def test_the_old_address_of_a_report_still_works(signed_in: SignIn) -> None:
    """Links that were sent before lead to the same bytes."""
    ani = signed_in("ani")
    assert ani.get(ADDRESS).content == ani.get(f"{AT}/laporan.id.pdf").content


def test_a_page_handed_out_can_do_nothing(signed_in: SignIn) -> None:
    """The HTML twin is saved, not shown, and wherever it is opened it runs and fetches nothing."""
    headers = signed_in("ani").get(f"{AT}/laporan.id.html").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert headers["content-disposition"].startswith("attachment")


def test_a_known_file_is_not_sent_again(signed_in: SignIn) -> None:
    """A browser that holds the bytes is told so, whatever else it holds; another one gets them."""
    ani = signed_in("ani")
    tag = ani.get(ADDRESS).headers["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        answer = ani.get(ADDRESS, headers={"if-none-match": known})
        assert (answer.status_code, answer.content) == (304, b"")
    assert ani.get(ADDRESS, headers={"if-none-match": '"other"'}).status_code == 200


def test_an_interrupted_download_goes_on_where_it_stopped(signed_in: SignIn) -> None:
    """Two parts make the whole; the last bytes can be asked for without knowing the length."""
    ani = signed_in("ani")
    whole = ani.get(ADDRESS).content
    head = ani.get(ADDRESS, headers={"range": "bytes=0-999"})
    rest = ani.get(ADDRESS, headers={"range": "bytes=1000-"})
    assert (head.status_code, rest.status_code) == (206, 206)
    assert head.content + rest.content == whole
    assert rest.headers["content-range"] == f"bytes 1000-{len(whole) - 1}/{len(whole)}"
    assert ani.get(ADDRESS, headers={"range": "bytes=-10"}).content == whole[-10:]


def test_a_range_that_makes_no_sense_is_met_calmly(signed_in: SignIn) -> None:
    """Beyond the end is nothing; what cannot be read, or is of another file, gets it whole."""
    ani = signed_in("ani")
    whole = ani.get(ADDRESS).content
    beyond = ani.get(ADDRESS, headers={"range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(whole)}")
    assert ani.get(ADDRESS, headers={"range": "bytes=-0"}).status_code == 416
    for strange in ("bytes=9-3", "bytes=-", "lines=1-2", "bytes=0-1,4-5"):
        assert ani.get(ADDRESS, headers={"range": strange}).status_code == 200
    other = ani.get(ADDRESS, headers={"range": "bytes=5-9", "if-range": '"other"'})
    assert other.content == whole


def test_a_download_is_noted_and_so_is_a_part(signed_in: SignIn) -> None:
    """The log names who took which file; a 304 hands nothing over, all but a first byte does."""
    ani = signed_in("ani")
    store = store_of(ani)
    before = len(list(store.audit_entries()))
    tag = ani.get(f"{AT}/lembar_fakta.id.pdf").headers["etag"]
    ani.get(f"{AT}/lembar_fakta.id.pdf", headers={"if-none-match": tag})
    ani.get(f"{AT}/lembar_fakta.id.pdf", headers={"range": "bytes=100-"})
    noted = list(store.audit_entries())[before:]
    assert [(one.who, one.action, one.subject, one.detail) for one in noted] == [
        ("ani", Action.DOWNLOAD, "36.72 2024-Q3 r1", "lembar_fakta.id.pdf")
    ] * 2


def test_the_trace_is_that_of_the_command(signed_in: SignIn, workspace: Workspace) -> None:
    """The JSON equals what `monev explain --json` prints for the same revision."""
    ani = signed_in("ani")
    current = workspace.store.current_evaluation("36.72", str(QUARTER))
    assert current is not None
    told = ani.get(f"/daerah/36.72/dokumen/2024-Q3/r{current.revision}/jejak.json").json()
    place = str(workspace.settings.workspace)
    asked = ("explain", "36.72", "--period", "2024-Q3", "--workspace", place, "--json")
    printed = run_command(*asked)
    assert told == json.loads(printed.stdout)


def test_the_derivation_is_told_in_the_language_of_the_session(signed_in: SignIn) -> None:
    """The text can be checked with a calculator, in either language."""
    ani = signed_in("ani")
    assert "NILAI TOTAL DAN PREDIKAT" in ani.get(f"{AT}/jejak.txt").text
    ani.post("/bahasa", data={"form": form_of(ani, "/daerah/36.72"), "bahasa": "en"})
    assert "TOTAL SCORE AND BAND" in ani.get(f"{AT}/jejak.txt").text


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An office whose filed report was changed on the disk."""
    opened = open_workspace(Settings(workspace=tmp_path_factory.mktemp("spoilt")))
    collect_folder(opened, packaged_example())
    evaluate_region(opened, "36.72", Quarter(2024, 3))
    kept = hash_password(PASSWORD)
    ani = Account(name="ani", role=Role.OFFICE, region_code="36.72", password_hash=kept)
    ani.created_at = opened.now()
    opened.store.add_account(ani)
    report = opened.store.report_of(first(opened.store).evaluation_id or 0)
    assert report is not None
    path = Path(opened.store.root) / report.path
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"\n")
    app = create_app(replace(opened))
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        data = {"form": form_of(client), "nama": "ani", "sandi": PASSWORD}
        assert client.post("/masuk", data=data).status_code == 303
        yield client


def test_spoilt_bytes_are_never_handed_out(spoilt: TestClient) -> None:
    """A file that is not what was filed is answered with an error page, and nothing is noted."""
    before = len(list(store_of(spoilt).audit_entries()))
    answer = spoilt.get(ADDRESS)
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert b"%PDF" not in answer.content
    assert len(list(store_of(spoilt).audit_entries())) == before
