"""Statements of clippings into facts: what is merged and what stays apart.

Only statements of one region, publication and period are brought together. Checking a row is
`clipping`'s work, the values and days of one statement are `clipping_values`'.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from models.facts import Fact
from models.finding import Severity
from monev.sources.published.clipping import Statement
from monev.sources.published.sheet import PublishedSheet
from monev.sources.published.values import Values, complete_budget, values_of
from monev.sources.reading import Intake, RefusedFactError, make_fact


def facts_of(statements: Sequence[Statement], sheet: PublishedSheet, intake: Intake) -> list[Fact]:
    """Return the facts of all statements, in the order in which the file states them."""
    facts: list[Fact] = []
    order = {statement.source: at for at, statement in reversed(list(enumerate(statements)))}
    gathered = sorted(statements, key=lambda statement: order[statement.source])
    for _, group in groupby(gathered, key=lambda statement: statement.source):
        facts += _facts_of_source(list(group), sheet, intake)
    return facts


def _facts_of_source(
    statements: list[Statement], sheet: PublishedSheet, intake: Intake
) -> list[Fact]:
    """Return the facts of one region, publication and period."""
    merged: dict[tuple[Any, ...], Values] = {}
    taken: set[str] = set()
    for statement in statements:
        if statement.span is None and statement.metric.fact not in ("context", "budget_detail"):
            _note_undated(statement, intake)
            continue
        values = values_of(statement, sheet)
        if statement.metric.fact == "budget":
            taken |= complete_budget(values, statement, statements)
        if statement.metric.fact == "regulation" and values["stage"] is None:
            _note_regulation(statement, intake)
            continue
        _merge(merged, statement, values, intake)
    return [
        fact
        for (kind, _, name, *_), values in merged.items()
        if name not in taken or kind != "context"
        for fact in _made(str(kind), values, intake)
    ]


def _merge(
    merged: dict[tuple[Any, ...], Values], statement: Statement, values: Values, intake: Intake
) -> None:
    """Add a field to the fact it belongs to; a second, different value becomes its own fact."""
    kind = values.pop("kind")
    merges = kind in ("participation", "target", "contribution", "attestation")
    name = "" if merges else statement.metric_name
    subject = tuple(values.get(key) for key in _SUBJECTS.get(kind, ()))
    field = statement.metric.field
    for copy in range(len(merged) + 1):
        known = merged.setdefault((kind, subject, name, copy), values)
        if known is values:
            return
        if merges and field not in known["cells"]:
            _join(known, values)
            return
        if known.get(field) == values.get(field):
            _note_repeated(statement, intake)
            return


_SUBJECTS = {
    "participation": ("segment", "payer", "scope"),
    "target": ("family", "due_on", "group_code"),
    "contribution": ("group_code", "payer"),
    "attestation": ("item",),
}


def _join(known: Values, values: Values) -> None:
    """Join texts in an order that does not hang on the order of the rows: series are compared."""
    for key in ("note", "definition"):
        parts = {part for text in (known, values) for part in text.get(key, "").split("; ") if part}
        if key in known:
            known[key] = "; ".join(sorted(parts, key=str.casefold))
    known["approximate"] = known["approximate"] or values["approximate"]
    cells = {**known["cells"], **values["cells"]}
    known.update({key: value for key, value in values.items() if key not in known})
    known["cells"] = cells


def _made(kind: str, values: Values, intake: Intake) -> Iterable[Fact]:
    values["evidence_sha256"] = intake.sha256
    try:
        return [make_fact(kind, values)]
    except RefusedFactError as error:
        place = values["cells"].get(error.field, {}).get("locator", intake.name)
        texts = (f"nilai di luar batas yang masuk akal ({error.field})", str(error))
        intake.note("isi.sel", Severity.ERROR, place, texts, values["region_code"])
        return []


def _note_undated(statement: Statement, intake: Intake) -> None:
    texts = (
        "masa tidak diketahui, sehingga angka tidak dapat ditempatkan; baris dilewati",
        "the period is not known, so the figure cannot be placed; row left out",
    )
    intake.note("isi.masa", Severity.ERROR, statement.period.place, texts, statement.region_code)


def _note_regulation(statement: Statement, intake: Intake) -> None:
    texts = (
        f"jenis atau tahap produk hukum tidak terbaca dari {statement.cell.text[:80]!r}",
        f"{statement.cell.text[:80]!r} found, the kind and stage of a regulation expected",
    )
    intake.note("isi.regulasi", Severity.ERROR, statement.cell.place, texts, statement.region_code)


def _note_repeated(statement: Statement, intake: Intake) -> None:
    texts = (
        "angka yang sama dari terbitan yang sama sudah ada di atas; baris dilewati",
        "the same figure of the same publication stands above; row left out",
    )
    place = statement.cell.place
    intake.note("isi.baris_ganda", Severity.WARNING, place, texts, statement.region_code)
