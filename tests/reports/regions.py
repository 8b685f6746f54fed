"""Four regions as documents meet them: press only, rich, nearly empty, and a province.

Nothing is filed and no folder is read but the published example; the simulated ones are made in
memory from the real formats.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from models import DocumentKind, Quarter, Severity
from monev import quality
from monev.assess_region import Assessment, assess
from monev.dossier import Dossier
from monev.known import Child, facts_known
from monev.printing import Language
from monev.register import load_register
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.region.paper import region_paper
from monev.rubric import rules_in_force
from monev.scoring import score
from monev.simulate.shapes import load_shapes
from monev.simulate.world import World
from monev.simulate.written import write_region
from monev.submissions import HandIn, Standing
from monev.workspace import Workspace
from tests.facts import QUARTER, packaged_rubric
from tests.reports.pages import assessed, dossier
from tests.simulate.reading_back import PACKAGE_IDR, files_of, read_back, rules_of_quality

SEED = 1
RICH, PROVINCE, PRESS = "36.01", "36", "36.72"
RULES = ("umum", "1.0", "ketat")
REGIONS = ("press", "rich", "empty", "province")


def simulated(
    code: str, quarter: Quarter = QUARTER, children: tuple[Child, ...] = ()
) -> Assessment:
    """What a government of the simulated nation comes to, read back from its own files."""
    region = load_register().regions[code]
    written = write_region(World(SEED, region, load_shapes()), quarter)
    assert written is not None
    facts, findings = read_back(files_of(written), quarter)
    known = facts_known(region, quarter, facts[code], children)
    rules = rules_in_force(packaged_rubric(), region.kind, quarter.end)
    findings = [*quality.check(known, rules_of_quality(), PACKAGE_IDR), *findings]
    errors = any(one.severity is Severity.ERROR for one in findings)
    hand_in = HandIn(Standing.ON_TIME, quarter.end)
    return Assessment(known, rules, findings, score(known, rules, "", errors), hand_in)


def children() -> tuple[Child, ...]:
    """The kab/kota of the province: ranked, tied, too little known, and never evaluated."""
    named = [(one.code, one.name) for one in load_register().children(PROVINCE)]
    scores = ["71.4", "63.25", "63.25", "40", "88.05", "52.6"]
    known = [
        Child(
            code, name, place % 2 == 0, Decimal(points), "Cukup", 1,
            completeness=Decimal("0.9"), rules=RULES, persons=(("penduduk", 1000 * place + 500),),
        )
        for place, ((code, name), points) in enumerate(zip(named, scores, strict=False))
    ]  # fmt: skip
    little = replace(known[-1], band=None, completeness=Decimal("0.2"))
    unknown = [Child(code, name, None, None) for code, name in named[len(known) :]]
    return (*known[:-1], little, *unknown)


@cache
def _made(name: str) -> Dossier:
    made: dict[str, Callable[[], Assessment]] = {
        "rich": lambda: simulated(RICH),
        "empty": lambda: assessed([]),
        "province": lambda: simulated(PROVINCE, children=children()),
    }
    return dossier(made[name]())


def region(name: str, example: Workspace) -> Dossier:
    """One of the four regions, ready to be printed; each is made once for all tests."""
    if name == "press":
        place = example.register.regions[PRESS]
        found = dossier(assess(example, place, QUARTER))
        return replace(found, province=example.register.regions[place.province_code])
    return _made(name)


def paper(
    name: str,
    language: Language,
    example: Workspace,
    kind: DocumentKind = DocumentKind.REGION_REPORT,
) -> Paper:
    """A document about one of the four regions in one language."""
    return region_paper(kind, region(name, example), language, Issuer())
