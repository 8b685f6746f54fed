"""The one object a report template may read: values to print, and the charts drawn from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from models import Finding, Quarter, Region, Severity, Tier
from monev.known import KnownFacts
from monev.printing import score
from monev.profile import Profile
from monev.prospect import Prospect, Step
from monev.reports.charts import Bar, score_bars, stage_ladder
from monev.reports.legal import legal_basis
from monev.reports.over_time import OverTime, over_time
from monev.reports.wording import Vocabulary, vocabulary
from monev.scorecard import Action, FollowUp, IndicatorScore, Input, Scorecard
from monev.submissions import HandIn

PRESS = {Tier.PRESS, Tier.REQUOTED, Tier.RELEASE}
FIRST_ACTIONS = 3
OTHER_STEPS = 8
FOLLOW_UP_ORDER = ["lewat_tenggat", "terbuka", "selesai", "gugur"]
SEVERITIES = [Severity.ERROR, Severity.WARNING, Severity.INFO]


@dataclass(frozen=True)
class SourceLine:
    """One source of the report with how many of its values were used."""

    publisher: str
    title: str
    known_on: object
    basis: str
    tier: str


@dataclass(frozen=True)
class ReportView:
    """Everything a regional report prints. Templates read this and nothing else."""

    region: Region
    province: Region
    quarter: Quarter
    number: str
    identifier: str
    revision: int
    reason: str
    changes: str
    inputs_sha256: str
    rubric_title: str
    card: Scorecard
    profile: Profile
    prospect: Prospect
    hand_in: HandIn
    findings: Sequence[Finding]
    children: Sequence[object]
    legal: Sequence[str]
    sources: Sequence[SourceLine]
    used: Sequence[tuple[str, Input]]
    titles: dict[str, str]
    words: Vocabulary
    from_press: bool
    simulated: bool
    late_facts: int
    pillar_chart: Markup
    over_time: OverTime
    ladder: Markup

    @property
    def first_actions(self) -> list[Action]:
        """The three actions with most to gain."""
        return self.card.actions[:FIRST_ACTIONS]

    @property
    def other_steps(self) -> list[Step]:
        """Single steps that are no part of the cheapest package, the most gain first."""
        taken = {one.lever for one in self.prospect.package}
        left = [one for one in self.prospect.single if one.lever not in taken]
        return sorted(left, key=lambda one: (-one.gain, one.lever))[:OTHER_STEPS]

    @property
    def followed_up(self) -> list[FollowUp]:
        """What became of earlier recommendations: the overdue first, then by deadline."""
        return sorted(
            self.card.follow_up,
            key=lambda one: (FOLLOW_UP_ORDER.index(one.status), one.deadline, one.id),
        )

    @property
    def follow_up_counts(self) -> list[tuple[str, int]]:
        """How many earlier recommendations there are of each status that occurs."""
        found = [one.status for one in self.card.follow_up]
        return [(name, found.count(name)) for name in FOLLOW_UP_ORDER if name in found]

    @property
    def government(self) -> str:
        """The title of the region's head, as the letter addresses it."""
        return {"provinsi": "Gubernur", "kabupaten": "Bupati", "kota": "Wali Kota"}[
            self.region.kind
        ]

    def of_pillar(self, pillar: str) -> list[IndicatorScore]:
        """Return the indicators of one pillar in printed order."""
        return [one for one in self.card.indicators if one.pillar == pillar]

    def called(self, code: str) -> str:
        """Return the words for a group of workers or for a payer; a code nobody named stays."""
        return self.titles.get(code, code)


def build_view(
    *,
    known: KnownFacts,
    card: Scorecard,
    profile: Profile,
    prospect: Prospect,
    rubric_title: str,
    findings: Sequence[Finding],
    province: Region,
    titles: dict[str, str],
    hand_in: HandIn,
    revision: int,
    reason: str,
    changes: str,
    number: str,
    inputs_sha256: str,
) -> ReportView:
    """Return the view of one evaluation; nothing in it depends on the clock or the machine."""
    words = vocabulary()
    used = _used_inputs(card, profile)
    return ReportView(
        region=known.region,
        province=province,
        quarter=known.quarter,
        number=number,
        identifier=f"{number} {inputs_sha256}",
        revision=revision,
        reason=reason,
        changes=changes,
        inputs_sha256=inputs_sha256,
        rubric_title=rubric_title,
        card=card,
        profile=profile,
        prospect=prospect,
        hand_in=hand_in,
        findings=sorted(findings, key=lambda one: SEVERITIES.index(one.severity)),
        children=known.children,
        legal=legal_basis(known.quarter.end),
        sources=_sources([one for _, one in used]),
        used=used,
        titles=titles,
        words=words,
        from_press=bool(known.tiers & PRESS),
        simulated=Tier.SIMULATED in known.tiers,
        late_facts=len(known.too_late),
        pillar_chart=_pillar_chart(card),
        over_time=over_time(profile, known.quarter),
        ladder=stage_ladder(
            max((one.stage for one in profile.regulations if one.stage < 9), default=None),
            {stage: word.id for stage, word in words.stages.items()},
            "Tahap regulasi dari usulan sampai berlaku",
        ),
    )


def _pillar_chart(card: Scorecard) -> Markup:
    bars = [
        Bar(f"{one.id}  {one.title.id}", one.score, one.low, one.high, _told(one.score))
        for one in card.pillars
    ]
    told = "; ".join(f"{bar.name} {bar.label}" for bar in bars)
    return score_bars(bars, f"Nilai pilar dari 0 sampai 100 dengan rentangnya: {told}")


def _told(points: Decimal | None) -> str:
    return "belum ada" if points is None else score(points)


def _used_inputs(card: Scorecard, profile: Profile) -> list[tuple[str, Input]]:
    """Return every value that was printed, with where it is printed, each cell once."""
    found: dict[tuple[str, str, str], tuple[list[str], Input]] = {}

    def add(where: str, source: Input | None) -> None:
        if source is None:
            return
        cell = (source.evidence_sha256, source.locator, source.name)
        places, _ = found.setdefault(cell, ([], source))
        if where not in places:
            places.append(where)

    for row in card.indicators:
        for source in row.inputs:
            add(row.id, source)
    for point in profile.coverage:
        add("cakupan", point.source)
    add("perubahan", profile.change.source if profile.change else None)
    for target in profile.targets:
        add("target", target.source)
    for group in profile.groups:
        for line in group.lines:
            add("kelompok", line.source)
    for where, rows in (
        ("anggaran", profile.budget),
        ("iuran dan klaim", profile.money),
        ("regulasi", profile.regulations),
        ("kegiatan", profile.context),
        ("angka pembanding", profile.figures),
    ):
        for row_of in rows:
            add(where, row_of.source)
    return [
        (", ".join(places), source)
        for places, source in sorted(found.values(), key=lambda pair: pair[1].locator)
    ]


def _sources(inputs: Sequence[Input]) -> list[SourceLine]:
    lines = {
        (one.source_publisher, one.source_title): SourceLine(
            one.source_publisher, one.source_title, one.known_on, one.known_basis, one.tier
        )
        for one in inputs
    }
    return [lines[key] for key in sorted(lines)]


def share_of_weight(card: Scorecard) -> Decimal:
    """Return the share of weight with data in percent (0-100)."""
    return card.completeness * 100
