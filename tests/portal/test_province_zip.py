"""All papers of a province in one ZIP: whole, the same every time, and taken up where it broke."""

import csv
import hashlib
import json
import random
import shutil
import socket
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path

import httpx
import pytest
import uvicorn

from models import Action
from monev import province_zip
from monev.portal.app import create_app
from monev.province_zip import Package, province_package
from monev.workspace import Workspace
from tests.portal.conftest import QUARTER, SignIn
from tests.portal.coordinating import browser, copied

AT = "/koordinator/36/2024-Q3.zip"


def package_of(workspace: Workspace) -> Package:
    """The package of Banten."""
    found = province_package(workspace, workspace.register.regions["36"], QUARTER)
    assert found is not None
    return found


def test_every_current_paper_is_in_it_with_its_hash(signed_in: SignIn) -> None:
    """Reports, fact sheets and the manifest in both forms, all of which agree with the bytes."""
    answer = signed_in("citra").get(AT)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-length"] == str(len(answer.content))
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
        manifest = json.loads(archive.read("manifest.json"))
        rows = list(csv.DictReader(StringIO(archive.read("manifest.csv").decode())))
        assert (manifest["province"], manifest["quarter"]) == ("36", "2024-Q3")
        papers = {one["file"]: one for one in manifest["documents"]}
        assert set(papers) == set(names) - {"manifest.csv", "manifest.json"}
        for name, told in papers.items():
            content = archive.read(name)
            assert content.startswith(b"%PDF-")
            assert hashlib.sha256(content).hexdigest() == told["sha256"]
            assert len(content) == told["size_bytes"]
    assert [{key: str(value) for key, value in one.items()} for one in papers.values()] == rows
    assert {(one["code"], one["kind"]) for one in papers.values()} == {
        (code, kind) for code in ("36.03", "36.72") for kind in ("laporan", "lembar_fakta")
    }
    assert {one["state"] for one in papers.values()} <= {"draft", "reviewed", "published"}


def test_any_part_equals_that_part_of_the_whole(workspace: Workspace) -> None:
    """Random ranges, single bytes and the seams between members are cut from the same bytes."""
    package = package_of(workspace)
    whole = b"".join(package.bytes_of(0, package.size))
    assert len(whole) == package.size
    seams = [at for at in range(len(whole)) if whole[at : at + 2] == b"PK"][:40]
    chance = random.Random(7)
    cuts = [(at, at + 1) for at in (0, package.size - 1, *seams)]
    cuts += [(max(0, at - 3), min(at + 40, package.size)) for at in seams]
    cuts += [tuple(sorted(chance.sample(range(package.size + 1), 2))) for _ in range(60)]  # type: ignore[misc]
    for start, end in cuts:
        assert b"".join(package.bytes_of(start, end)) == whole[start:end], (start, end)


def test_a_late_part_reads_only_its_own_papers(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever goes on in the last paper does not have the others read, nor held in memory."""
    package = package_of(workspace)
    read: list[str] = []
    real = province_zip.Member.read

    def watched(self: province_zip.Member) -> bytes:
        read.append(self.name)
        return real(self)

    monkeypatch.setattr(province_zip.Member, "read", watched)
    monkeypatch.setattr(province_zip, "_sums", {})
    last = package.members[-1]
    at = package.size - sum(46 + len(one.encoded) for one in package.members) - 22 - last.size
    assert b"".join(package.bytes_of(at + 5, at + 10)) == last.content()[5:10]
    assert read == [last.name]


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-50", 206, slice(-50, None)),
        ("bytes=5-99999999999", 206, slice(5, None)),
        ("bytes=9-5", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-1,5-6", 200, slice(None)),
        ("lines=0-1", 200, slice(None)),
        ("bytes=99999999999-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=" + "9" * 400 + "-", 200, slice(None)),
    ],
)
def test_ranges_as_the_standard_has_them(
    signed_in: SignIn, asked: str, status: int, part: slice | None
) -> None:
    """Part, whole or 416, each with the length it says (RFC 9110, section 14)."""
    citra = signed_in("citra")
    whole = citra.get(AT).content
    answer = citra.get(AT, headers={"range": asked})
    assert answer.status_code == status
    if part is None:
        assert answer.headers["content-range"] == f"bytes */{len(whole)}"
        return
    assert answer.content == whole[part]
    assert answer.headers["content-length"] == str(len(answer.content))
    if status == 206:
        start = part.indices(len(whole))[0]
        end = start + len(answer.content) - 1
        assert answer.headers["content-range"] == f"bytes {start}-{end}/{len(whole)}"


def test_a_part_of_another_version_is_not_mixed_in(signed_in: SignIn) -> None:
    """If-Range with the tag gives the part, with another the whole; a known tag gives 304."""
    citra = signed_in("citra")
    head = citra.head(AT)
    assert (head.status_code, head.content) == (200, b"")
    tag, size = head.headers["etag"], int(head.headers["content-length"])
    same = citra.get(AT, headers={"range": "bytes=10-", "if-range": tag})
    assert (same.status_code, len(same.content)) == (206, size - 10)
    other = citra.get(AT, headers={"range": "bytes=10-", "if-range": '"lain"'})
    assert (other.status_code, len(other.content)) == (200, size)
    assert citra.get(AT, headers={"if-none-match": tag}).status_code == 304


def test_who_took_it_is_in_the_log(signed_in: SignIn, workspace: Workspace) -> None:
    """Each part that was sent stands there with who, which province and which bytes."""
    signed_in("edo").get(AT, headers={"range": "bytes=0-9"})
    newest = workspace.store.audit_page(action=Action.ZIP)[0]
    assert (newest.who, newest.subject) == ("edo", "36 2024-Q3")
    assert "bytes 0-9 of" in newest.detail


@pytest.mark.parametrize("name", ["ani", "citra"])
def test_another_province_does_not_exist(signed_in: SignIn, name: str) -> None:
    """An office has no ZIP at all, a coordinator none of elsewhere; all are answered alike."""
    person = signed_in(name)
    missing = person.get("/koordinator/99/2024-Q3.zip")
    assert missing.status_code == 404
    for at in ("/koordinator/19/2024-Q3.zip", "/koordinator/36.72/2024-Q3.zip"):
        assert person.get(at).text == missing.text
    assert person.get("/koordinator/36/2019-Q1.zip").status_code == 404
    assert person.get("/koordinator/36/tidak.zip").status_code == 404
    assert person.get("/koordinator/36/TW III 2024.zip").status_code == 404


@contextmanager
def serving(workspace: Workspace) -> Iterator[str]:
    """The portal on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(workspace), port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 15
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def test_a_damaged_paper_ends_the_download_unfinished(workspace: Workspace, tmp_path: Path) -> None:
    """Its bytes are never sent as if they were the filed ones: the connection ends before them."""
    place = copied(workspace, tmp_path / "own")
    package = package_of(place)
    papers = [one for one in package.members if one.name.endswith(".pdf")]
    (path,) = place.store.root.rglob(papers[1].name)
    path.write_bytes(b"%PDF-1.7" + b" " * (papers[1].size - 8))
    cookie = browser(place, "citra").cookies["monev_sesi"]
    got = 0
    with (
        serving(place) as address,
        pytest.raises(httpx.RemoteProtocolError),
        httpx.stream("GET", f"{address}{AT}", cookies={"monev_sesi": cookie}) as answer,
    ):
        for part in answer.iter_raw():
            got += len(part)
    assert papers[0].size < got < papers[0].size + papers[1].size
    place.store.engine.dispose()


@pytest.mark.skipif(
    not shutil.which("curl") or not shutil.which("unzip"), reason="curl and unzip are not installed"
)
def test_curl_goes_on_where_it_was_broken_off(
    signed_in: SignIn, workspace: Workspace, tmp_path: Path
) -> None:
    """A file cut off at a third is completed by `curl -C -`, and `unzip -t` finds no fault."""
    cookie = signed_in("citra").cookies["monev_sesi"]
    package = package_of(workspace)
    whole = b"".join(package.bytes_of(0, package.size))
    file = tmp_path / "banten.zip"
    file.write_bytes(whole[: len(whole) // 3])
    with serving(workspace) as address:
        taken = ["-b", f"monev_sesi={cookie}", "-o", str(file), f"{address}{AT}"]
        subprocess.run(["curl", "-sSf", "-C", "-", *taken], check=True, timeout=60)
    assert file.read_bytes() == whole
    done = subprocess.run(["unzip", "-t", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "No errors detected" in done.stdout
