"""One file per page or pair of pages; each offers a `router`, and in `MENU` its menu entries.

A file put here is found by itself; nothing else has to be told of it.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType


def all_pages() -> Iterator[ModuleType]:
    """Yield the modules of all pages, by name."""
    for one in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        yield import_module(f"{__name__}.{one.name}")
