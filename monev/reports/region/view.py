"""What the regional report and its companions print, read by templates as `v`.

Values of one dossier in one language and the charts drawn from them; nothing is calculated that
is scored.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from markupsafe import Markup

from models import Finding, Quarter, Region, Severity
from monev.dossier import Dossier, Told
from monev.known import Child
from monev.printing import Language
from monev.profile import GroupStatement, MoneyRow, Profile
from monev.prospect import Prospect, Step
from monev.reports.region.budget import BudgetTables
from monev.reports.region.drawings import pillar_chart, regulation_chart, trend_chart, underline
from monev.reports.region.earlier_advice import EarlierAdvice
from monev.reports.region.file_index import FileIndex, file_index
from monev.reports.region.groups import GroupTable, days_shown, group_tables
from monev.reports.region.over_time import OverTime, over_time
from monev.reports.region.printed import newest_money, printed_changes, printed_part
from monev.reports.region.provenance import Used, used_inputs
from monev.reports.words.legal import legal_basis
from monev.reports.words.revision import changes_between
from monev.reports.words.speech import Speech
from monev.reports.words.wording import Vocabulary, vocabulary
from monev.scorecard import Action, IndicatorScore, Scorecard
from monev.segments import load_segments
from monev.submissions import HandIn
from monev.target_path import Composition

FIRST_ACTIONS = 3
OTHER_STEPS = 6
SAME_NOTES = 4
MOST_ROWS = 60
SEVERITIES = [Severity.ERROR, Severity.WARNING, Severity.INFO]


@dataclass(frozen=True)
class Shown:
    """The rows of a table that are printed, and how many more the annex holds."""

    rows: Sequence[Any]
    left_out: int


@dataclass(frozen=True)
class RegionView:
    """Everything a document about one region prints. Templates read this and nothing else."""

    dossier: Dossier
    language: Language

    @property
    def region(self) -> Region:
        """The government."""
        return self.dossier.region

    @property
    def province(self) -> Region:
        """The province it lies in, itself for a province."""
        return self.dossier.province

    @property
    def quarter(self) -> Quarter:
        """The quarter."""
        return self.dossier.quarter

    @property
    def card(self) -> Scorecard:
        """The scorecard."""
        return self.dossier.card

    @property
    def profile(self) -> Profile:
        """What is told beside the score."""
        return self.dossier.profile

    @property
    def prospect(self) -> Prospect:
        """What would change the score."""
        return self.dossier.prospect

    @property
    def told(self) -> Told:
        """What else was settled when the evaluation was filed."""
        return self.dossier.told

    @property
    def hand_in(self) -> HandIn:
        """How the region's own report came in."""
        return self.told.hand_in

    @property
    def children(self) -> Sequence[Child]:
        """A province's kab/kota."""
        return self.dossier.children

    @property
    def words(self) -> Vocabulary:
        """The word lists in both languages."""
        return vocabulary()

    @cached_property
    def speech(self) -> Speech:
        """Values and codes as words of the language."""
        return Speech(self.language)

    @property
    def reason(self) -> str:
        """Why there is a revision; empty in a first one."""
        return self.dossier.reason

    @property
    def changes(self) -> str:
        """What this revision changed against the one before; empty in a first revision."""
        before = self.dossier.before
        return "" if before is None else changes_between(before, self.card, self.language)

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings, the gravest first."""
        return sorted(self.dossier.findings, key=lambda one: SEVERITIES.index(one.severity))

    @cached_property
    def shown_findings(self) -> list[Finding]:
        """Every error and warning, and of notes that repeat one rule the first few."""
        counts: Counter[str] = Counter()
        shown = []
        for one in self.findings:
            counts[one.rule] += 1
            if one.severity is not Severity.INFO or counts[one.rule] <= SAME_NOTES:
                shown.append(one)
        return shown

    @cached_property
    def money(self) -> list[MoneyRow]:
        """Contributions and claims of the newest span of every group and payer."""
        return newest_money(self.profile.money)

    @cached_property
    def group_tables(self) -> list[GroupTable]:
        """Workers by group, one table per payer."""
        return group_tables(self.profile.groups)

    @property
    def group_lists(self) -> list[GroupStatement]:
        """The lists of groups that stand side by side in those tables, the newest first."""
        shown = days_shown(self.group_tables)
        return [one for one in self.profile.groups if (one.payer, one.as_of) in shown]

    @cached_property
    def group_changes(self) -> list[Composition]:
        """What the workers of a payer changed by, from column to column of those tables."""
        return printed_changes(self.over_time.told.compositions, self.group_tables)

    @property
    def legal(self) -> list[str]:
        """What was in force at the quarter's end."""
        return legal_basis(self.quarter.end, self.language)

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

    @cached_property
    def earlier(self) -> EarlierAdvice:
        """What became of earlier recommendations."""
        return EarlierAdvice(self.card)

    @cached_property
    def used(self) -> list[Used]:
        """Every value that is told, printed or annexed only, with its cell and where it is used."""
        return used_inputs(self.card, self.profile)

    @cached_property
    def printed(self) -> list[Used]:
        """Those of `used` that pages print; figures beside them are annexed only."""
        return used_inputs(self.card, printed_part(self.profile, self.over_time, self.group_tables))

    @cached_property
    def files(self) -> FileIndex:
        """The files behind the pages with their cells."""
        return file_index(self.printed)

    @property
    def short_name(self) -> str:
        """The region without its kind, as it follows the title of its head."""
        return self.region.name.removeprefix("Kabupaten ").removeprefix("Kota ")

    def shown(self, rows: Sequence[Any], most: int = MOST_ROWS) -> Shown:
        """Return the first rows of a table: no file may make a report endless."""
        return Shown(rows[:most], max(len(rows) - most, 0))

    def share_bar(self, pct: Decimal) -> Markup:
        """Return a cell's background that is filled up to a percentage."""
        return underline(pct)

    def of_pillar(self, pillar: str) -> list[IndicatorScore]:
        """Return the indicators of one pillar in printed order."""
        return [one for one in self.card.indicators if one.pillar == pillar]

    def called(self, code: str) -> str:
        """Return the words for a group of workers or for a payer; a code nobody named stays."""
        return self._titles.get(code, code)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return load_segments().titles(self.language)

    @cached_property
    def pillar_chart(self) -> Markup:
        """The pillars' scores with their bounds."""
        return pillar_chart(self.card, self.speech)

    @cached_property
    def trend_chart(self) -> Markup:
        """The total by quarter; empty where there is no earlier quarter."""
        return trend_chart(self.dossier, self.speech)

    @cached_property
    def over_time(self) -> OverTime:
        """What is printed about change over time."""
        return over_time(self.profile, self.quarter, self.language)

    @cached_property
    def budget(self) -> BudgetTables:
        """The budget lines by agency, by fund and together."""
        return BudgetTables(self.profile.budget)

    @cached_property
    def ladder(self) -> Markup:
        """How far the regulations have come."""
        return regulation_chart(self.profile.regulations, self.speech)
