"""Simulate and collect a quarter of some governments, in a process of its own: its caches, readers
and open database end with it.

Called as `python -m bench.national.collected FOLDER INBOX REGIONS QUARTER...`.
"""

import json
import shutil
import sys
from pathlib import Path

from bench.report_nation import ERROR_RATE, PROVINCES, SEED, settings_of
from models import Quarter
from monev.collect_many import sweep_inbox
from monev.register import Register, load_register
from monev.simulate import Order, simulate
from monev.workspace import open_workspace


def provinces_of(register: Register, regions: int) -> list[str]:
    """Return as few provinces as hold so many governments; none at all stands for the nation."""
    governments = len(register.governments())
    found: list[str] = []
    there = 0
    for province in PROVINCES if regions < governments else ():
        if there >= regions:
            break
        found.append(province)
        there += 1 + len(register.children(province))
    return found if there >= regions else []


def chosen(register: Register, regions: int) -> set[str]:
    """Return the codes of the governments taken: the provinces first, then what is below them."""
    provinces = provinces_of(register, regions)
    if not provinces:
        kinds = sorted(register.governments(), key=lambda one: one.kind != "provinsi")
        return {one.code for one in kinds[:regions]}
    below = [one.code for province in provinces for one in register.children(province)]
    return {*provinces, *below[: max(regions - len(provinces), 0)]}


def collect_quarter(folder: Path, inbox: Path, regions: int, quarter: Quarter) -> int:
    """Simulate and collect a quarter of so many governments; returns the files read."""
    workspace = open_workspace(settings_of(folder))
    provinces = provinces_of(workspace.register, regions)
    taken = chosen(workspace.register, regions)
    files = 0
    for province in provinces or [""]:
        place = inbox / (province or "all")
        simulate(Order(quarter, SEED, ERROR_RATE, province), place, workers=2)
        for papers in (place / str(quarter)).iterdir():
            if papers.is_dir() and papers.name not in taken:
                shutil.rmtree(papers)
        files += sweep_inbox(workspace, str(place), quarter).files
    return files


def main() -> None:
    """Collect each quarter named and print how many files were read."""
    folder, inbox, regions, *quarters = sys.argv[1:]
    files = [
        collect_quarter(Path(folder), Path(inbox), int(regions), Quarter.parse(one))
        for one in quarters
    ]
    governments = len(chosen(load_register(), int(regions)))
    print(json.dumps({"files": sum(files), "governments": governments}))


if __name__ == "__main__":
    main()
