"""Pillar A: how strong, how complete and how current a region's rules are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from models import Regulation
from monev.scoring.reading import Measured, Missing, Question, Reading, formula, shown, stated

ENACTED = 6
IN_FORCE = 8
WITHDRAWN = 9
INPRES_SIGNED_ON = date(2021, 3, 25)

ACTS = {"Perda", "Qanun", "Perdasus", "Perdasi"}
HEAD_RULES = {"Pergub", "Perbup", "Perwal"}
ORDERS = {"Keputusan", "Instruksi"}
CIRCULAR = "Surat Edaran"
LEGAL = ACTS | HEAD_RULES | ORDERS | {CIRCULAR}
"""Instruments of law; a memorandum or an agreement is none."""
STAGES = {
    1: "usulan",
    2: "penyusunan",
    3: "harmonisasi",
    4: "pembahasan",
    5: "fasilitasi",
    6: "penetapan",
    7: "penetapan",
}
RANKING = [
    "keduanya_berlaku",
    "perda_berlaku",
    "perkada_berlaku",
    "penetapan",
    "keputusan_atau_instruksi",
    "fasilitasi",
    "pembahasan",
    "harmonisasi",
    "surat_edaran",
    "penyusunan",
    "usulan",
    "belum_ada",
]
"""Categories from strong to weak; points belong to the scale of the rubric."""


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
    """The strongest instrument in force, else the most advanced draft. Source: rubric A1."""
    found = [one for one in prevailing(question) if one.instrument in LEGAL or one.stage == 0]
    if not found:
        return Missing("regulasi_tidak_dibuktikan")
    full = set(question.rules.evidence.full_tiers)
    documented = [one for one in found if one.tier in full]
    reading = _strongest(found)
    if documented and len(documented) < len(found):
        return replace(reading, otherwise=_strongest(documented))
    return reading


def _strongest(found: list[Regulation]) -> Measured:
    alive = [one for one in found if one.stage != WITHDRAWN and one.status != "tidak_berlaku"]
    categories = [(_category(one), one) for one in alive] or [("belum_ada", found[0])]
    names = {name for name, _ in categories}
    if {"perda_berlaku", "perkada_berlaku"} <= names:
        best = "keduanya_berlaku"
        used = [one for name, one in categories if name in {"perda_berlaku", "perkada_berlaku"}]
    else:
        best = min(names, key=RANKING.index)
        used = [one for name, one in categories if name == best]
    inputs = tuple(stated(one, "stage") for one in used)
    listed = "; ".join(f"{_citation(one)} tahap {one.stage}" for one in used)
    return Measured(best, inputs, f"{listed}: {best.replace('_', ' ')}")


def _category(one: Regulation) -> str:
    if is_in_force(one):
        if one.instrument in ACTS:
            return "perda_berlaku"
        if one.instrument in HEAD_RULES:
            return "perkada_berlaku"
    if one.stage == 0:
        return "belum_ada"
    if one.stage >= ENACTED and one.instrument in ORDERS:
        return "keputusan_atau_instruksi"
    if one.stage >= ENACTED and one.instrument == CIRCULAR:
        return "surat_edaran"
    return STAGES.get(one.stage, "penetapan")


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
    value = Decimal(len(present)) / Decimal(len(wanted))
    inputs = tuple(stated(one, "substance", "butir") for one in stating)
    return Measured(value, inputs, f"{len(present)} / {len(wanted)} = {shown(value)}")


@formula
def consistency_share(question: Question) -> Reading:
    """Share of: enacted after the Inpres, rates still in force, in line with the province. A3."""
    items = [question.known.attestation(str(item)) for item in question.arguments["items"]]
    rules = [one for one in prevailing(question) if is_in_force(one)]
    if not rules:
        return Missing("regulasi_berlaku_tidak_dibuktikan")
    if any(one is None or not one.answer for one in items):
        return Missing("telaah_tidak_disampaikan")
    after = [one for one in rules if one.stage_on >= INPRES_SIGNED_ON]
    answers = [one for one in items if one is not None]
    met = Decimal(1 if after else 0) + sum(
        (ANSWER_SHARE.get(one.answer, Decimal(0)) for one in answers), Decimal(0)
    )
    value = met / Decimal(1 + len(answers))
    inputs = (
        *(stated(one, "stage_on") for one in rules),
        *(stated(one, "answer") for one in answers),
    )
    return Measured(value, inputs, f"{shown(met)} / {1 + len(answers)} = {shown(value)}")


ANSWER_SHARE = {"ya": Decimal(1), "sebagian": Decimal("0.5"), "tidak": Decimal(0)}
