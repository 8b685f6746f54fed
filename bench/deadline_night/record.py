"""What was asked and how it was answered: one line for each request, in a file between processes.

Sums and aims belong to `sums` and `tables`.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Kind(StrEnum):
    """What a request was for."""

    SIGN_IN = "sign-in"
    PAGE = "page"
    CHECK = "check page"
    BLANK = "blank workbook"
    UPLOAD = "upload"
    CONFIRM = "confirm"
    DOWNLOAD = "download"


@dataclass(frozen=True)
class Asked:
    """One request: when it began, how long until its last byte, and what came.

    `status` is 0 where no answer came; `problem` says why, or what is wrong with an answer.
    """

    kind: Kind
    code: str
    began: float
    seconds: float
    status: int
    received_bytes: int = 0
    problem: str = ""


@dataclass
class Told:
    """What a driver saw: its requests, who saw a receipt, and how late it was itself.

    `receipts` are numbers by region as pages showed them, `given_up` why a region has none.
    `wrong` are answers with other bytes than they promise.
    `noted_downloads` are those that brought bytes, all or a part; `late_seconds` is the longest
    time by which a visit or download began after its moment.
    """

    asked: list[Asked] = field(default_factory=list)
    receipts: dict[str, list[int]] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    noted_downloads: int = 0
    signed_in: int = 0
    late_seconds: float = 0.0
    seconds: float = 0.0
    processor_seconds: float = 0.0

    def write(self, path: Path) -> None:
        """Write everything to a file."""
        path.write_text("\n".join(json.dumps(one) for one in self._lines()), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Told":
        """Return what a driver has written."""
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        lines = (json.loads(one) for one in rest)
        asked = [Asked(**{**one, "kind": Kind(one["kind"])}) for one in lines]
        return cls(**json.loads(first), asked=asked)

    def _lines(self) -> Iterator[dict[str, Any]]:
        whole = asdict(self)
        requests = whole.pop("asked")
        yield whole
        yield from requests
