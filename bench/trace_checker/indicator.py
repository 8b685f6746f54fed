"""One indicator of a trace, redone: counts, steps, sum or decision, scale, cap and bounds."""

import re
from ast import literal_eval
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from .numbers import FULL, NONE, Value, evaluated, figures, is_number, points

Row = Mapping[str, Any]
Say = Callable[..., None]
"""Compares the printed fields of a row with what they should be."""
KNOWN, MISSING, NOT_ASKED = "dinilai", "data_tidak_tersedia", "tidak_berlaku"
INPRES_SIGNED_ON = "2021-03-25"
WORTH = {"ya": ("1",), "sebagian": ("0.5", "0")}
"""What a word may count as; any other word counts nothing."""
STATED = (("tahap", "regulation.stage"), ("status", "regulation.status"))
UNKNOWN = "tidak_diketahui"


def judged(row: Row, trace: Row, say: Say) -> dict[str, Any]:
    """Redo one indicator and return it exact, for the sums that follow."""
    frame, status = trace["frame"], row["status"]
    redone: dict[str, Any] = {"value": None, "best_value": None, "points": None, "cap": None}
    redone |= {"score": None, "low": NONE, "high": NONE}
    if status == KNOWN:
        value, best = reading(row, trace, say)
        readings = [points(one, row["scale_rule"]) for one in (value, best) if one is not None]
        at, top = min(readings), max(readings)
        bare = any(one["tier"] not in frame["full_tiers"] for one in row["inputs"])
        cap = Fraction(frame["evidence_cap"]) if bare else None
        most = FULL if cap is None else cap
        redone |= {"value": value, "best_value": best, "points": at, "cap": cap}
        redone |= {"score": min(at, most), "low": min(at, most), "high": min(top, most)}
    elif status == MISSING:
        redone |= {"score": NONE if trace["mode"] == "ketat" else None, "high": FULL}
    elif status != NOT_ASKED:
        raise ValueError(f"status {status}")
    say(row["id"], row, **redone)
    named = {"id": row["id"], "pillar": row["pillar"], "status": status, "row": row}
    return redone | named | {"weight": Fraction(row["weight"])}


def reading(row: Row, trace: Row, say: Say) -> tuple[Value, Value | None]:
    """Return the value of a measured indicator, a number or a category, and its better reading."""
    where, known = row["id"], {one["id"] for one in row["inputs"]}
    for one in row["inputs"]:
        if one["worth"] is not None:
            may = WORTH.get(one["value"], ("0",))
            say(f"{where}.{one['id']}", one, worth=one["worth"] if one["worth"] in may else may[0])
    for one in row["counts"]:
        recount = RECOUNTS.get(one["title"])
        number = len(one["items"]) if recount is None else recount(row, trace)
        place = f"{where}.{one['id']}"
        say(place, {"value": one["value"], "items": len(one["items"])}, value=number, items=number)
        say(place, one, of=[name for name in one["of"] if name in known])
    if row["expression"]:
        return _reckoned(row, say)
    if row["decisions"]:
        return _decided(row, say)
    words = {one["value"] for one in row["inputs"] if one["name"] == "attestation.answer"}
    worst, *better = sorted(words, key=lambda word: (points(word, row["scale_rule"]), word))
    return worst, better[0] if better else None


def _reckoned(row: Row, say: Say) -> tuple[Value, Value | None]:
    numbers: dict[str, Fraction] = {}
    for one in (*row["inputs"], *row["parameters"], *row["counts"]):
        stated = str(one["value"] if one.get("worth") is None else one["worth"])
        if is_number(stated):
            numbers[one["id"]] = Fraction(stated)
    for step in row["steps"]:
        value = evaluated(step["expression"], numbers)
        text = figures(step["expression"], numbers, value)
        say(f"{row['id']}.{step['id']}", step, value=value, arithmetic=text)
        numbers[step["id"]] = value
    sums: dict[str, Fraction | None] = {}
    for kind in ("", "best_"):
        expression = row[f"{kind}expression"]
        sums[kind] = evaluated(expression, numbers) if expression else None
        text = figures(expression, numbers, sums[kind] or NONE) if expression else ""
        say(row["id"], row, **{f"{kind}arithmetic": text})
    return sums[""] or NONE, sums["best_"]


def _decided(row: Row, say: Say) -> tuple[Value, Value | None]:
    rules, outcomes = row["arguments"], []
    for place, one in enumerate(row["decisions"]):
        where, answers = f"{row['id']}.decisions[{place}]", one["answers"]
        outcomes.append(_looked_up(rules["table"], answers))
        say(where, one, outcome=outcomes[-1])
        told = {each["name"]: each["value"] for each in row["inputs"] if each["id"] in one["of"]}
        for name, field in STATED:
            say(f"{where}.answers", answers, **{name: told.get(field, answers.get(name))})
    told_by = {name for one in row["decisions"] for name in one["of"]}
    say(
        f"{row['id']}.decisions",
        {"of": sorted(told_by)},
        of=sorted(one["id"] for one in row["inputs"]),
    )
    if "ranking" in rules:
        both = rules["together"]["of"]
        paired = set(both) <= set(outcomes)
        best = str(min(outcomes, key=rules["ranking"].index))
        used = [one for one in outcomes if one in (both if paired else [best])]
        say(row["id"], {"decisions": outcomes}, decisions=used)
        return (str(rules["together"]["gives"]) if paired else best), None
    answers = row["decisions"][0]["answers"]
    if UNKNOWN not in answers.values():
        return outcomes[0], None
    meant = {name: "ya" if one == UNKNOWN else one for name, one in answers.items()}
    return outcomes[0], _looked_up(rules["table"], meant)


def _looked_up(table: list[Row], answers: Mapping[str, str]) -> str:
    for row in table:
        wanted = row.get("when", {}).items()
        if all(answers.get(name, "") in map(str, allowed) for name, allowed in wanted):
            return str(row["gives"])
    raise ValueError(f"no row fits {answers}")


def due_date(quarter: str) -> str:
    """Return the day by which a quarter's report is due: the 10th of the month after it."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year + number // 4}-{3 * number % 12 + 1:02}-10"


def _values(row: Row) -> list[str]:
    return [one["value"] for one in row["inputs"]]


def _receipts(row: Row) -> list[tuple[str, str]]:
    """Return (day it came, last day on time) of every report of which there is a receipt."""
    asked = next(one for one in row["counts"] if one["title"] == "laporan_jatuh_tempo")
    came = {one["id"]: one for one in row["inputs"]}
    pairs = zip(asked["items"], asked["of"], strict=True)
    return [
        (came[name]["value"], _last_on_time(came[name], quarter))
        for quarter, name in pairs
        if came[name]["value"][0].isdigit()
    ]


def _last_on_time(receipt: Row, quarter: str) -> str:
    """The due day, or the later one that the receipt names where offices were closed on it."""
    moved = re.search(r", tepat waktu sampai (\d{4}-\d\d-\d\d)$", receipt["locator"])
    return moved[1] if moved else due_date(quarter)


def _advised(row: Row, trace: Row) -> list[Row]:
    """Return the recommendations that were due by now, but those of this indicator itself."""
    return [
        one
        for one in trace["follow_up"]
        if one["indicator"] != row["arguments"]["own"] and one["status"] != "gugur"
        if one["deadline"] <= due_date(trace["quarter"])
    ]


def _substance(row: Row) -> set[str]:
    stated = [set(literal_eval(value)) for value in _values(row)]
    return set[str]().union(*stated) & set(row["arguments"]["items"])


def _everyone(row: Row) -> int:
    open_still = (one for one in row["counts"] if one["title"] == "kabkota_belum_diketahui")
    return len(row["inputs"]) + sum(len(one["items"]) for one in open_still)


RECOUNTS: Mapping[str, Callable[[Row, Row], int]] = {
    "butir_muatan_yang_ada": lambda row, _: len(_substance(row)),
    "butir_muatan_yang_diminta": lambda row, _: len(row["arguments"]["items"]),
    "ditetapkan_setelah_inpres": lambda row, _: int(
        any(one["value"] >= INPRES_SIGNED_ON for one in row["inputs"] if _dated(one))
    ),
    "kabkota": lambda row, _: _everyone(row),
    "kabkota_berperaturan": lambda row, _: _values(row).count("ya"),
    "kabkota_mencapai_nilai": lambda row, _: sum(
        Fraction(one) >= Fraction(row["arguments"]["at_least"]) for one in _values(row)
    ),
    "laporan_tepat_waktu": lambda row, _: sum(came <= due for came, due in _receipts(row)),
    "laporan_terlambat": lambda row, _: sum(came > due for came, due in _receipts(row)),
    "laporan_jatuh_tempo": lambda row, _: len(row["inputs"]),
    "rekomendasi_jatuh_tempo": lambda row, trace: len(_advised(row, trace)),
    "rekomendasi_selesai": lambda row, trace: sum(
        one["status"] == "selesai" for one in _advised(row, trace)
    ),
}
"""How a count is counted again, by its title; any other count is as long as its list."""


def _dated(one: Row) -> bool:
    return bool(one["name"] == "regulation.stage_on")
