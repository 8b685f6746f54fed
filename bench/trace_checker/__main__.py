"""`python -m bench.trace_checker FILE.json ...` checks traces; exits 1 if a number disagrees."""

import json
import sys
from pathlib import Path

from . import check


def main(paths: list[str]) -> int:
    """Print the disagreements of every file, and say how many there are."""
    total = 0
    for path in paths:
        found = check(json.loads(Path(path).read_text("utf-8")))
        total += len(found)
        for line in found:
            print(f"{path}: {line}")
    print(f"{len(paths)} traces checked, {total} disagreements")
    return 1 if total or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
