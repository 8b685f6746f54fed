"""A simulated period on disk: one folder per government, and the manifest beside them."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from models.quarter import Quarter
from models.region import Region
from monev.errors import UsageError
from monev.register import Register, load_register
from monev.simulate.manifest import Late, Manifest, SeededError, write_manifest
from monev.simulate.shapes import load_shapes
from monev.simulate.world import World
from monev.simulate.written import Written, write_region

BATCH = 16
NOTICE = "DATA-SIMULASI.md"
NOTICE_TEXT = (
    "# DATA SIMULASI\n\nEverything in this folder is invented by `monev simulate`. Nothing in it is"
    " a fact about\na real government. `manifest.json` lists the findings it must give.\n"
)


@dataclass(frozen=True)
class Order:
    """What is asked for: a period, a seed, a share of regions with errors, one province or all."""

    quarter: Quarter
    seed: int
    rate: float = 0.0
    province: str = ""


def governments(register: Register, province: str = "") -> list[Region]:
    """Return the governments to simulate: all, or a province with its kabupaten and kota.

    Raises UnknownRegionError or UsageError for a code that is no province's.
    """
    if not province:
        return register.governments()
    children = register.children(province)
    return [register.regions[register.in_force_code(province)], *children]


def simulate(order: Order, out: Path, workers: int = 1) -> Manifest:
    """Write the inbox of a period below `out` and return its manifest.

    An earlier simulation of the period is replaced. Every region is written alone, so that a
    province gives the same bytes as it does within the nation. Raises UsageError where the folder
    of the period holds anything that is not simulated.
    """
    folder = out / str(order.quarter)
    _clear(folder)
    codes = [one.code for one in governments(load_register(), order.province)]
    results = list(_written(order, folder, codes, workers))
    manifest = _manifest(order, codes, results)
    write_manifest(manifest, folder)
    return manifest


def _clear(folder: Path) -> None:
    """Make the folder empty but for the notice; only what a simulation wrote is ever removed."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / NOTICE).is_file():
            raise UsageError(
                f"{folder} holds files that no simulation wrote; give another folder with --out"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NOTICE).write_text(NOTICE_TEXT, encoding="utf-8")


@dataclass(frozen=True)
class Outcome:
    """What became of one region: its bytes are on disk, the rest is for the manifest."""

    code: str
    written: Written | None
    sha256: dict[str, str]


def _written(order: Order, folder: Path, codes: list[str], workers: int) -> Iterator[Outcome]:
    batches = [codes[at : at + BATCH] for at in range(0, len(codes), BATCH)]
    if workers < 2 or len(batches) < 2:
        for batch in batches:
            yield from _write_batch(order, folder, batch)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        count = len(batches)
        for done in pool.map(_write_batch, [order] * count, [folder] * count, batches):
            yield from done


def _write_batch(order: Order, folder: Path, codes: Iterable[str]) -> list[Outcome]:
    register, shapes = load_register(), load_shapes()
    return [
        _write_one(World(order.seed, register.regions[code], shapes), order, folder)
        for code in codes
    ]


def _write_one(world: World, order: Order, folder: Path) -> Outcome:
    written = write_region(world, order.quarter, order.rate)
    code, hashes = world.region.code, {}
    if written is not None:
        (folder / code).mkdir()
        for name, content in written.files.items():
            (folder / code / name).write_bytes(content)
            hashes[f"{code}/{name}"] = hashlib.sha256(content).hexdigest()
        written = Written(code, {}, written.expected, written.error, written.late)
    return Outcome(code, written, hashes)


def _manifest(order: Order, codes: list[str], results: list[Outcome]) -> Manifest:
    here = [(one.code, one.written) for one in results if one.written is not None]
    register, shapes = load_register(), load_shapes()
    late = [
        Late(region=code, handed_in_on=day)
        for code, written in here
        if written.late
        and (day := World(order.seed, register.regions[code], shapes).handed_in_on(order.quarter))
    ]
    hashes = {path: digest for one in results for path, digest in one.sha256.items()}
    return Manifest(
        version=shapes.version,
        seed=order.seed,
        period=str(order.quarter),
        error_rate=order.rate,
        province=order.province,
        governments=len(codes),
        files=len(hashes),
        missing=[one.code for one in results if one.written is None],
        late=late,
        errors=[SeededError(region=code, kind=one.error) for code, one in here if one.error],
        findings=[expected for _, one in here for expected in one.expected],
        sha256=hashes,
    )
