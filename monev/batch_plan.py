"""How a run over a quarter is cut into batches. Who takes them is for `batches`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models import NATION, BatchStage
from monev.evaluate_many import Plan

LARGEST = 40
"""Regions in a batch: at its end the processes of a pool wait for the slowest one."""
SMALLEST = 8
BATCHES_EACH = 10
"""So many batches a taker should come to, so that none waits long for the last one."""


@dataclass(frozen=True)
class Share:
    """Batches of one kind as (label, codes), before they are laid out."""

    stage: BatchStage
    label: str
    codes: tuple[str, ...]


def shares_of(plan: Plan, takers: int, recap_scopes: Sequence[str] = ()) -> list[Share]:
    """Return the batches of a plan: kab/kota by province, the provinces above them, then recaps.

    Small provinces are put together and large ones are split. Every recap is asked for: whoever
    takes it makes it where an evaluation is newer than it.
    """
    regions = sum(len(codes) for _, codes in plan.batches)
    size = (
        LARGEST if takers < 2 else min(LARGEST, max(SMALLEST, regions // (takers * BATCHES_EACH)))
    )
    shares = [
        Share(BatchStage.KAB_KOTA, f"kab/kota of {label}", codes)
        for label, codes in _grouped(plan.batches, size)
    ]
    for stage, label, codes in (
        (BatchStage.PROVINCES, "provinces", plan.provinces),
        (BatchStage.RECAPS, "recaps", _nation_first(recap_scopes)),
    ):
        parts = list(_parts(codes, size if takers < 2 else -(-len(codes) // takers)))
        for number, part in enumerate(parts, start=1):
            suffix = f" {number}/{len(parts)}" if len(parts) > 1 else ""
            shares.append(Share(stage, label + suffix, part))
    return shares


def _grouped(
    batches: Iterable[tuple[str, tuple[str, ...]]], size: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Put small provinces together and split large ones, in their order."""
    names: list[str] = []
    held: tuple[str, ...] = ()
    for name, codes in batches:
        if held and len(held) + len(codes) > size:
            yield " ".join(names), held
            names, held = [], ()
        if len(codes) <= size:
            names, held = [*names, name], held + codes
            continue
        parts = list(_parts(codes, size))
        for number, part in enumerate(parts, start=1):
            yield f"{name}, {number}/{len(parts)}", part
    if held:
        yield " ".join(names), held


def _parts(codes: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Split codes into parts of nearly one size, none larger than `size`."""
    count = -(-len(codes) // size) if codes else 0
    for number in range(count):
        first, last = (len(codes) * one // count for one in (number, number + 1))
        yield tuple(codes[first:last])


def _nation_first(scopes: Sequence[str]) -> tuple[str, ...]:
    """The nation's takes longest, so it begins first."""
    return tuple(sorted(scopes, key=lambda one: one != NATION))
