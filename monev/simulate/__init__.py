"""A simulated nation: inboxes of all governments in the real formats, and what must be found there.

Everything it makes says that it is simulated. Reading, judging and storing belong elsewhere; it
never imports the rules whose findings it foretells.
"""

from monev.simulate.compare import Comparison, compare
from monev.simulate.manifest import Manifest, read_manifest
from monev.simulate.nation import Order, simulate
from monev.simulate.serve import serving, write_endpoints

__all__ = [
    "Comparison",
    "Manifest",
    "Order",
    "compare",
    "read_manifest",
    "serving",
    "simulate",
    "write_endpoints",
]
