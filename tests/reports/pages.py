"""A regional report as plain text, laid out from facts or from the published example, unfiled."""

import re
from collections.abc import Sequence
from html import unescape

from models import DocumentKind, Fact, Quarter
from monev.assess_region import Assessment, assess
from monev.counterfactual import prospect
from monev.dossier import Dossier, Told
from monev.known import Child
from monev.printing import Language
from monev.reports.forms import page_of
from monev.reports.issuer import Issuer
from monev.reports.region.paper import region_paper
from monev.rubric import rules_in_force
from monev.scoring import score
from monev.submissions import HandIn, Standing
from monev.tell_region import tell_region
from monev.workspace import Workspace
from tests.facts import QUARTER, known, packaged_rubric


def assessed(
    facts: Sequence[Fact],
    quarter: Quarter = QUARTER,
    kind: str = "kota",
    children: Sequence[Child] = (),
) -> Assessment:
    """The assessment of a region that stated these facts."""
    found = known(facts, quarter, kind, children)
    rules = rules_in_force(packaged_rubric(), kind, quarter.end)
    return Assessment(found, rules, [], score(found, rules), HandIn(Standing.MISSING))


def dossier(found: Assessment, number: str = "uji", revision: int = 1) -> Dossier:
    """What documents of an assessment are printed from, as if it had just been filed."""
    region = found.known.region
    return Dossier(
        region=region,
        province=region,
        quarter=found.known.quarter,
        number=number,
        revision=revision,
        reason="",
        inputs_sha256="0" * 64,
        card=found.scorecard,
        before=None,
        profile=tell_region(found),
        prospect=prospect(found.known, found.rules, found.scorecard),
        findings=found.findings,
        children=found.known.children,
        told=Told(
            rubric_title=found.rules.rubric.head.title,
            hand_in=found.hand_in,
            late_facts=len(found.known.too_late),
            tiers=sorted(found.known.tiers),
            history=found.history,
        ),
    )


def html(found: Assessment, language: Language = "id") -> str:
    """The report of an assessment as HTML for paper."""
    paper = region_paper(DocumentKind.REGION_REPORT, dossier(found), language, Issuer())
    return page_of(paper, "print")


def published(example: Workspace, code: str, quarter: Quarter = QUARTER) -> str:
    """The report of a region in the published example as HTML."""
    return html(assess(example, example.register.regions[code], quarter))


def section(page: str, letter: str) -> str:
    """The words of one section of a report, each white space one blank; cells end in a bar."""
    start = page.index(f'<span class="letter">{letter}</span>')
    body = re.sub(r"</t[dh]>", " | ", page[start : page.index("</section>", start)])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
