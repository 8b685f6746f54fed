"""The packaged rules, the names of their fields, and the page that explains them."""

from pathlib import Path

import pytest

from monev.errors import CatalogueError
from monev.quality import load_quality_rules
from monev.quality.labels import read_labels
from monev.quality.rules import CHECKS
from monev.yaml_file import YamlFile, catalogue_folder
from tests.quality.declared import written

PAGE = Path(__file__).parents[2] / "docs" / "quality-rules.md"
NAMES = (catalogue_folder("quality") / "names.yaml").read_text(encoding="utf-8")


def test_the_rules_of_the_domain_are_all_there() -> None:
    """V01 to V16 are declared, except V10, which no kept fact can break."""
    ids = {one.id for one in load_quality_rules()}
    assert {f"V{n:02}" for n in range(1, 17)} - ids == {"V10"}


def test_every_check_is_used_and_explained() -> None:
    """A check without a rule would be dead, one without a line in the page unknown."""
    used = {one.check for one in load_quality_rules()}
    assert used == set(CHECKS)
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in CHECKS if f"`{name}`" not in page and name != "compare"] == []


def test_the_examples_of_the_page_load(tmp_path: Path) -> None:
    """What a policy officer copies from the page works."""
    first, second = (
        part.split("```")[0] for part in PAGE.read_text(encoding="utf-8").split("```yaml\n")[1:]
    )
    rule = "rules:\n" + "".join(f"  {line}\n" for line in first.splitlines())
    assert [one.id for one in load_quality_rules(written(tmp_path, rule))] == ["V20"]
    names = "".join(f"      {line}\n" for line in second.splitlines())
    counted = rule.replace("each: budget ", "each: participation ").replace("realised_idr", "base")
    counted = counted.replace("allocation_idr", "paid\n      at: active_persons\n" + names)
    counted = counted.replace("{funding_source: [APBD, APBD-PROV]}", "{payer: APBD}")
    assert [one.id for one in load_quality_rules(written(tmp_path, counted))] == ["V20"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("active_persons:", "active_person:", "no number 'active_person' in participation"),
        ("  budget:", "  budgets:", "no kind of fact is called 'budgets'"),
        ("{fields};", "{field};", "nothing fills {field}"),
    ],
)
def test_names_of_unknown_fields_are_refused(old: str, new: str, words: str) -> None:
    """A name for a field that does not exist is a slip of the pen, told with its line."""
    assert old in NAMES
    with pytest.raises(CatalogueError) as caught:
        read_labels(YamlFile("names.yaml", NAMES.replace(old, new, 1)))
    assert words in str(caught.value)
    assert caught.value.line > 1
