"""Where the bytes of a workspace rest: a folder, or a bucket that several machines share.

Bytes have a key such as `reports/2024-Q3/36.72/....pdf`, and what was put under a key is never
overwritten. What keys mean, and which hash is expected, is for the rooms that ask.
"""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from fsspec.core import url_to_fs

from monev.errors import ArchiveError, EnvironmentFault, UsageError


class Depot(Protocol):
    """Keeps bytes under keys."""

    def read(self, key: str) -> bytes:
        """Return the bytes of a key; ArchiveError where there are none."""

    def holds(self, key: str) -> bool:
        """Say whether there are bytes under a key."""

    def put(self, key: str, content: bytes) -> None:
        """Keep bytes under a key, whole or not at all.

        The same bytes again change nothing. Others are set aside under their hash, so that they are
        still there for whoever looks for them.
        """

    def address(self, key: str) -> str:
        """Return where a person finds the bytes of a key."""


def open_depot(address: str, folder: Path) -> Depot:
    """Return the depot at `address` (such as `s3://bucket/office`), else the one in `folder`.

    Raises UsageError for an address that no library here can open.
    """
    return Bucket(address) if address else Folder(folder)


class Folder:
    """A folder of one machine, or one that several have mounted."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, key: str) -> bytes:
        """Return the bytes of a key; ArchiveError where there are none."""
        try:
            return (self._root / key).read_bytes()
        except FileNotFoundError as error:
            raise _gone(self.address(key)) from error

    def holds(self, key: str) -> bool:
        """Say whether there are bytes under a key."""
        return (self._root / key).is_file()

    def put(self, key: str, content: bytes) -> None:
        """Keep bytes under a key; see `Depot.put`."""
        target = self._root / key
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file():
            before = target.read_bytes()
            if before == content:
                return
            target.rename(self._root / _aside(key, before))
        partial = target.with_name(f"{target.name}.{uuid.uuid4().hex[:12]}.part")
        try:
            partial.write_bytes(content)
            partial.replace(target)
        except OSError:  # a full disk is not filled with what is of no use
            partial.unlink(missing_ok=True)
            raise

    def address(self, key: str) -> str:
        """Return the path of a key."""
        return str(self._root / key)


class Bucket:
    """A prefix of an object store, reached through fsspec; its own settings are the store's.

    For S3 these are the usual `AWS_` variables (docs/grow.md).
    """

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        try:
            # Listings must not be remembered: other machines put files there at the same time.
            self._files, self._root = url_to_fs(self._address, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise UsageError(
                f"MONEV_FILES is {address!r} and cannot be opened: {error}. A bucket is written "
                "s3://NAME/PREFIX and needs the packages of requirements-s3.lock; leave it empty "
                "to keep files in the workspace"
            ) from error

    def read(self, key: str) -> bytes:
        """Return the bytes of a key; ArchiveError where there are none."""
        try:
            with self._reached(key, FileNotFoundError):
                return bytes(self._files.cat_file(self._path(key)))
        except FileNotFoundError as error:
            raise _gone(self.address(key)) from error

    def holds(self, key: str) -> bool:
        """Say whether there are bytes under a key."""
        with self._reached(key):
            return bool(self._files.isfile(self._path(key)))

    def put(self, key: str, content: bytes) -> None:
        """Keep bytes under a key; see `Depot.put`. The usual case costs one request."""
        if self._created(key, content):
            return
        before = self.read(key)
        if before != content:
            self._created(_aside(key, before), before)
            self._sent(key, content, mode="overwrite")

    def address(self, key: str) -> str:
        """Return the address of a key."""
        return f"{self._address}/{key}"

    def check(self) -> str:
        """Put, read and remove a probe; return what answered.

        Raises EnvironmentFault where the store lets a second write replace the first: two workers
        at one report would then overwrite each other unheard.
        """
        key = f"probe-{uuid.uuid4().hex}"
        self._sent(key, b"probe", mode="create")
        try:
            if self.read(key) != b"probe" or self._created(key, b"again"):
                raise EnvironmentFault(
                    f"{self._address} ignores conditional writes (If-None-Match), so reports could "
                    "be overwritten; use a store that honours them"
                )
        finally:
            with self._reached(key):
                self._files.rm_file(self._path(key))
        return f"{self._address} takes, keeps and gives back"

    def _created(self, key: str, content: bytes) -> bool:
        """Put bytes where none are; false where some are."""
        try:
            self._sent(key, content, mode="create")
        except FileExistsError:
            return False
        return True

    def _sent(self, key: str, content: bytes, **how: Any) -> None:
        with self._reached(key, FileExistsError):
            self._files.pipe_file(self._path(key), content, **how)

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"

    @contextmanager
    def _reached(self, key: str, told: type[OSError] | None = None) -> Iterator[None]:
        """Tell a fault of the store in words; its driver raises errors of every family, at length.

        What tells something about the key, and is expected, passes through.
        """
        try:
            yield
        except Exception as error:
            if told is not None and isinstance(error, told):
                raise
            raise EnvironmentFault(
                f"{self.address(key)}: the store answered {type(error).__name__}: {error}. Check "
                "the network, the keys of the store and their rights; what was filed stays"
            ) from None


def _gone(address: str) -> ArchiveError:
    return ArchiveError(f"{address} is gone; restore it from a backup")


def _aside(key: str, content: bytes) -> str:
    """Return the key under which bytes are set aside that stand in the way of others."""
    path = PurePosixPath(key)
    digest = hashlib.sha256(content).hexdigest()[:12]
    return str(path.with_name(f"{path.stem}.orphan-{digest}{path.suffix}"))
