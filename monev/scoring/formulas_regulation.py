"""Pillar A: how strong, how complete and how current a region's rules are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models import Regulation
from monev.scoring.answers import each_way
from monev.scoring.decision import decided
from monev.scoring.formulas_attested import answered, standing_by_item
from monev.scoring.reading import Decided, Measured, Missing, Question, Reading, formula, stated
from monev.scoring.term import counted, literal, total
from monev.trace import Input

IN_FORCE = 8
WITHDRAWN = 9
INPRES_SIGNED_ON = date(2021, 3, 25)


def latest_of_each(regulations: tuple[Regulation, ...]) -> list[Regulation]:
    """Return one record per instrument: the latest stage, however late it was told of.

    Identity is type, number and year; an unnumbered draft is known by its title.
    """
    newest: dict[tuple[str, str, int | None], Regulation] = {}
    for one in regulations:
        key = _identity(one)
        before = newest.get(key)
        if before is None or _reached(one) >= _reached(before):
            newest[key] = one
    return list(newest.values())


def _reached(one: Regulation) -> tuple[date, date, int, int, str]:
    return one.stage_on, one.known_on, one.stage, -one.tier.rank, one.fact_id


def prevailing(question: Question) -> list[Regulation]:
    """Return one record per instrument: the documented one where there is any.

    A clipping that retells a rule takes nothing from the rule's own document.
    """
    full = set(question.rules.evidence.full_tiers)
    documented = latest_of_each(
        tuple(one for one in question.known.regulations if one.tier in full)
    )
    known = {_identity(one) for one in documented}
    told = latest_of_each(question.known.regulations)
    return [*documented, *(one for one in told if _identity(one) not in known)]


def _identity(one: Regulation) -> tuple[str, str, int | None]:
    return one.instrument, one.number or one.title, one.year


def is_in_force(one: Regulation) -> bool:
    """Say whether a rule is evidenced to be in force; "unknown" and drafts are not."""
    return one.stage == IN_FORCE and one.status == "berlaku"


@formula
def strongest_instrument(question: Question) -> Reading:
    """The strongest instrument in force, else the most advanced draft. Source: rubric A1.

    `arguments.instruments` are the kinds that are law; the table grades each by kind, stage and
    status, `ranking` orders the grades, and `together` names what two of them make.
    """
    legal = set(question.arguments["instruments"])
    found = [one for one in prevailing(question) if one.instrument in legal or one.stage == 0]
    if not found:
        return Missing("regulasi_tidak_dibuktikan")
    full = set(question.rules.evidence.full_tiers)
    documented = [one for one in found if one.tier in full]
    reading = _strongest(found, question.arguments)
    if documented and len(documented) < len(found):
        return replace(reading, otherwise=_strongest(documented, question.arguments))
    return reading


def _strongest(found: Sequence[Regulation], arguments: dict[str, Any]) -> Measured:
    graded = [(one, _graded(one, arguments["table"])) for one in found]
    ranking = [str(one) for one in arguments["ranking"]]
    together: list[str] = [str(one) for one in arguments["together"]["of"]]
    grades = {grade.outcome for _, grade in graded}
    if set(together) <= grades:
        best, wanted = str(arguments["together"]["gives"]), together
    else:
        best = min(grades, key=ranking.index)
        wanted = [best]
    used = [(one, grade) for one, grade in graded if grade.outcome in wanted]
    return Measured(
        best,
        told=tuple(source for _, grade in used for source in grade.inputs),
        decisions=tuple(grade for _, grade in used),
        text="; ".join(f"{_citation(one)} tahap {one.stage}" for one, _ in used),
    )


def _graded(one: Regulation, table: Sequence[dict[str, Any]]) -> Decided:
    told = [name for name in ("stage", "status") if name in one.cells or name == "stage"]
    answers = {"jenis": one.instrument, "tahap": str(one.stage), "status": one.status}
    inputs: tuple[Input, ...] = tuple(stated(one, name) for name in told)
    return decided(table, answers, inputs)


def _citation(one: Regulation) -> str:
    number = f" {one.number}/{one.year}" if one.number else ""
    return f"{one.instrument}{number}"


@formula
def substance_share(question: Question) -> Reading:
    """Items of substance present in the rules in force, out of all items asked. Source: A2."""
    wanted = [str(item) for item in question.arguments["items"]]
    stating = [
        one for one in prevailing(question) if one.substance is not None and is_in_force(one)
    ]
    if not stating:
        return Missing("muatan_tidak_dinyatakan")
    present = {item for one in stating for item in one.substance or ()} & set(wanted)
    inputs = [stated(one, "substance", "butir") for one in stating]
    there = counted("butir_muatan_yang_ada", sorted(present, key=wanted.index), inputs)
    return Measured(there / counted("butir_muatan_yang_diminta", wanted, ()))


@formula
def consistency_share(question: Question) -> Reading:
    """Share of: enacted after the Inpres, rates still in force, in line with the province. A3."""
    rules = [one for one in prevailing(question) if is_in_force(one)]
    if not rules:
        return Missing("regulasi_berlaku_tidak_dibuktikan")
    answers = standing_by_item(question, question.arguments["items"])
    if isinstance(answers, Missing):
        return answers if answers.inputs else Missing("telaah_tidak_disampaikan")
    after = any(one.stage_on >= INPRES_SIGNED_ON for one in rules)
    enacted = counted(
        "ditetapkan_setelah_inpres",
        ["ya"] if after else [],
        [stated(one, "stage_on") for one in rules],
    )
    return each_way(
        answers,
        lambda chosen: (
            total([enacted, *(answered(one) for one in chosen)]) / literal(1 + len(chosen))
        ),
    )
