"""What every shelf of the store stands on: the engine and the folder of the workspace."""

from pathlib import Path

from sqlalchemy import Engine


class Shelf:
    """One group of named queries over an engine; `root` is the folder of the workspace."""

    def __init__(self, engine: Engine, root: Path) -> None:
        self.engine = engine
        self.root = root
