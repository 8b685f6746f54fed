"""Seeded errors: small changes to the papers of a region, each with the findings it must give."""

from monev.simulate.errors import clippings, counts, exports, feeds, files, money, reading
from monev.simulate.errors.registry import ERRORS, spoil

ROOMS = (clippings, counts, exports, feeds, files, money, reading)
"""Imported so that their errors are on offer."""

__all__ = ["ERRORS", "spoil"]
