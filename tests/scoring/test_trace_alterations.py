"""The checker can fail: whatever is altered in a trace that was right, it says where.

First by name, one thing at a time; then every field of every shape, as `docs/trace.md` promises.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bench.trace_checker import check
from tests.scoring.traces import Trace, of, pillar, poor, rich, stored
from tools.trace_schema import PAGE, told_of

KABUPATEN = stored(rich("kabupaten", advised=True))
PROVINCE = stored(rich("provinsi"))
POOR = stored(poor())
LENIENT = stored(poor("indikatif"))
Change = Callable[[Trace], Any]

ALTERED: dict[str, tuple[Trace, Change, str]] = {
    "a number": (PROVINCE, lambda t: of(t, "B2").update(points="82.7"), "B2.points"),
    "a last decimal": (
        PROVINCE,
        lambda t: t.update(score=str(Decimal(t["score"]) + Decimal("1E-26"))),
        "trace.score",
    ),
    "a weight": (PROVINCE, lambda t: of(t, "A2").update(weight="6"), "A2.effective_weight"),
    "an effective weight": (
        POOR,
        lambda t: of(t, "C3").update(effective_weight="9"),
        "C3.effective_weight",
    ),
    "an input": (KABUPATEN, lambda t: of(t, "C4")["inputs"][0].update(value="301"), "C4.value"),
    "an input of a step": (
        KABUPATEN,
        lambda t: of(t, "C2")["inputs"][1].update(value="7"),
        "C2.s1.value",
    ),
    "a parameter": (PROVINCE, lambda t: of(t, "B2")["parameters"][0].update(value="1"), "B2.s1"),
    "a word": (KABUPATEN, lambda t: of(t, "A3")["inputs"][1].update(value="tidak"), "A3.m2.worth"),
    "an answer": (POOR, lambda t: of(t, "K2")["inputs"][0].update(value="tidak"), "K2.value"),
    "a rule's stage": (POOR, lambda t: of(t, "A1")["inputs"][0].update(value="8"), "A1.decisions"),
    "a rule's date": (
        KABUPATEN,
        lambda t: of(t, "A3")["inputs"][0].update(value="2021-03-24"),
        "A3.k1",
    ),
    "a child's score": (
        PROVINCE,
        lambda t: of(t, "P2")["inputs"][4].update(value="54.99"),
        "P2.k1.value",
    ),
    "a child left out": (PROVINCE, lambda t: of(t, "P1")["counts"][1]["items"].pop(), "P1.k2"),
    "a report's day": (
        KABUPATEN,
        lambda t: of(t, "G1")["inputs"][2].update(value="2024-07-10"),
        "G1.k",
    ),
    "a tier": (KABUPATEN, lambda t: of(t, "C4")["inputs"][0].update(tier="media"), "C4.cap"),
    "a full tier": (POOR, lambda t: t["frame"]["full_tiers"].append("media"), "A1.cap"),
    "the cap": (POOR, lambda t: t["frame"].update(evidence_cap="30"), "A1.cap"),
    "a scale": (
        KABUPATEN,
        lambda t: of(t, "C3")["scale_rule"]["linear"].update(target="0.9"),
        "C3.points",
    ),
    "a decision": (
        PROVINCE,
        lambda t: of(t, "A1")["decisions"][0].update(outcome="perda_berlaku"),
        "A1.decisions[0].outcome",
    ),
    "a row of the table": (
        POOR,
        lambda t: of(t, "B1")["arguments"]["table"][1].update(gives="tidak_ada"),
        "B1.decisions[0].outcome",
    ),
    "the better reading": (POOR, lambda t: of(t, "B1").update(best_value=None), "B1.best_value"),
    "an expression": (
        KABUPATEN,
        lambda t: of(t, "C3").update(expression="m2 / m1"),
        "C3.arithmetic",
    ),
    "a step": (PROVINCE, lambda t: of(t, "B2")["steps"][0].update(value="16801"), "B2.s1.value"),
    "a status": (POOR, lambda t: of(t, "A2").update(status="tidak_berlaku"), "A2.score"),
    "an upper bound": (POOR, lambda t: of(t, "A2").update(high="99"), "A2.high"),
    "the mode": (POOR, lambda t: t.update(mode="indikatif"), "A2.score"),
    "the other mode": (LENIENT, lambda t: t.update(mode="ketat"), "A2.score"),
    "a mean": (PROVINCE, lambda t: t["frame"].update(within="geometric"), "pillar A.score"),
    "a pillar": (PROVINCE, lambda t: pillar(t, "K").update(score="61"), "pillar K.score"),
    "completeness": (POOR, lambda t: t.update(completeness="0.5"), "trace.completeness"),
    "a band edge": (
        PROVINCE,
        lambda t: t["frame"]["bands"][2].update(at_least="64.8"),
        "trace.band",
    ),
    "the band": (PROVINCE, lambda t: t.update(band="Baik"), "trace.band"),
    "the edge of no band": (POOR, lambda t: t["frame"].update(no_band_below="0.1"), "trace.band"),
    "a gate's values": (
        PROVINCE,
        lambda t: t["frame"]["gates"][0]["passes_with"].remove("perkada_berlaku"),
        "trace.gates",
    ),
    "a gate left out": (POOR, lambda t: t["gates"].clear(), "trace.gates"),
    "an open error": (PROVINCE, lambda t: t.update(open_errors=True), "trace.provisional"),
    "a duty": (PROVINCE, lambda t: t["duties"][0].update(status="sebagian"), "D1.status"),
    "a duty's mark": (PROVINCE, lambda t: t["duties"][0].update(fulfilled_at="86"), "D1.status"),
    "a gain": (POOR, lambda t: t["actions"][0].update(gain="1"), "action"),
    "a follow-up": (
        KABUPATEN,
        lambda t: t["follow_up"][0].update(status="terbuka"),
        "follow_up 36.03/2024-Q1/A1.status",
    ),
    "the version": (POOR, lambda t: t.update(trace_version="1"), "trace.trace_version"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_was_altered_is_named(name: str) -> None:
    """One thing altered in a trace that was right: the checker says where and what it came to."""
    trace, change, place = ALTERED[name]
    assert check(trace) == []
    altered = deepcopy(trace)
    change(altered)
    found = check(altered)
    assert [line for line in found if line.startswith(place)], found[:5]


@pytest.mark.parametrize("name", ["frame", "indicators", "pillars", "follow_up", "mode"])
def test_what_cannot_be_redone_is_said(name: str) -> None:
    """A trace with a part missing is a disagreement, never a crash."""
    assert check({key: value for key, value in POOR.items() if key != name})


TOLD = told_of(PAGE.read_text("utf-8"))
LISTS = {
    **{"indicators": "IndicatorScore", "pillars": "PillarScore", "duties": "Duty"},
    **{"actions": "Action", "follow_up": "FollowUp", "bands": "BandRule"},
    **{"inputs": "Input", "parameters": "ParameterUse", "counts": "Counted", "steps": "NamedStep"},
    "decisions": "Decision",
}
WORDINGS = {"title", "reason", "evidence_wanted"}


def parts(shape: str, part: Any) -> Iterator[tuple[str, Any]]:
    """Every object of a trace with the name of its shape, the whole first."""
    yield shape, part
    for name, value in part.items():
        if name == "frame":
            yield from parts("Frame", value)
        elif name == "gates":
            for one in value:
                yield from parts("GateRule" if shape == "Frame" else "GateResult", one)
        elif name in WORDINGS and isinstance(value, dict):
            yield from parts("Wording", value)
        elif name in LISTS:
            for one in value:
                if isinstance(one, dict):
                    yield from parts(LISTS[name], one)


def otherwise(value: Any) -> list[Any]:
    """Other values that a field might have held."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1]
        case None:
            return ["1"]
        case dict():
            return [value | {key: one} for key in value for one in otherwise(value[key])[:2]]
        case list():
            return [value[1:], value[:-1], []] if value else []
    if _is_decimal(value):
        return [str(Decimal(value) + 1), str(Decimal(value) + 30)]
    return [f"{value}x", *_other_day(value)]


def _is_decimal(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit()


def _other_day(text: str) -> list[str]:
    try:
        date.fromisoformat(text)
    except ValueError:
        return []
    return ["2020-01-01", "2030-01-01"]


TRIED = [KABUPATEN, PROVINCE, POOR]


def seen(shape: str, name: str) -> bool:
    """Say whether the checker notices when this field of one object alone is altered."""
    for trace in TRIED:
        copy = deepcopy(trace)
        for part in [one for kind, one in parts("Scorecard", copy) if kind == shape]:
            before = part[name]
            for other in otherwise(before):
                part[name] = other
                if check(copy):
                    return True
            part[name] = before
    return False


def seen_anywhere(shape: str, name: str) -> bool:
    """Say whether the checker notices when this field of every object is altered at once."""
    copies = deepcopy(TRIED)
    for copy in copies:
        for part in [one for kind, one in parts("Scorecard", copy) if kind == shape]:
            part[name] = (otherwise(part[name]) or [part[name]])[0]
    assert copies != TRIED, f"{shape}.{name} stands in no trace"
    return any(check(copy) for copy in copies)


@pytest.mark.parametrize("shape", TOLD)
def test_each_field_is_seen_as_the_page_says(shape: str) -> None:
    """Every field of every shape is altered: those that make a number are noticed, no others."""
    for name, (_, wanted) in TOLD[shape].items():
        found = seen(shape, name) if wanted else seen_anywhere(shape, name)
        assert found is wanted, f"{shape}.{name}"
