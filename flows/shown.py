"""How far a run is, in Prefect's pages: one progress artifact, moved once per batch.

The terminal has a bar of its own (`progress`).
"""

from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact


class Shown:
    """The progress of a run over so many regions; an empty run is done at once."""

    def __init__(self, quarter: str, regions: int) -> None:
        self._regions, self._done = regions, 0
        made = create_progress_artifact(
            progress=0.0 if regions else 100.0,
            key=f"progress-{quarter.lower()}",
            description=f"Evaluation of {quarter}: {regions} regions",
        )
        self._artifact = made if isinstance(made, UUID) else None

    def advance(self, regions: int) -> None:
        """So many more regions are done, well or not."""
        self._done += regions
        if self._artifact is not None:
            update_progress_artifact(self._artifact, progress=100 * self._done / self._regions)
