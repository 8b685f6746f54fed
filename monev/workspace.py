"""One opened installation: settings, store, register and rules, handed together to the edges."""

import atexit
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import make_engine
from monev.depot import open_depot
from monev.errors import UsageError
from monev.quality import QualityRule, load_quality_rules
from monev.register import Register, load_register
from monev.reports.issuer import Issuer, read_issuer
from monev.rubric import Rubric, load_rubric
from monev.scoring import FORMULAS
from monev.settings import Settings
from monev.store import Store

if TYPE_CHECKING:
    from monev.press import Press
    from monev.sources.confined import ReadingRoom

MODES = ("", "ketat", "indikatif")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Workspace:
    """Everything a step needs that is not about one region. `now` is the only clock.

    `measures` keeps what all regions are compared with while nothing new is stored. `press` lays
    out documents beside this process, where somebody began one.
    """

    settings: Settings
    store: Store
    register: Register
    rubric: Rubric
    now: Callable[[], datetime] = field(default=_now)
    measures: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    press: "Press | None" = field(default=None, compare=False, repr=False)

    @cached_property
    def quality_rules(self) -> list[QualityRule]:
        """The data-integrity rules of the catalogue."""
        return load_quality_rules()

    @cached_property
    def issuer(self) -> Issuer:
        """The office that issues documents; the project's own letterhead where none is set."""
        path = self.settings.issuer
        return Issuer() if path is None else read_issuer(path)


def open_workspace(settings: Settings, migrate: bool = True) -> Workspace:
    """Open the workspace of `settings`; `migrate=False` for workers whose parent has done it.

    Raises CatalogueError when the rules cannot be used, UsageError for an unknown profile or mode.
    """
    if settings.mode not in MODES:
        raise UsageError(f"MONEV_MODE is {settings.mode!r}; write ketat or indikatif, or leave it")
    register = load_register()
    root = settings.workspace.resolve()
    depot = open_depot(settings.files, root)
    if migrate:
        store = Store.open(settings.url, root, register, depot)
    else:
        store = Store(make_engine(settings.url), root, depot)
    rubric = load_rubric(profile=settings.profile, formulas=FORMULAS)
    return Workspace(settings=settings, store=store, register=register, rubric=rubric)


@cache
def reading_room() -> "ReadingRoom":
    """Return the confined readers of this process; they start with the first file."""
    # Loads every reader; who evaluates only does not pay for it.
    from monev.sources.confined import ReadingRoom

    room = ReadingRoom(load_register(), workers=Settings().workers)
    atexit.register(room.close)
    return room


def packaged_example() -> Path:
    """Return the folder of published figures that comes with Monev."""
    return Path(str(files("examples") / "published-2024-2025"))
