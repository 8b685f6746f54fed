"""Asks whether anything in a lock file has a known weakness, and says what could not be asked.

    python -m tools.audit                      requirements.lock
    python -m tools.audit requirements-s3.lock

pip-audit asks the vulnerability service; `MONEV_AUDIT_OSV` names another one that speaks OSV, for
a machine that reaches only its own mirror. Ends with 0 where nothing is known, 1 where something
is, and 3 where no service answered for anything: then nothing is known at all.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CLEAN, WEAK, UNKNOWN = 0, 1, 3
AT_MOST_SECONDS = 300


@dataclass(frozen=True)
class Audited:
    """What a service said: how many packages it knew, weaknesses found, packages left unasked."""

    known: int
    weaknesses: tuple[str, ...]
    unasked: tuple[str, ...]
    trouble: str = ""

    @property
    def code(self) -> int:
        """The exit code that tells it."""
        if self.weaknesses:
            return WEAK
        return CLEAN if self.known else UNKNOWN


def audited(lock: Path, osv: str = "") -> Audited:
    """Ask about every package of a lock file with hashes; trouble is told, never raised."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-f", "json"]
    command += ["--progress-spinner", "off", "-r", str(lock)]
    command += ["-s", "osv", "--osv-url", osv] if osv else []
    try:
        ran = subprocess.run(  # noqa: S603 - our own interpreter, and words of this file
            command, capture_output=True, text=True, timeout=AT_MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Audited(0, (), (), f"no answer within {AT_MOST_SECONDS} s")
    try:
        return _read(json.loads(ran.stdout))
    except json.JSONDecodeError:
        said = ran.stderr.strip().splitlines() or ["no answer"]
        return Audited(0, (), (), said[-1])


def _read(answer: Mapping[str, Any]) -> Audited:
    weaknesses, unasked, known = [], [], 0
    for one in answer["dependencies"]:
        if "skip_reason" in one:
            unasked.append(one["name"])
            continue
        known += 1
        for weakness in one["vulns"]:
            mended = ", ".join(weakness["fix_versions"]) or "no version yet"
            weaknesses.append(f"{one['name']} {one['version']}: {weakness['id']}, mended: {mended}")
    return Audited(known, tuple(weaknesses), tuple(unasked))


def told(found: Audited, lock: Path) -> str:
    """Return what was found in a few lines."""
    if found.code == UNKNOWN:
        why = found.trouble or f"none of {len(found.unasked)} packages is known to it"
        return (
            f"{lock.name}: NOT AUDITED, no vulnerability service answers from here ({why}); run it "
            "where one does, or name one that speaks OSV in MONEV_AUDIT_OSV"
        )
    lines = [f"{lock.name}: {found.known} packages asked about, {len(found.weaknesses)} weaknesses"]
    lines += [f"  {one}" for one in found.weaknesses]
    if found.unasked:
        lines.append(f"  not asked about: {', '.join(found.unasked)}")
    return "\n".join(lines)


def main() -> int:
    """Audit the lock files named and say what was found; the worst decides the exit code."""
    locks = [Path(one) for one in sys.argv[1:]] or [ROOT / "requirements.lock"]
    codes = []
    for lock in locks:
        found = audited(lock, os.environ.get("MONEV_AUDIT_OSV", ""))
        sys.stdout.write(f"{told(found, lock)}\n")
        codes.append(found.code)
    return next(code for code in (WEAK, UNKNOWN, CLEAN) if code in codes)


if __name__ == "__main__":
    sys.exit(main())
