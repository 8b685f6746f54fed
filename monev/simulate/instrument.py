"""A region's world as the sheets of its instrument workbook, by the fact sheet of that source."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.finding import Severity
from models.quarter import Quarter
from monev.simulate.chance import dice
from monev.simulate.papers import INSTRUMENT, Form, Papers
from monev.simulate.regulations import ENACTED, IN_FORCE, rules_of
from monev.simulate.style import Style, style_of
from monev.simulate.world import Line, World
from monev.sources.instrument.sheet import InstrumentSheet, load_instrument_sheet

Row = dict[str, Any]


def fill_instrument(papers: Papers) -> None:
    """Put the sheets of the instrument among the papers, with the findings no clean one avoids.

    A region that states claims beside contributions gets V05 (info) for every such row.
    """
    layout, world, quarter = load_instrument_sheet(), papers.world, papers.quarter
    style = style_of(world)
    rows: dict[str, list[Row]] = {
        "Regulasi": list(_regulations(world, quarter, style, layout)),
        "Anggaran": list(_budget(world, quarter, style)),
        "Kepesertaan": list(_members(world, quarter, style)),
        "Iuran dan Klaim": list(_contributions(world, quarter, style)),
        "Atestasi": list(_answers(world, quarter)),
        "Target": list(_targets(world, quarter, style)),
    }
    papers.forms[layout.identity.sheet] = _identity(papers, layout, style)
    for title, table in layout.sheets.items():
        mark = [[f"{world.shapes.watermark}: {title} {world.region.name}, {quarter.label}"]]
        form = Form(title, list(table.columns), rows.get(title, []), mark)
        for row in form.rows:
            if unknown := set(row) - set(form.headings):
                raise KeyError(f"{title}: the fact sheet has no heading {sorted(unknown)}")
        papers.forms[title] = form
    _expect_claims(papers)


def _expect_claims(papers: Papers) -> None:
    form = papers.forms["Iuran dan Klaim"]
    for at, row in enumerate(form.rows):
        if row.get("Klaim (Rp)") is not None and not papers.late:
            cell = form.cell(at, "Klaim (Rp)")
            papers.expected.append(
                papers.finding("V05", Severity.INFO, INSTRUMENT, form.name, cell)
            )


def _identity(papers: Papers, layout: InstrumentSheet, style: Style) -> Form:
    values = {
        "code": papers.region.code,
        "name": papers.region.name,
        "quarter": str(papers.quarter),
        "handed_in_on": style.day(papers.handed_in_on),
        "version": layout.versions[-1],
        "simulated": "ya",
    }
    rows = [
        {"Isian": label, "Isi": values[column.field]}
        for label, column in layout.identity.fields.items()
    ]
    return Form(layout.identity.sheet, ["Isian", "Isi"], rows, [[papers.world.shapes.watermark]])


def _regulations(
    world: World, quarter: Quarter, style: Style, layout: InstrumentSheet
) -> Iterator[Row]:
    columns = layout.sheets["Regulasi"].columns
    for rule in rules_of(world):
        reached = rule.stage(quarter.end)
        if reached is None:
            continue
        stage, since = reached
        numbered = stage >= ENACTED
        yield {
            "Jenis": rule.instrument,
            "Nomor": str(rule.number) if numbered else None,
            "Tahun": rule.year if numbered else None,
            "Judul": rule.title,
            "Tahap (0-9)": stage,
            "Tanggal tahap": style.day(since),
            "Status": "berlaku" if stage == IN_FORCE else "tidak diketahui",
            **{
                heading: "ya" if column.adds in rule.substance else "tidak"
                for heading, column in columns.items()
                if column.adds
            },
        }


def _budget(world: World, quarter: Quarter, style: Style) -> Iterator[Row]:
    revised = quarter.number == 4
    murni = world.lines(Quarter(quarter.year, 3) if revised else quarter)
    for line in murni:
        yield {
            "Tahun anggaran": quarter.year,
            "Tahap": "RKPD",
            "OPD": line.agency,
            "Kelompok": line.group.code,
            "Sumber dana": line.group.payer,
            "Pagu (Rp)": style.amount(line.person_months * sum(world.shapes.rates.values())),
        }
    for line in murni:
        yield from _allocated(world, quarter, style, line, "APBD", spent=not revised)
    if revised:
        for line in world.lines(quarter):
            yield from _allocated(world, quarter, style, line, "APBD-P", spent=True)


def _allocated(
    world: World, quarter: Quarter, style: Style, line: Line, stage: str, *, spent: bool
) -> Iterator[Row]:
    for programme, rate in world.shapes.rates.items():
        row = {
            "Tahun anggaran": quarter.year,
            "Tahap": stage,
            "OPD": line.agency,
            "Kode rekening": world.shapes.accounts[programme].code,
            "Kelompok": line.group.code,
            "Sumber dana": line.group.payer,
            "Pagu (Rp)": style.amount(line.person_months * rate),
            "Orang": style.count(line.persons),
            "Bulan": line.months,
            "Iuran per bulan (Rp)": style.amount(rate),
        }
        if spent:
            row["Realisasi (Rp)"] = style.amount(line.paid_person_months * rate)
            row["Tanggal realisasi"] = style.day(quarter.end)
        yield row


def _members(world: World, quarter: Quarter, style: Style) -> Iterator[Row]:
    counts, on = world.members(quarter), style.day(quarter.end)
    total = sum(counts.values())
    yield {
        "Per tanggal": on,
        "Segmen": "SEMUA",
        "Peserta aktif (orang)": style.count(total),
        "Basis (orang)": style.count(world.working),
        "Definisi basis": world.shapes.definition,
    }
    if world.richness.code == "tipis":
        return
    for code, persons in counts.items():
        yield {"Per tanggal": on, "Segmen": code, "Peserta aktif (orang)": style.count(persons)}
    paid = {group.code: world.insured(group, quarter) for group in world.groups}
    if len(paid) > 1:
        yield {
            "Per tanggal": on,
            "Segmen": "SEMUA",
            "Pembayar": "APBD",
            "Peserta aktif (orang)": style.count(sum(paid.values())),
        }
    for group in world.groups:
        yield {
            "Per tanggal": on,
            "Segmen": group.code,
            "Pembayar": group.payer,
            "Peserta aktif (orang)": style.count(paid[group.code]),
            "Basis (orang)": style.count(world.size(group)),
            "Definisi basis": group.definition,
        }


def _contributions(world: World, quarter: Quarter, style: Style) -> Iterator[Row]:
    lines = world.lines(quarter)
    for group in world.groups:
        months = sum(line.paid_person_months for line in lines if line.group == group)
        if not months:
            continue
        throw = dice(world.seed, world.region.code, "claims", group.code, quarter.year)
        deaths = sum(throw.randint(0, 3) for _ in range(quarter.number))
        claims = deaths * world.shapes.claim_idr if world.richness.claims else None
        yield {
            "Dari": style.day(date(quarter.year, 1, 1)),
            "Sampai": style.day(quarter.end),
            "Kelompok": group.code,
            "Pembayar": group.payer,
            "Iuran (Rp)": style.amount(months * sum(world.shapes.rates.values())),
            "Klaim (Rp)": style.amount(claims),
            "Terdaftar (orang)": style.count(world.insured(group, quarter)),
            "Orang-bulan dibayar": style.count(months),
        }


def _answers(world: World, quarter: Quarter) -> Iterator[Row]:
    throw = dice(world.seed, world.region.code, "answers")
    if world.richness.code == "tipis":
        return
    insures = bool(world.groups) and not world.richness.zero_budget
    yield {"Butir": "rkpd_memuat", "Jawaban": "ya" if insures else "tidak"}
    yield {"Butir": "apbd_memuat", "Jawaban": "ya" if insures else "tidak"}
    yield {"Butir": "ptsp", "Jawaban": throw.choice(["tidak", "regulasi", "sop", "sistem"])}
    team = throw.random() < 0.6
    yield {"Butir": "tim_sk", "Jawaban": "ya" if team else "tidak"}
    if team:
        yield {"Butir": "tim_rapat", "Jumlah": quarter.number}
    yield {"Butir": "pemadanan_nik", "Jawaban": throw.choice(["ya", "perjanjian", "tidak"])}
    days = [(one, world.handed_in_on(one)) for one in _year_so_far(quarter)]
    in_time = sum(on is not None and on <= one.due_date for one, on in days)
    yield {"Butir": "laporan_tepat_waktu", "Jumlah": in_time, "Dari total": quarter.number}
    total = throw.randint(40, 400) * 1_000_000_000
    registered = total // 100 * throw.randint(20, 95)
    yield {"Butir": "jakon_nilai", "Jumlah": registered, "Dari total": total}


def _year_so_far(quarter: Quarter) -> list[Quarter]:
    return [Quarter(quarter.year, number) for number in range(1, quarter.number + 1)]


def _targets(world: World, quarter: Quarter, style: Style) -> Iterator[Row]:
    if world.richness.code == "tipis":
        return
    for family, shares in world.shapes.targets.items():
        at = min(max(quarter.year - world.shapes.base_year, 0), len(shares) - 1)
        due = style.day(date(quarter.year, 12, 31))
        yield {"Keluarga": family, "Jatuh tempo": due, "Target (%)": _percent(shares[at], style)}


def _percent(share: float, style: Style) -> Any:
    return share if style.money == "typed" else f"{share:.1f}".replace(".", ",")
