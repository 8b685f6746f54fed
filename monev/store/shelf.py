"""What every shelf of the store stands on: the engine, the folder and where files rest."""

from pathlib import Path

from sqlalchemy import Engine

from monev.depot import Depot, Folder


class Shelf:
    """One group of named queries over an engine.

    `root` is this machine's folder of the workspace; `depot` keeps evidence and documents, in that
    folder where none is given.
    """

    def __init__(self, engine: Engine, root: Path, depot: Depot | None = None) -> None:
        self.engine = engine
        self.root = root
        self.depot = Folder(root) if depot is None else depot
