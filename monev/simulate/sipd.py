"""A region's budget as SIPD exports: the DPA recap with all its lines, and the realisation (LRA).

Layouts as offices send them: titles above, merged headings, sub-totals, codes split over columns,
amounts in thousands. Every table says in its first row that it is simulated.
"""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

from models.finding import Severity
from models.quarter import Quarter
from monev.printing import day, number
from monev.simulate.chance import dice
from monev.simulate.papers import LRA, Grid, Papers
from monev.simulate.world import Line

DPA_HEADINGS = [
    *("KODE SUB UNIT", "NAMA SUB UNIT", "KODE SUB KEGIATAN", "NAMA SUB KEGIATAN"),
    *("KODE SUMBER DANA", "NAMA SUMBER DANA", "KODE REKENING", "NAMA REKENING", "PAGU"),
]
CODE_COLUMNS = 6
NOT_COUNTED = "anggaran.tidak_dihitung"
PARENT = ("5.1.02.02.02", "Belanja Iuran Jaminan/Asuransi")
_FUND = ("1.1.01", "Pendapatan Asli Daerah (PAD)")
_OFFICES = {"provinsi": "PROVINSI ", "kabupaten": "", "kota": ""}

Cells = list[Any]


def fill_sipd(papers: Papers) -> None:
    """Put the exports among the papers that this region's office sends, if it sends any.

    Each holds health and property insurance, which the reader counts and says so (info).
    """
    world, channels = papers.world, papers.world.shapes.channels
    throw = dice(world.seed, papers.region.code, "sipd")
    form, has_lra = throw.random(), throw.random() < channels.lra
    thousands, split = throw.random() < channels.thousands, throw.random() < channels.split_codes
    if not world.groups:
        return
    if form < channels.dpa_csv + channels.dpa_xlsx:
        papers.dpa_name = "dpa.csv" if form < channels.dpa_csv else "dpa.xlsx"
        papers.dpa = [_dpa(papers)]
        papers.expected.append(papers.finding(NOT_COUNTED, Severity.INFO, papers.dpa_name))
    if has_lra:
        papers.lra = _lra(papers, thousands=thousands, split=split)
        papers.expected.append(papers.finding(NOT_COUNTED, Severity.INFO, LRA))


def written_csv(grid: Grid) -> bytes:
    """Return a grid as CSV with `;`, amounts with dots and two decimals as SIPD prints them."""
    out = StringIO(newline="")
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in grid.rows:
        lines.writerow(["" if cell is None else _printed(cell) for cell in row])
    return out.getvalue().encode("utf-8")


def _printed(cell: Any) -> str:
    return f"{number(cell)},00" if isinstance(cell, int) else str(cell)


def _titles(papers: Papers, heading: str, *more: str) -> list[Cells]:
    office = _OFFICES[papers.region.kind] + papers.region.name.upper()
    printed = papers.quarter.end + timedelta(days=3)
    return [
        [papers.world.shapes.watermark],
        [f"PEMERINTAH {office}"],
        [heading],
        [f"TAHUN ANGGARAN {papers.quarter.year}"],
        *[[text] for text in more],
        [f"Dicetak pada {day(printed)}"],
        [],
    ]


def _stage(quarter: Quarter) -> str:
    return "PERUBAHAN" if quarter.number == 4 else "MURNI"


def _dpa(papers: Papers) -> Grid:
    shapes = papers.world.shapes
    heading = f"REKAPITULASI DPA APBD {_stage(papers.quarter)}"
    rows = [*_titles(papers, heading), DPA_HEADINGS]
    total = 0
    for line in papers.world.lines(papers.quarter):
        head = _head(papers, line)
        amounts = {
            (shapes.accounts[name].code, shapes.accounts[name].name): line.person_months * rate
            for name, rate in shapes.rates.items()
        }
        amounts |= {(one.code, one.name): one.amount_idr for one in shapes.other_accounts}
        rows += [[*head, code, name, amount] for (code, name), amount in amounts.items()]
        below = sum(amounts.values())
        rows.append([None] * 7 + [f"JUMLAH {line.agency}", below])
        total += below
    rows.append([None] * 7 + ["JUMLAH", total])
    width = len(DPA_HEADINGS)
    return Grid("Rekap DPA", [row + [None] * (width - len(row)) for row in rows])


def _head(papers: Papers, line: Line) -> Cells:
    level = 1 if papers.region.kind == "provinsi" else 2
    group = line.group
    code = group.sub_activity.format(level=level)
    return [line.unit, line.agency, code, group.sub_activity_name, *_FUND]


def _lra(papers: Papers, *, thousands: bool, split: bool) -> list[Grid]:
    """Return one sheet per agency, as the realisation report is printed."""
    made = []
    for at, line in enumerate(papers.world.lines(papers.quarter), start=1):
        code = _head(papers, line)[2]
        unit = ["(dalam ribuan rupiah)"] if thousands else []
        titles = _titles(
            papers,
            f"LAPORAN REALISASI ANGGARAN APBD {_stage(papers.quarter)}",
            f"SAMPAI DENGAN {day(papers.quarter.end).upper()}",
            f"SKPD : {line.agency}",
            f"SUB KEGIATAN : {code} {line.group.sub_activity_name}",
            *unit,
        )
        made.append(_lra_sheet(papers, f"OPD {at}", titles, line, 1000 if thousands else 1, split))
    return made


def _lra_sheet(
    papers: Papers, name: str, titles: list[Cells], line: Line, unit: int, split: bool
) -> Grid:
    shapes, width = papers.world.shapes, CODE_COLUMNS if split else 1
    spread = [None] * (width - 1)
    top = len(titles) + 1
    last = "ABCDEF"[width - 1]
    rows: list[Cells] = [
        *titles,
        ["KODE REKENING", *spread, "URAIAN", "JUMLAH (Rp)" if unit == 1 else "JUMLAH", None, "%"],
        [None, *spread, None, "ANGGARAN", "REALISASI", None],
        ["1", *spread, "2", "3", "4", "5 = 4/3"],
    ]
    body = [
        (account.code, account.name, line.person_months * rate, line.paid_person_months * rate)
        for account, rate in ((shapes.accounts[key], rate) for key, rate in shapes.rates.items())
    ]
    body += [(one.code, one.name, one.amount_idr, 0) for one in shapes.other_accounts[:2]]
    sums = (sum(one[2] for one in body), sum(one[3] for one in body))
    for code, label, planned, spent in [(*PARENT, *sums), *body]:
        cells: Cells = _split_code(code) if split else [code]
        share = f"{100 * spent / planned:.2f}".replace(".", ",") if planned else None
        rows.append([*cells, label, planned // unit, spent // unit, share])
    rows.append([None, *spread, "JUMLAH", sums[0] // unit, sums[1] // unit, None])
    rows += [[], ["Mengetahui,"], ["Kepala Perangkat Daerah (DATA SIMULASI)"]]
    after = chr(ord(last) + 2)
    merged = [f"{after}{top}:{chr(ord(after) + 1)}{top}"]
    if split:
        merged.append(f"A{top}:{last}{top + 1}")
    return Grid(name, rows, merged)


def _split_code(code: str) -> Cells:
    parts: Cells = list(code.split("."))
    return parts + [None] * (CODE_COLUMNS - len(parts))
