"""A stored scorecard as a readable derivation for the terminal, in Indonesian."""

from typing import Any

from monev.printing import number, percent, plain, score
from monev.reports.wording import measured, printed_input, vocabulary
from monev.scorecard import IndicatorScore, Input, Scorecard


def explain_text(scorecard: dict[str, Any], indicator: str | None = None) -> str:
    """Return why a region got its score, or one indicator of it; KeyError for an unknown one."""
    card = Scorecard.model_validate(scorecard)
    if indicator is not None:
        row = next((one for one in card.indicators if one.id == indicator), None)
        if row is None:
            raise KeyError(indicator)
        return "\n".join(_indicator(row))
    lines = [
        f"{card.region_code} {card.quarter}  rubrik {card.rubric_profile} {card.rubric_version}, "
        f"mode {card.mode}",
        f"Nilai {score(card.score)} (rentang {score(card.score_low)} sampai "
        f"{score(card.score_high)}), predikat {_band(card)}, kelengkapan "
        f"{percent(card.completeness * 100)}",
        "",
    ]
    for gate in card.gates:
        lines.append(f"Batas predikat {gate.band_at_most}: {gate.reason.id}")
    for pillar in card.pillars:
        lines += ["", f"{pillar.id} {pillar.title.id}: {score(pillar.score)}"]
        for row in card.indicators:
            if row.pillar == pillar.id:
                lines += _indicator(row)
    return "\n".join(lines)


def _band(card: Scorecard) -> str:
    if card.band is None:
        return f"tidak diberikan ({vocabulary().reasons[card.band_reason]})"
    return f"{card.band}{' (sementara)' if card.provisional else ''}"


def _indicator(row: IndicatorScore) -> list[str]:
    head = f"  {row.id} {row.title.id} (bobot {number(row.effective_weight, 2)})"
    match row.status:
        case "tidak_berlaku":
            return [f"{head}: tidak berlaku, {vocabulary().reasons[row.reason]}"]
        case "data_tidak_tersedia":
            lines = [f"{head}: data belum tersedia, {vocabulary().reasons[row.reason]}"]
        case _:
            lines = [
                f"{head}: {score(row.score)}",
                f"      nilai     {measured(row.value, row.unit)}",
                f"      hitungan  {row.arithmetic}",
                f"      skala     {row.scale} [{row.scale_reference}]",
            ]
            if row.cap is not None:
                lines.append(f"      batas     {score(row.cap)}, pernyataan tanpa dokumen bukti")
    lines += [
        f"      parameter {one.name} = {plain(one.value)} sejak {one.since} [{one.reference}]"
        for one in row.parameters
    ]
    lines += [f"      sumber    {_source(one)}" for one in row.inputs]
    return lines


def _source(one: Input) -> str:
    field = vocabulary().fields.get(one.name.rpartition(".")[2], one.name)
    return (
        f"{field} {printed_input(one.value, one.unit)} ({one.raw!r}; {one.locator}; "
        f"{one.source_publisher}, {one.known_on})"
    )
