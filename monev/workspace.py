"""One opened installation: settings, store, register and rules, handed together to the edges."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from models import make_engine
from monev.quality import QualityRule, load_quality_rules
from monev.register import Register, load_register
from monev.rubric import Rubric, load_rubric
from monev.settings import Settings
from monev.store import Store


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Workspace:
    """Everything a step needs that is not about one region. `now` is the only clock."""

    settings: Settings
    store: Store
    register: Register
    rubric: Rubric
    now: Callable[[], datetime] = field(default=_now)

    @cached_property
    def quality_rules(self) -> list[QualityRule]:
        """The data-integrity rules of the catalogue."""
        return load_quality_rules()


def open_workspace(settings: Settings, migrate: bool = True) -> Workspace:
    """Open the workspace of `settings`; `migrate=False` for workers whose parent has done it.

    Raises CatalogueError when the rules cannot be used.
    """
    register = load_register()
    root = settings.workspace.resolve()
    if migrate:
        store = Store.open(settings.url, root, register)
    else:
        store = Store(make_engine(settings.url), root)
    return Workspace(settings=settings, store=store, register=register, rubric=load_rubric())


def packaged_example() -> Path:
    """Return the folder of published figures that comes with Monev."""
    return Path(str(files("examples") / "published-2024-2025"))
