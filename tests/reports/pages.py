"""A regional report as plain text, laid out from facts or from the published example, unfiled."""

import re
from collections.abc import Sequence
from html import unescape

from models import Fact, Quarter
from monev.assess_region import Assessment, assess
from monev.counterfactual import prospect
from monev.known import Child
from monev.reports import build_view
from monev.reports.render import html_of
from monev.rubric import rules_in_force
from monev.scoring import score
from monev.segments import load_segments
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


def html(found: Assessment) -> str:
    """The report of an assessment as HTML."""
    region = found.known.region
    view = build_view(
        known=found.known,
        card=found.scorecard,
        profile=tell_region(found),
        prospect=prospect(found.known, found.rules, found.scorecard),
        rubric_title=found.rules.rubric.head.title.id,
        findings=found.findings,
        province=region,
        titles=load_segments().titles(),
        hand_in=found.hand_in,
        revision=1,
        reason="",
        changes="",
        number="uji",
        inputs_sha256="0" * 64,
    )
    return html_of(view)


def published(example: Workspace, code: str, quarter: Quarter = QUARTER) -> str:
    """The report of a region in the published example as HTML."""
    return html(assess(example, example.register.regions[code], quarter))


def section(page: str, letter: str) -> str:
    """The words of one section of a report, each white space one blank; cells end in a bar."""
    start = page.index(f'<span class="letter">{letter}</span>')
    body = re.sub(r"</t[dh]>", " | ", page[start : page.index("</section>", start)])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
