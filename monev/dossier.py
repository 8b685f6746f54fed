"""All that any document about one region and quarter is printed from, as one value.

Made while a region is evaluated, or read back from the store years later: both print the same
bytes. Nothing is calculated here, and nothing here depends on language, clock or machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import Field

from models import Finding, Quarter, Region, Tier
from monev.known import Child
from monev.profile import Profile
from monev.prospect import Prospect
from monev.scorecard import Scorecard, Value
from monev.submissions import HandIn
from monev.wording import Wording

PRESS = {Tier.PRESS, Tier.REQUOTED, Tier.RELEASE}


class PastScore(Value):
    """The outcome of one quarter as it stood when this one was evaluated; scores are 0-100.

    `rules` are profile, version and mode: a line must not be drawn from one set to another.
    """

    quarter: str
    revision: int
    score: Decimal | None
    score_low: Decimal
    score_high: Decimal
    band: str | None
    provisional: bool
    rules: tuple[str, str, str]


class Told(Value):
    """What documents print beside scorecard, profile and prospect.

    `late_facts` counts what became known or happened after the cut-off, `tiers` are the kinds of
    source the evaluation rests on, `history` the quarters before this one, oldest first.
    """

    rubric_title: Wording
    hand_in: HandIn
    late_facts: int
    tiers: list[Tier]
    history: list[PastScore] = Field(default_factory=list)

    @property
    def from_press(self) -> bool:
        """Whether anything rests on what others published."""
        return bool(PRESS & set(self.tiers))

    @property
    def simulated(self) -> bool:
        """Whether anything was invented for a trial."""
        return Tier.SIMULATED in self.tiers


@dataclass(frozen=True)
class Dossier:
    """One revision of one evaluation, ready to be printed in any form and language.

    `reason` is empty in a first revision; `before` is the scorecard of the revision before.
    """

    region: Region
    province: Region
    quarter: Quarter
    number: str
    revision: int
    reason: str
    inputs_sha256: str
    card: Scorecard
    before: Scorecard | None
    profile: Profile
    prospect: Prospect
    findings: Sequence[Finding]
    children: Sequence[Child]
    told: Told
    evaluation_id: int | None = field(default=None, compare=False)

    @property
    def present(self) -> PastScore:
        """The outcome of this quarter, in the shape of those before it."""
        card = self.card
        return PastScore(
            quarter=str(self.quarter),
            revision=self.revision,
            score=card.score,
            score_low=card.score_low,
            score_high=card.score_high,
            band=card.band,
            provisional=card.provisional,
            rules=(card.rubric_profile, card.rubric_version, card.mode),
        )
