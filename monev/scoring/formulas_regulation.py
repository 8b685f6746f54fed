"""Pillar A: how strong, how complete and how current a region's rules are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models import Regulation
from monev.scoring.answers import each_way, worse_and_better
from monev.scoring.decision import decided
from monev.scoring.formulas_attested import answered, standing_by_item
from monev.scoring.reading import Decided, Measured, Missing, Question, Reading, formula, stated
from monev.scoring.term import Term, counted, literal, total
from monev.trace import Input

IN_FORCE = 8
WITHDRAWN = 9
INPRES_SIGNED_ON = date(2021, 3, 25)


STATUSES = ("tidak_berlaku", "tidak_diketahui", "berlaku")
"""What a record says of a rule's status, from the worse to the better."""


def latest_of_each(regulations: Iterable[Regulation], *, better: bool = False) -> list[Regulation]:
    """Return one record per instrument: the latest stage, however late it was told of.

    Identity is type, number and year; an unnumbered draft is known by its title. Of records that
    differ though they are of one day, stage and kind of source, the one that says less of the rule
    stands, or where the `better` reading is asked for the one that says more.
    """
    sign = 1 if better else -1

    def order(one: Regulation) -> tuple[tuple[date, date, int, int], int, int, str]:
        status, items = STATUSES.index(one.status), len(one.substance or ())
        return _reached(one), sign * status, sign * items, one.fact_id

    newest: dict[tuple[str, str, int | None], Regulation] = {}
    for one in regulations:
        key = _identity(one)
        before = newest.get(key)
        if before is None or order(one) >= order(before):
            newest[key] = one
    return list(newest.values())


def _reached(one: Regulation) -> tuple[date, date, int, int]:
    return one.stage_on, one.known_on, one.stage, -one.tier.rank


def prevailing(question: Question, *, better: bool = False) -> list[Regulation]:
    """Return one record per instrument: the documented one where there is any.

    A clipping that retells a rule takes nothing from the rule's own document.
    """
    return latest_of_each(_citable(question), better=better)


def _citable(question: Question) -> list[Regulation]:
    """Return the records without clippings about rules whose own documents are there."""
    full = set(question.rules.evidence.full_tiers)
    everything = question.known.regulations
    known = {_identity(one) for one in everything if one.tier in full}
    return [one for one in everything if one.tier in full or _identity(one) not in known]


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
    found, best = (
        [
            one
            for one in prevailing(question, better=better)
            if one.instrument in legal or one.stage == 0
        ]
        for better in (False, True)
    )
    if not found:
        return Missing("regulasi_tidak_dibuktikan")
    full = set(question.rules.evidence.full_tiers)
    documented, best_documented = (
        [one for one in each if one.tier in full] for each in (found, best)
    )
    reading = _read(found, best, question.arguments)
    if documented and len(documented) < len(found):
        other = _read(documented, best_documented, question.arguments)
        return replace(reading, otherwise=other)
    return reading


def _read(
    found: Sequence[Regulation], best: Sequence[Regulation], arguments: dict[str, Any]
) -> Measured:
    """Return the strongest grade, with the one it would be at best where records differ."""
    reading, kinder = _strongest(found, arguments), _strongest(best, arguments)
    if reading.value == kinder.value:
        return reading
    told = tuple(dict.fromkeys([*reading.told, *kinder.told]))
    return replace(reading, best=kinder.value, told=told)


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
    """Items of substance present in the rules in force, out of all items asked. Source: A2.

    A later record that says nothing of the substance, such as an entry of a register, takes
    nothing from the record in force that does.
    """
    wanted = [str(item) for item in question.arguments["items"]]
    in_force = {_identity(one) for one in prevailing(question) if is_in_force(one)}
    citable = [
        one
        for one in _citable(question)
        if one.substance is not None and is_in_force(one) and _identity(one) in in_force
    ]
    if not citable:
        return Missing("muatan_tidak_dinyatakan")
    return worse_and_better(
        _present(latest_of_each(citable, better=better), wanted) for better in (False, True)
    )


def _present(stating: Sequence[Regulation], wanted: list[str]) -> Term:
    """Return the share of the items asked that any of the rules contains."""
    present = {item for one in stating for item in one.substance or ()} & set(wanted)
    inputs = [stated(one, "substance", "butir") for one in stating]
    there = counted("butir_muatan_yang_ada", sorted(present, key=wanted.index), inputs)
    return there / counted("butir_muatan_yang_diminta", wanted, ())


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
