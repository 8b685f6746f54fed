"""Evaluations filed without being scored: a store with the scorecards a test wants."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from models import Evaluation
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.ranking.tables import Told, card

MOMENT = datetime(2024, 10, 11, tzinfo=UTC)


def file_cards(
    folder: Path, cards: Mapping[str, Mapping[str, Told]], quarter: str = "2024-Q3"
) -> Workspace:
    """Return a new workspace in which these regions have these scorecards."""
    place = open_workspace(Settings(workspace=folder))
    for code, told in cards.items():
        made = card(told, code=code).model_copy(update={"quarter": quarter})
        place.store.file_evaluation(
            Evaluation(
                region_code=code,
                quarter=quarter,
                revision=1,
                reason="uji",
                mode=made.mode,
                rubric_profile=made.rubric_profile,
                rubric_version=made.rubric_version,
                inputs_sha256=hashlib.sha256(code.encode()).hexdigest(),
                completeness=made.completeness,
                score=made.score,
                score_low=made.score_low,
                score_high=made.score_high,
                band=made.band,
                provisional=made.provisional,
                scorecard=made.model_dump(mode="json"),
                created_at=MOMENT,
            ),
            [],
            [],
            [],
            [],
        )
    return place
