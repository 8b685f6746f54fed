"""Where bytes rest: put once, never overwritten, whole, and the same promises in a bucket."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs

from monev.depot import Bucket, Depot, Folder, open_depot
from monev.errors import ArchiveError, EnvironmentFault, UsageError
from tests.object_store import new_bucket, s3_server

KEY = "reports/2024-Q3/36.72/laporan.pdf"


@pytest.fixture(scope="module")
def s3() -> Iterator[None]:
    """A local S3 server that this process reaches through its environment."""
    with s3_server() as told, pytest.MonkeyPatch.context() as environment:
        for name, value in told.items():
            environment.setenv(name, value)
        yield


@pytest.fixture(params=["folder", "memory", "s3"])
def depot(request: pytest.FixtureRequest, tmp_path: Path) -> Depot:
    """An empty depot of each kind."""
    if request.param == "folder":
        return open_depot("", tmp_path)
    if request.param == "memory":
        return open_depot(f"memory://{tmp_path.name}", tmp_path)
    request.getfixturevalue("s3")
    return open_depot(new_bucket(), tmp_path)


def test_bytes_come_back_as_they_were_put(depot: Depot) -> None:
    """What was put is held and read; what was not is neither."""
    assert not depot.holds(KEY)
    depot.put(KEY, b"%PDF-\0\xff")
    assert depot.holds(KEY)
    assert depot.read(KEY) == b"%PDF-\0\xff"
    assert not depot.holds("reports/2024-Q3")


def test_the_same_bytes_again_change_nothing(depot: Depot) -> None:
    """A second worker that files the same report leaves one file."""
    depot.put(KEY, b"satu")
    depot.put(KEY, b"satu")
    assert depot.read(KEY) == b"satu"
    assert not depot.holds(aside(b"satu"))


def test_other_bytes_are_set_aside(depot: Depot) -> None:
    """What stood under the name before is still there, under its hash."""
    depot.put(KEY, b"yatim")
    depot.put(KEY, b"baru")
    assert depot.read(KEY) == b"baru"
    assert depot.read(aside(b"yatim")) == b"yatim"


def aside(content: bytes) -> str:
    """The key under which bytes are set aside."""
    digest = hashlib.sha256(content).hexdigest()[:12]
    return KEY.replace("laporan", f"laporan.orphan-{digest}")


def test_what_is_gone_is_said_with_its_address(depot: Depot) -> None:
    """The message names the place, so that an operator finds it in the backup."""
    with pytest.raises(ArchiveError, match="is gone; restore it") as told:
        depot.read(KEY)
    assert depot.address(KEY) in str(told.value)
    assert KEY in depot.address(KEY)


def test_a_folder_keeps_no_half_written_file(tmp_path: Path) -> None:
    """A write that fails leaves the old bytes and nothing under the name."""
    folder = Folder(tmp_path)
    folder.put(KEY, b"satu")
    blocked = "reports/2024-Q3/36.72/laporan.pdf/inside"
    with pytest.raises(OSError, match="laporan"):
        folder.put(blocked, b"dua")
    with pytest.MonkeyPatch.context() as full:
        full.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "disk full")))
        with pytest.raises(OSError, match="disk full"):
            folder.put(KEY.replace("36.72", "36.74"), b"tiga")
    assert folder.read(KEY) == b"satu"
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["laporan.pdf"]


def test_a_bucket_sees_what_another_machine_has_put(s3: None) -> None:
    """Nothing is remembered about what a bucket holds."""
    address = new_bucket()
    here, there = Bucket(address), Bucket(address + "/")
    assert not here.holds(KEY)
    there.put(KEY, b"satu")
    assert here.holds(KEY)
    assert here.read(KEY) == b"satu"


def test_a_missing_bucket_is_a_fault_with_a_cure(s3: None) -> None:
    """A wrong name ends in words, not in the library's own error."""
    with pytest.raises((ArchiveError, EnvironmentFault), match="s3://nobody-made-this/office"):
        Bucket("s3://nobody-made-this/office").put(KEY, b"satu")


def test_an_unknown_kind_of_address_is_refused() -> None:
    """The message says what is written instead."""
    with pytest.raises(UsageError, match=r"MONEV_FILES is 'gopher://files'.*s3://NAME/PREFIX"):
        open_depot("gopher://files", Path())


def test_a_bucket_proves_that_it_overwrites_nothing(s3: None) -> None:
    """The check leaves nothing behind; a store that replaces what it holds is refused."""
    address = new_bucket()
    bucket = Bucket(address)
    assert bucket.check() == f"{address} takes, keeps and gives back"
    assert s3fs.S3FileSystem().find(address) == []

    class Careless(Bucket):
        def _sent(self, key: str, content: bytes, **how: object) -> None:
            super()._sent(key, content, mode="overwrite")

    with pytest.raises(EnvironmentFault, match="If-None-Match"):
        Careless(address).check()
    assert s3fs.S3FileSystem().find(address) == []
