"""However much stands in a file, a report has few pages and is made in bounded time and memory."""

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models import DocumentForm, DocumentKind, Finding, Severity
from monev.reports.forms import make, page_of
from monev.reports.issuer import Issuer
from monev.reports.region.bounded import LONGEST_NAME, LONGEST_PAGE_TEXT, LONGEST_TEXT, bounded, cut
from monev.reports.region.paper import region_paper
from monev.workspace import Workspace
from tests.reports.hostile import region_papers
from tests.reports.regions import region

ROOT = Path(__file__).parents[2]
MOST_PAGES, MOST_SECONDS, MOST_MEBIBYTES = 14, 90, 900


def made_apart(*arguments: str) -> dict[str, Any]:
    """Make the report of an endless region in a child process that cannot take the machine."""
    command = [sys.executable, "-m", "tests.reports.endless", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", ["texts", "budget"])
def test_a_report_of_endless_files_is_an_ordinary_report(name: str) -> None:
    """Ten megabytes in a cell, a word of a million letters, 5,000 rules, 50,000 findings; and
    100,000 budget lines of 20,000 agencies.

    Seconds are those of the processor, which a busy machine does not lengthen.
    """
    found = made_apart(name, "pdf")
    assert 5 < found["pages"]["pdf"] <= MOST_PAGES
    assert found["seconds"] < MOST_SECONDS
    assert found["mebibytes"] < MOST_MEBIBYTES


def test_long_texts_in_every_place_add_few_pages(example: Workspace) -> None:
    """Every name, title, cell and sentence at once: four times the pages, not four hundred."""
    report, *_ = region_papers("press", example, "id", lambda: "panjang " * 400)
    *_, letter = region_papers("press", example, "id", lambda: "tanpaspasi" * 400)
    assert make(report, DocumentForm.PDF).pages <= 36
    assert make(letter, DocumentForm.PDF).pages <= 12


def test_what_is_cut_is_counted_and_stays_apart() -> None:
    """Of two long texts that differ at their end only, two are left, each with its missing part."""
    one, other = ("x" * 5000 + end for end in "ab")
    assert cut("x" * LONGEST_PAGE_TEXT) == "x" * LONGEST_PAGE_TEXT
    assert cut(one) != cut(other)
    kept, _, told = cut(one).partition("… [+")
    assert len(kept) + int(told.partition(",")[0]) == len(one)
    assert len(cut(one)) <= LONGEST_PAGE_TEXT


def test_an_honest_dossier_is_left_as_it_is(example: Workspace) -> None:
    """Nothing is copied, so nothing is cut that was not endless."""
    for name in ("press", "rich", "province"):
        dossier = region(name, example)
        assert bounded(dossier) is dossier


def test_names_are_shorter_than_titles_and_our_sums_stay_whole(example: Workspace) -> None:
    """A rule's title may be long, an agency's name less so; a sum of five hundred lines is ours."""
    dossier = region("rich", example)
    line = dossier.profile.budget[0].model_copy(update={"agency": "x" * 900})
    rule = dossier.profile.regulations[0].model_copy(update={"title": "x" * 900})
    long_sum = " + ".join(["1 x 12"] * 500)
    first = dossier.card.indicators[0].model_copy(update={"arithmetic": long_sum})
    profile = dossier.profile.model_copy(update={"budget": [line], "regulations": [rule]})
    card = dossier.card.model_copy(update={"indicators": [first, *dossier.card.indicators[1:]]})
    found = Finding(rule="V01", severity=Severity.INFO, message_id="x" * 900, message_en="",
                    stated=Decimal(7))  # fmt: skip
    made = bounded(replace(dossier, profile=profile, card=card, findings=[found]))
    assert len(made.profile.budget[0].agency) <= LONGEST_NAME
    assert LONGEST_NAME < len(made.profile.regulations[0].title) <= LONGEST_TEXT
    assert made.card.indicators[0].arithmetic == long_sum
    assert len(made.findings[0].message_id) <= LONGEST_TEXT
    assert (made.findings[0].stated, made.findings[0].severity) == (Decimal(7), Severity.INFO)
    assert len(found.message_id) == 900


def test_files_beside_a_page_carry_texts_whole(example: Workspace) -> None:
    """What a page cuts stands in the attachment letter by letter."""
    dossier, name = region("rich", example), "Dinas " * 300
    line = dossier.profile.budget[0].model_copy(update={"agency": name})
    profile = dossier.profile.model_copy(update={"budget": [line]})
    changed = replace(dossier, profile=profile)
    paper = region_paper(DocumentKind.REGION_REPORT, changed, "id", Issuer())
    assert name not in page_of(paper, "web")
    assert any(name in one.content.decode() for one in paper.attachments)
