"""Dice that always fall the same way for the same words. What is thrown for belongs to others."""

import hashlib
import random
from collections.abc import Mapping, Sequence


def dice(seed: int, *words: object) -> random.Random:
    """Return a generator that depends on the seed and these words, and on nothing else."""
    text = "\x1f".join([str(seed), *map(str, words)])
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return random.Random(number)  # noqa: S311  # a story is told, no secret kept


def between(throw: random.Random, ends: Sequence[float]) -> float:
    """Return a number between two ends."""
    return throw.uniform(float(ends[0]), float(ends[1]))


def one_of(throw: random.Random, shares: Mapping[str, float]) -> str:
    """Return one of the names by its share; the last one takes what is left."""
    at = throw.random() * sum(shares.values())
    for name, share in shares.items():
        at -= share
        if at < 0:
            return name
    return list(shares)[-1]
