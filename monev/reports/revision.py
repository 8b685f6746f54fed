"""What a new revision changed against the one before, in one Indonesian paragraph."""

from monev.printing import score
from monev.scorecard import Scorecard


def changes_between(before: Scorecard, after: Scorecard) -> str:
    """Return what differs between two scorecards of one region and quarter."""
    parts = []
    if before.rubric_version != after.rubric_version:
        parts.append(f"rubrik {before.rubric_version} menjadi {after.rubric_version}")
    if before.score != after.score:
        parts.append(f"nilai {score(before.score)} menjadi {score(after.score)}")
    if before.band != after.band:
        parts.append(
            f"predikat {before.band or 'tidak diberikan'} menjadi {after.band or 'tidak diberikan'}"
        )
    earlier = {one.id: one for one in before.indicators}
    moved = [
        one.id
        for one in after.indicators
        if one.id not in earlier
        or (one.status, one.score, one.value)
        != (earlier[one.id].status, earlier[one.id].score, earlier[one.id].value)
    ]
    if moved:
        parts.append(f"indikator berubah: {', '.join(moved)}")
    return "; ".join(parts) or "tidak ada angka yang berubah"
