"""Rules written in a test: a small file, loaded as the catalogue is, and what it finds."""

from decimal import Decimal
from pathlib import Path

from models import Fact, Finding
from monev.quality import QualityRule, check, load_quality_rules
from tests.facts import known

PACKAGE_IDR = 16_800

COMPARISON = """rules:
  - id: T01
    check: compare
    severity: peringatan
    title: {{id: Uji, en: Test}}
    arguments:
      each: {each}
      left: {left}
      operator: {operator}
      right: {right}
{more}    message:
      id: "{{stated}} {{computed}} {{difference}} {{missing}}"
      en: "{{stated}} {{computed}} {{difference}} {{missing}}"
"""


def written(folder: Path, text: str) -> Path:
    """Write one file of rules and return its folder."""
    (folder / "uji.yaml").write_text(text, encoding="utf-8")
    return folder


def comparison(
    left: str, operator: str, right: str, more: str = "", each: str = "participation"
) -> str:
    """The text of a file with one rule T01; `more` are further lines of its arguments."""
    lines = "".join(f"      {line}\n" for line in more.splitlines())
    return COMPARISON.format(left=left, operator=operator, right=right, more=lines, each=each)


def loaded(folder: Path, text: str) -> list[QualityRule]:
    """Load a file of rules as the catalogue is loaded."""
    return load_quality_rules(written(folder, text))


def finds(rules: list[QualityRule], *facts: Fact, **more: list[Decimal]) -> list[Finding]:
    """What these rules find in these facts; `more` are values of peers by rule id."""
    return check(known(list(facts)), rules, PACKAGE_IDR, more)
