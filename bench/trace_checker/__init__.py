"""Redo every number of a trace (version "2") from its JSON alone and name what does not agree.

    python -m bench.trace_checker FILE.json ...

An independent reading of `docs/trace.md`: this folder imports the standard library only and nothing
of the engine, and can be taken elsewhere as it is. Whether a cell really says what an input says is
for the evidence files.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from .indicator import KNOWN, NOT_ASKED, Row, Say, due_date, judged
from .numbers import FULL, NONE, is_number, mean, rounded

__all__ = ["check"]

FAULTS = (AttributeError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError,
          StopIteration)  # fmt: skip
Redone = dict[str, Any]


def check(trace: Row) -> list[str]:
    """Return one line per disagreement: where it is, what is printed, what was recomputed."""
    found: list[str] = []

    def say(where: str, row: Mapping[str, Any], **recomputed: Any) -> None:
        for name, value in recomputed.items():
            printed, wanted = row.get(name), value
            if isinstance(value, Fraction):
                wanted = format(rounded(value), "f")
                if is_number(str(printed)) and Fraction(str(printed)) == Fraction(wanted):
                    wanted = printed
            if printed != wanted:
                found.append(f"{where}.{name}: printed {printed}, recomputed {wanted}")

    say("trace", trace, trace_version="2")
    if found:
        return found
    where = "trace"
    try:
        rows = []
        for row in trace["indicators"]:
            where = row["id"]
            rows.append(judged(row, trace, say))
        where = "whole"
        _whole(rows, trace, say)
    except FAULTS as error:
        found.append(f"{where}: cannot be redone: {type(error).__name__} {error}")
    return found


def _whole(rows: list[Redone], trace: Row, say: Say) -> None:
    frame = trace["frame"]
    say("trace", trace, evidence_cap=Fraction(frame["evidence_cap"]))
    carried = _carried(rows)
    _weights(rows, carried, say)
    kept = {one["id"]: _pillar(one, rows, carried, frame, say) for one in trace["pillars"]}
    say("trace", {"pillars": sorted(kept)}, pillars=sorted(carried))
    share = mean([(kept[name]["completeness"], carried[name]) for name in carried], "arithmetic")
    ends = {name: _joined({one: kept[one][name] for one in kept}, carried, frame)
            for name in ("score", "low", "high")}  # fmt: skip
    score = ends["score"] if share else None
    say("trace", trace, score=score, completeness=share or NONE)
    say("trace", trace, score_low=ends["low"] or NONE, score_high=ends["high"] or NONE)
    _band(rows, score, share or NONE, trace, say)
    for duty in trace["duties"]:
        own = [one for one in rows if one["id"] in duty["indicators"]]
        say(duty["id"], duty, status=_duty(own, duty["fulfilled_at"]))
    _follow_up(rows, trace, say)
    _actions(rows, kept, carried, trace, say)


def _carried(rows: Iterable[Redone]) -> dict[str, Fraction]:
    """Return what each pillar carries; those in which nothing is asked hand it to the others."""
    full: dict[str, Fraction] = {}
    live: dict[str, Fraction] = {}
    for one in rows:
        full[one["pillar"]] = full.get(one["pillar"], NONE) + one["weight"]
        if one["status"] != NOT_ASKED:
            live[one["pillar"]] = live.get(one["pillar"], NONE) + one["weight"]
    whole, over = sum(full.values(), NONE), sum((full[name] for name in live), NONE)
    return {name: full[name] * whole / over if name in live else NONE for name in full}


def _weights(rows: list[Redone], carried: Mapping[str, Fraction], say: Say) -> None:
    for one in rows:
        own = [each for each in rows if each["pillar"] == one["pillar"]]
        within = sum((each["weight"] for each in own if each["status"] != NOT_ASKED), NONE)
        asked = one["status"] != NOT_ASKED
        weight = one["weight"] * carried[one["pillar"]] / within if asked else NONE
        say(one["id"], one["row"], effective_weight=weight)


def _asked(rows: Iterable[Redone], pillar: str) -> list[Redone]:
    return [one for one in rows if one["pillar"] == pillar and one["status"] != NOT_ASKED]


def _pillar(
    printed: Row, rows: list[Redone], carried: Mapping[str, Fraction], frame: Row, say: Say
) -> Redone:
    name = printed["id"]
    own = _asked(rows, name)
    share = mean([(Fraction(one["status"] == KNOWN), one["weight"]) for one in own], "arithmetic")
    kept: Redone = {"completeness": share or NONE}
    for end in ("score", "low", "high"):
        kept[end] = _within(own, frame, end)
    weight = sum((one["weight"] for one in rows if one["pillar"] == name), NONE)
    say(f"pillar {name}", printed, weight=weight, effective_weight=carried[name])
    say(
        f"pillar {name}",
        printed,
        score=kept["score"] if share else None,
        completeness=share or NONE,
    )
    say(f"pillar {name}", printed, low=kept["low"] or NONE, high=kept["high"] or NONE)
    return kept


def _within(own: Iterable[Redone], frame: Row, end: str) -> Fraction | None:
    pairs = [(one[end], one["weight"]) for one in own if one[end] is not None]
    return mean(pairs, frame["within"])


def _joined(
    values: Mapping[str, Fraction | None], carried: Mapping[str, Fraction], frame: Row
) -> Fraction | None:
    pairs = [(value, carried[name]) for name, value in values.items() if value is not None]
    return mean(pairs, frame["across"])


def _band(
    rows: list[Redone], score: Fraction | None, share: Fraction, trace: Row, say: Say
) -> None:
    frame = trace["frame"]
    asked = {one["id"]: one for one in rows if one["status"] != NOT_ASKED}
    gates = [
        {"id": gate["id"], "band_at_most": gate["band_at_most"]}
        for gate in frame["gates"]
        if gate["indicator"] in asked
        and asked[gate["indicator"]]["value"] not in gate["passes_with"]
    ]
    printed = [{"id": one["id"], "band_at_most": one["band_at_most"]} for one in trace["gates"]]
    say("trace", {"gates": printed}, gates=gates)
    band, reason = None, "tanpa_data" if score is None else ""
    if score is not None and share < Fraction(frame["no_band_below"]):
        reason = "kelengkapan_kurang"
    elif score is not None:
        bands = sorted(frame["bands"], key=lambda one: Fraction(one["at_least"]), reverse=True)
        titles = [one["title"]["id"] for one in bands]
        reached = [place for place, one in enumerate(bands) if score >= Fraction(one["at_least"])]
        held = [titles.index(one["band_at_most"]) for one in gates]
        band = titles[max(min(reached, default=len(bands) - 1), *held, 0)]
    thin = share < Fraction(frame["provisional_below"])
    say("trace", trace, band=band, band_reason=reason, provisional=thin or trace["open_errors"])


def _duty(own: list[Redone], mark: str | None) -> str:
    wanted = [one for one in own if one["status"] != NOT_ASKED]
    known = [one for one in wanted if one["status"] == KNOWN]
    if mark is None or not wanted:
        return "tidak_berlaku"
    if not known:
        return "data_belum_tersedia"
    reached = mean([(one["points"], one["weight"]) for one in known], "arithmetic") or NONE
    documented = all(one["cap"] is None for one in known)
    if reached >= Fraction(mark) and len(known) == len(wanted) and documented:
        return "terpenuhi"
    return "sebagian" if reached > 0 else "belum"


def _follow_up(rows: list[Redone], trace: Row, say: Say) -> None:
    """Redo what became of earlier advice; what an earlier quarter closed stays closed."""
    asked = {one["id"]: one for one in rows if one["status"] != NOT_ASKED}
    told: dict[str, str] = {}
    for one in trace["follow_up"]:
        now, quarter = asked.get(one["indicator"]), trace["quarter"]
        score = now["score"] if now is not None and now["status"] == KNOWN else None
        status, since = "terbuka", one["issued_in"]
        if one["status"] == "selesai" and one["since"] < quarter:
            status, since = "selesai", one["since"]
        elif now is None:
            status, since = "gugur", quarter
        elif score is not None and rounded(score) >= Fraction(one["done_at"]):
            status, since = "selesai", quarter
        elif one["deadline"] <= due_date(quarter):
            status, since = "lewat_tenggat", _falls_due(one["deadline"])
        say(f"follow_up {one['id']}", one, status=status, since=since, score=score)
        said = "data belum tersedia" if score is None else format(rounded(score), "f")
        told[one["id"]] = said if since == quarter or status != "selesai" else "selesai"
    for row in (one["row"] for one in rows):
        inputs = {one["id"]: one for one in row["inputs"]}
        for count in row["counts"]:
            for item, name in zip(count["items"], count["of"], strict=False):
                if inputs[name]["name"] == "recommendation.score":
                    say(f"{row['id']}.{name}", inputs[name], value=told[item])


def _falls_due(deadline: str) -> str:
    years = (int(deadline[:4]) - 1, int(deadline[:4]))
    quarters = (f"{year}-Q{number}" for year in years for number in (1, 2, 3, 4))
    return next(one for one in quarters if deadline <= due_date(one))


def _actions(
    rows: list[Redone], kept: Mapping[str, Redone], carried: Mapping[str, Fraction],
    trace: Row, say: Say,
) -> None:  # fmt: skip
    """Redo what the total would rise by if one indicator alone were at 100."""
    frame, scores = trace["frame"], {name: one["score"] for name, one in kept.items()}
    now = _joined(scores, carried, frame) or NONE
    gains = {}
    for one in rows:
        own = _asked(rows, one["pillar"])
        met = [{**each, "score": FULL} if each is one else each for each in own]
        after = _joined({**scores, one["pillar"]: _within(met, frame, "score")}, carried, frame)
        gains[one["id"]] = (after or NONE) - now
    order = sorted(trace["actions"], key=lambda one: (-gains[one["indicator"]], one["indicator"]))
    for number, one in enumerate(order, start=1):
        where = f"action {one['indicator']}"
        say(where, one, gain=gains[one["indicator"]], number=number)
        if one["amount_idr"] is not None:
            amount = Fraction(1)
            for part in one["amount_arithmetic"].split(" x "):
                amount *= Fraction(part)
            say(where, one, amount_idr=int(amount))
