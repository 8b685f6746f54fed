"""What a child process may be told to do in tests; light to import, for every child does."""

import os
import re
import signal
import time
from pathlib import Path
from typing import Any

from models.region import Region
from monev.errors import UnknownRegionError
from monev.register import load_register
from monev.sources.confined import ReadingRoom
from tests.arrivals import arrived
from tests.sources.hostile import CLIPPING

MEGABYTE = 1_000_000


def take_memory(megabytes: int) -> int:
    """Fill so much memory."""
    return len(bytearray(b"x") * (megabytes * MEGABYTE))


def compute_for_ever() -> None:
    """Compute until somebody ends it."""
    while True:
        pass


def do(deed: str) -> Any:
    """Do one of a few things that readers should not."""
    match deed:
        case "sleep":
            time.sleep(60)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(3)
        case "stumble":
            raise KeyError("jumlah")
        case "refuse":
            raise UnknownRegionError("Kota X", [("36.72", "Kota Cilegon")])
        case "peak":
            status = Path("/proc/self/status").read_text(encoding="ascii")
            return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) * 1024
        case "answer":
            return os.getpid()
    return None


class Stumbling:
    """A resolver that fails in a way no reader expects, or that cannot even be sent."""

    def __call__(self, code: str) -> Region:
        """Fail."""
        raise ZeroDivisionError(code)


class Unopenable(Stumbling):
    """A resolver that breaks in the child's hands."""

    def __reduce__(self) -> Any:
        return int, ("x",)


def read_in_a_worker() -> int:
    """Open a room inside a worker of another pool."""
    with ReadingRoom(load_register().resolve) as room:
        return len(room.read(CLIPPING.encode(), arrived()).facts)
