"""The inbox: what lies in a folder or an object store, and what is not whole yet."""

import threading
import time
from pathlib import Path

import fsspec
import pytest

from models import Quarter
from monev.errors import UsageError
from monev.inbox import Inbox, Waiting


def look(folder: Path | str, settled: float = 0.0) -> list[Waiting]:
    """All that waits in a folder; files count as settled at once unless told otherwise."""
    return list(Inbox(str(folder), settled).waiting())


def lay(folder: Path, *paths: str) -> None:
    """Write small files below a folder."""
    for path in paths:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.encode())


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """The same folder is always swept in the same order."""
    lay(tmp_path, "c.csv", "a/z.csv", "b.xlsx")
    assert [one.path for one in look(tmp_path)] == ["a/z.csv", "b.xlsx", "c.csv"]


def test_the_folder_says_quarter_and_region(tmp_path: Path) -> None:
    """`2024-Q3/36.72/` tells both; other folder names tell nothing, and file names never do."""
    lay(tmp_path, "2024-Q3/36.72/a.xlsx", "kiriman baru/2024-Q2.csv", "TW III 2024/b.csv")
    found = {one.name: (one.quarter, one.region) for one in look(tmp_path)}
    assert found == {
        "a.xlsx": (Quarter(2024, 3), "36.72"),
        "2024-Q2.csv": (None, ""),
        "b.csv": (Quarter(2024, 3), ""),
    }


@pytest.mark.parametrize(
    "path",
    ["a.xlsx.part", "b.csv.tmp", ".c.csv", "~$d.xlsx", ".git/e.csv", "f.crdownload", "README.md"],
)
def test_hidden_and_half_written_names_are_left_alone(tmp_path: Path, path: str) -> None:
    """Names that programs give to files they have not finished are never read."""
    lay(tmp_path, path)
    assert look(tmp_path) == []


def test_a_file_that_still_grows_is_unfinished(tmp_path: Path) -> None:
    """A copy that is going on while we look is told apart from a whole file."""
    lay(tmp_path, "utuh.csv")
    going = threading.Event()
    path = tmp_path / "tumbuh.csv"

    def copy() -> None:
        with path.open("wb") as target:
            while not going.is_set():
                target.write(b"baris\n")
                target.flush()
                time.sleep(0.02)

    writer = threading.Thread(target=copy)
    writer.start()
    time.sleep(0.1)
    try:
        found = {one.name: one.unfinished for one in look(tmp_path, settled=0.3)}
    finally:
        going.set()
        writer.join()
    assert found == {"utuh.csv": False, "tumbuh.csv": True}


def test_a_file_that_changed_since_it_was_listed_is_not_read(tmp_path: Path) -> None:
    """Between the look and the reading the file grew: it is refused, not cut."""
    lay(tmp_path, "a.csv")
    inbox = Inbox(str(tmp_path), 0.0)
    (one,) = inbox.waiting()
    (tmp_path / "a.csv").write_bytes(b"lebih panjang dari sebelumnya")
    with pytest.raises(UsageError, match="changed while it was read"):
        inbox.read(one)


def test_a_link_out_of_the_inbox_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link could name any file of the machine."""
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia")
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "tautan.csv").symlink_to(secret)
    assert look(folder) == []


def test_an_object_store_prefix_is_an_inbox_too() -> None:
    """What fsspec opens is swept like a folder."""
    store = fsspec.filesystem("memory")
    store.pipe("/kotak/2024-Q3/36.72/a.csv", b"isi")
    try:
        inbox = Inbox("memory://kotak", 0.0)
        (one,) = inbox.waiting()
        assert (one.path, one.region, inbox.read(one)) == ("2024-Q3/36.72/a.csv", "36.72", b"isi")
    finally:
        store.rm("/kotak", recursive=True)


def test_no_folder_is_said_plainly(tmp_path: Path) -> None:
    """A wrong path is wrong usage, not an empty inbox."""
    with pytest.raises(UsageError, match="is no folder"):
        look(tmp_path / "tidak-ada")


def test_an_address_nobody_can_open_is_said_plainly() -> None:
    """An unknown kind of address names itself and the cure."""
    with pytest.raises(UsageError, match="cannot be opened as an inbox"):
        Inbox("gudang://kotak")
