"""By which rules most of the read evaluations were scored: what a recap says of bands and marks."""

from collections.abc import Sequence

from models import Quarter
from monev.errors import ArchiveError, CatalogueError
from monev.ranking import LeagueSettings, rules_of_most
from monev.recap import RulesUsed
from monev.rubric import rules_in_force
from monev.sum_up.reading import Read
from monev.wording import Wording
from monev.workspace import Workspace


def rules_used(
    workspace: Workspace, quarter: Quarter, reads: Sequence[Read], settings: LeagueSettings
) -> RulesUsed:
    """Return the rules of most of these evaluations, of which there must be one.

    Raises CatalogueError where the rubric does not say how many kab/kota a mean needs.
    """
    most = rules_of_most([one.entrant for one in reads])
    alike = [one for one in reads if one.rules == most]
    frame = alike[0].card.frame
    if frame is None:
        raise ArchiveError(
            f"the scorecard of {alike[0].region.code} {quarter} bears no rules of its total; "
            f"`monev rerun {alike[0].region.code} --period {quarter}` files one that does"
        )
    needed = rules_in_force(workspace.rubric, "provinsi", quarter.end).parameter(
        settings.roll_up.known_share
    )
    if needed is None:
        raise CatalogueError(
            "parameters", 1, settings.roll_up.known_share, f"no value on {quarter.end}"
        )
    profile, version, mode = most
    return RulesUsed(
        profile=profile,
        version=version,
        mode=mode,
        title=alike[0].told.rubric_title,
        bands=frame.bands,
        pillars=_pillars(alike),
        provisional_below=frame.provisional_below,
        no_band_below=frame.no_band_below,
        known_needed=needed.value,
        evidence_cap=frame.evidence_cap,
    )


def _pillars(reads: Sequence[Read]) -> dict[str, Wording]:
    """Return the pillars that weigh anything for anybody, in printed order."""
    longest = max((one.card.pillars for one in reads), key=len)
    weighing = {pillar.id for one in reads for pillar in one.card.pillars if pillar.weight}
    return {one.id: one.title for one in longest if one.id in weighing}
