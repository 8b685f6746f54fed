"""A region whose files hold far more than any honest one, made in a process of its own.

Run as a program it makes one document and prints how it went; the tests say what may come of it.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from models import DocumentForm, DocumentKind, Finding, Severity
from monev.dossier import Dossier
from monev.profile import BudgetRow, RegulationRow
from monev.reports.forms import make
from monev.reports.issuer import Issuer
from monev.reports.region.paper import region_paper
from tests.reports.pages import dossier
from tests.reports.regions import RICH, simulated

MEBIBYTE = 1024 * 1024
MOST_MEMORY = 3 * 1024 * MEBIBYTE
TEXT = "panjang " * (10 * MEBIBYTE // 8)
WORD = "x" * 1_000_000
LINES, AGENCIES, TITLES, REGULATIONS, FINDINGS = 100_000, 20_000, 5_000, 5_000, 50_000


def with_texts(one: Dossier) -> Dossier:
    """The dossier with ten megabytes in its first rule and a word without end in a finding."""
    first, *rules = one.profile.regulations
    fields = ("value", "raw", "note", "locator", "source_title", "source_publisher")
    source = first.source.model_copy(update=dict.fromkeys(fields, TEXT))
    told = {"instrument": TEXT, "number": TEXT, "title": TEXT, "source": source}
    endless = [first.model_copy(update=told), *rules]
    found = Finding(
        rule=WORD,
        severity=Severity.ERROR,
        message_id=TEXT,
        message_en=WORD,
        place=WORD,
        waiver=TEXT,
    )
    profile = one.profile.model_copy(update={"regulations": endless})
    return replace(one, profile=profile, findings=[found, *one.findings], reason=WORD, revision=2)


def with_budget(one: Dossier) -> Dossier:
    """The dossier with a hundred thousand budget lines of twenty thousand agencies."""
    line = one.profile.budget[0]

    def numbered(number: int) -> BudgetRow:
        told = {
            "locator": f"Anggaran!D{number}",
            "source_title": f"Berkas {number % TITLES}",
            "evidence_sha256": f"{number % TITLES:064x}",
        }
        source = line.source.model_copy(update=told)
        name = f"Dinas {number % AGENCIES}"
        return line.model_copy(update={"agency": name, "source": source})

    lines = [numbered(number) for number in range(LINES)]
    return replace(one, profile=one.profile.model_copy(update={"budget": lines}))


def with_rows(one: Dossier) -> Dossier:
    """The dossier with five thousand rules and fifty thousand findings, each from its own file."""
    rule = one.profile.regulations[0]

    def numbered(number: int) -> RegulationRow:
        told = {"source_title": f"Berkas {number}", "evidence_sha256": f"{number:064x}"}
        source = rule.source.model_copy(update=told)
        return rule.model_copy(update={"number": str(number), "source": source})

    rules = [numbered(number) for number in range(REGULATIONS)]
    findings = [
        Finding(
            rule=f"V{number:02d}",
            severity=Severity.ERROR if number % 2 else Severity.INFO,
            message_id=f"Temuan {number}",
            message_en=f"Finding {number}",
            place=f"a.xlsx lembar Data baris {number}",
        )
        for number in range(100)
    ] * (FINDINGS // 100)
    profile = one.profile.model_copy(update={"regulations": rules})
    return replace(one, profile=profile, findings=findings)


MADE: dict[str, Callable[[Dossier], Dossier]] = {
    "texts": lambda one: with_texts(with_rows(one)),
    "budget": with_budget,
}


def peak_mebibytes() -> int:
    """Return the most memory this program took.

    Of the program alone: the maximum that `getrusage` tells begins with that of its parent.
    """
    status = Path("/proc/self/status")
    if status.exists():
        told = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(told.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def report(name: str, forms: list[str]) -> dict[str, Any]:
    """Make the report of an endless region in these forms, in English; return how it went."""
    filled = MADE[name](dossier(simulated(RICH)))
    began = time.process_time()
    paper = region_paper(DocumentKind.REGION_REPORT, filled, "en", Issuer())
    made = {one: make(paper, DocumentForm(one)) for one in forms}
    return {
        "pages": {one: found.pages for one, found in made.items()},
        "bytes": {one: len(found.content) for one, found in made.items()},
        "seconds": time.process_time() - began,
        "mebibytes": peak_mebibytes(),
    }


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    print(json.dumps(report(sys.argv[1], sys.argv[2:])))  # noqa: T201 - read by the test
