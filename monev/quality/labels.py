"""How fields, groups and payers are called in a sentence, and in which unit they are printed.

The words themselves stand in `catalogue/quality/names.yaml` and `catalogue/segments.yaml`.
"""

from functools import cache
from typing import Any

from pydantic import Field

from models import Fact
from monev.printing import quantity
from monev.quality.fact_shapes import codes_of, filter_fields, number_of, numeric_fields
from monev.quality.rules import PARAMETERS, Strict
from monev.quality.sentences import faults_of_text, printed
from monev.segments import load_segments
from monev.wording import Wording
from monev.yaml_file import YamlFile, catalogue_folder, read_yaml

NAMES_FILE = "names.yaml"


class FieldLabel(Wording):
    """A field's name for a reader, and its unit (`Rp`, `%`, `orang` or another word)."""

    unit: str = ""


class Labels(Strict):
    """The names of all fields by kind of fact, and the phrases that all rules share."""

    fields: dict[str, dict[str, FieldLabel]]
    absent: Wording
    missing: Wording
    all_payers: Wording = Field(alias="all")
    families: dict[str, Wording] = Field(default_factory=dict)

    def unit(self, kind: str, field: str) -> str:
        """Return the unit of a field or parameter; empty where it has none."""
        if field in PARAMETERS:
            return PARAMETERS[field]
        label = self.fields.get(kind, {}).get(field)
        return label.unit if label else ""

    def name(self, kind: str, field: str) -> Wording:
        """Return what a field is called; its own name where nobody gave it another."""
        return self.fields.get(kind, {}).get(field) or Wording(id=field, en=field)

    def family(self, code: str) -> Wording:
        """Return what a family of targets is called; a national plan by its own name."""
        return self.families.get(code) or Wording(id=code, en=code)


@cache
def load_labels() -> Labels:
    """Return the packaged names, read once per process; raises CatalogueError."""
    return read_labels(read_yaml(catalogue_folder("quality") / NAMES_FILE))


def read_labels(file: YamlFile) -> Labels:
    """Read the names; raises CatalogueError for a field or a name in braces that nobody knows."""
    labels = file.shaped(Labels)
    for kind, fields in labels.fields.items():
        for field in fields:
            try:
                offered = numeric_fields(kind)
            except KeyError as error:
                raise file.error(("fields", kind), f"no kind of fact is called {kind!r}") from error
            if field not in offered:
                known = ", ".join(offered)
                raise file.error(
                    ("fields", kind, field), f"no number {field!r} in {kind}; it has {known}"
                )
    texts = (("absent", labels.absent, ""), ("missing", labels.missing, "fields"))
    for key, text, used in texts:
        for path, problem in faults_of_text(text, frozenset(used.split()), (key,)):
            raise file.error(path, problem)
    return labels


def told(fact: Fact, field: str) -> Wording:
    """Return a field's value as a sentence says it; an absent one is said to be absent."""
    labels = load_labels()
    if field in numeric_fields(fact.kind):
        number = number_of(fact, field)
        if number is None:
            return labels.absent
        return printed(quantity, number, labels.unit(fact.kind, field))
    value = getattr(fact, field)
    if codes_of(field):
        return _title(str(value)) if value else labels.all_payers
    return labels.absent if value in (None, "") else Wording(id=str(value), en=str(value))


def told_fields(fact: Fact) -> dict[str, Wording]:
    """Return every field a message may name, as it is said."""
    names: dict[str, Any] = dict.fromkeys((*filter_fields(fact.kind), *numeric_fields(fact.kind)))
    return {name: told(fact, name) for name in names}


@cache
def _title(code: str) -> Wording:
    segments = load_segments()
    titles = {one.code: Wording(id=one.title_id, en=one.title_en) for one in segments.payers}
    titles |= {one.code: Wording(id=one.title_id, en=one.title_en) for one in segments.segments}
    return titles.get(code, Wording(id=code, en=code))
