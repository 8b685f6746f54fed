"""One rich region of each kind, whose facts between them state every field that a fact can have.

The kota is the worked case of the catalogue. The kabupaten hands in whole lists of its budget and
of its payments, and is written about beside. The province has kab/kota of every sort.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from models import Fact, Quarter
from monev.known import Child, KnownFacts, PastAction, ReportDue
from monev.sources.reading import make_fact
from tests.facts import fact, known
from tests.scoring.cases import case

IN_MARCH = date(2024, 3, 1)
KINDS = ("kota", "kabupaten", "provinsi")
NUMBERED: dict[str, Any] = {
    "instrument": "Perbup",
    "number": "7",
    "year": 2023,
    "title": "Jaminan sosial",
}
SUBSTANCE = ["peserta", "non_asn", "desa", "rentan", "pembiayaan"]
STATISTIC: dict[str, Any] = {
    "region_code": "36.72",
    "evidence_sha256": "f" * 64,
    "source_title": "Tabel dinamis",
    "source_publisher": "BPS",
    "tier": "dokumen_resmi",
    "known_on": date(2024, 5, 6),
    "measure": "penduduk_bekerja",
    "dimension": "laki-laki",
    "span_start": date(2024, 2, 1),
    "span_end": date(2024, 2, 29),
    "value": 1_000_000,
    "unit": "orang",
    "definition": "Sakernas Februari",
    "cells": {"value": {"locator": "sel B2", "raw": "1000000"}},
}
HEADED: dict[str, Any] = {"agency": "Disnaker", "account_code": "5.1.02", "sub_activity": "2.07.03"}


@cache
def facts_of(kind: str) -> tuple[Fact, ...]:
    """Return what the rich region of a kind stated, the same facts at every call."""
    if kind == "kota":
        return tuple(case("kota_lengkap").made_facts())
    shared = [*_answers(), *_coverage(), *_rules(), *_beside()]
    if kind == "kabupaten":
        return (*shared, *_lists())
    return (*shared, *_lines(), *_of_a_province())


def children_of(kind: str) -> list[Child]:
    """Return the kab/kota of the rich province: good, weak, and one of which little is known."""
    if kind != "provinsi":
        return []
    stand = [(True, 80, "Baik")] * 4 + [(True, 55, "Cukup")] + [(False, 41, "Kurang")] * 4
    known = [
        Child(f"33.{place:02}", f"Kabupaten {place}", rule, Decimal(points), band, 1)
        for place, (rule, points, band) in enumerate(stand, start=1)
    ]
    return [*known, Child("33.10", "Kabupaten 10", None, None)]


@cache
def known_of(kind: str) -> KnownFacts:
    """Return what counts for the rich region; of the kabupaten our own books tell something too."""
    found = known(facts_of(kind), kind=kind, children=children_of(kind))
    if kind != "kabupaten":
        return found
    return replace(found, reports_due=REPORTS, past_actions=ADVICE)


REPORTS = tuple(
    ReportDue(str(quarter), quarter.due_date, came, f"{number:x}" * 64, f"tanda terima {number}")
    for number, (quarter, came) in enumerate(
        (
            (Quarter(2024, 1), date(2024, 4, 9)),
            (Quarter(2024, 2), date(2024, 7, 20)),
            (Quarter(2024, 3), date(2024, 10, 8)),
        ),
        start=1,
    )
)
ADVICE = tuple(
    PastAction(
        f"2024-Q1-{name}",
        name,
        "anggaran",
        "BPKAD",
        "Lengkapi",
        date(2024, 7, 31),
        "2024-Q1",
        1,
        asks_for_data,
        found_in="2024-Q2",
    )
    for name, asks_for_data in (("B2", False), ("C3", True), ("K2", False), ("G2", False))
)


def _answers() -> list[Fact]:
    words = {
        **{"rkpd_memuat": "ya", "apbd_memuat": "ya", "tim_sk": "ya", "punya_bumd": "ya"},
        **{"ptsp": "sop", "pemadanan_nik": "perjanjian", "tarif_mutakhir": "ya"},
        "selaras_provinsi": "sebagian",
    }
    counts = {"tim_rapat": (2, None), "laporan_tepat_waktu": (2, 3), "laporan_terlambat": (1, None)}
    counts |= {"tindak_lanjut": (2, 4), "jakon_nilai": (3, 4)}
    return [
        *(fact("attestation", item=item, answer=answer) for item, answer in words.items()),
        *(
            fact("attestation", item=item, count=count, total=total)
            for item, (count, total) in counts.items()
        ),
    ]


def _coverage() -> list[Fact]:
    groups = ("PU-NONASN", "PU-BUMD", "PU-DESA", "RTRW", "BPU-KADER", "ADHOC-KPU", "ADHOC-BAWASLU")
    return [
        fact("target", coverage_pct=45, persons=450_000, group_code="SEMUA"),
        fact("target", family="UCJ", change_value=20, change_reading="poin", known_on=IN_MARCH),
        fact(
            "participation",
            segment="SEMUA",
            as_of=IN_MARCH,
            known_on=IN_MARCH,
            active_persons=270,
            eligible_persons=1000,
        ),
        fact(
            "participation",
            segment="SEMUA",
            coverage_pct=Decimal("32.5"),
            change_value=6,
            change_reading="belum_pasti",
            definition="penduduk bekerja",
            uncovered_persons=600_000,
            note="per akhir triwulan",
            approximate=True,
        ),
        fact("participation", segment="SEMUA", scope="tanpa_adhoc", coverage_pct=30),
        fact("participation", segment="BPU-RENTAN", payer="APBD", active_persons=300),
        fact(
            "participation",
            segment="BPU-RENTAN",
            payer="APBD",
            active_persons=300,
            eligible_persons=1000,
        ),
        *(
            fact("participation", segment=name, active_persons=80, eligible_persons=100)
            for name in groups
        ),
        fact(
            "contribution",
            group_code="BPU-RENTAN",
            payer="APBD",
            registered_persons=300,
            paid_person_months=2000,
            contribution_idr=33_600_000,
            claims_idr=42_000_000,
            shortfall_idr=8_400_000,
        ),
    ]


def _rules() -> list[Fact]:
    force: dict[str, Any] = {"stage": 8, "status": "berlaku", "stage_on": date(2023, 2, 1)}
    order: dict[str, Any] = {"instrument": "Instruksi", "number": "2", "year": 2024, "stage": 7}
    return [
        fact("regulation", **NUMBERED, **force, substance=SUBSTANCE),
        fact("regulation", **order),
        fact("regulation", instrument="Perda", title="Rancangan", stage=4),
    ]


def _beside() -> list[Fact]:
    """What the press and the statistical office say beside the papers of the region."""
    return [
        fact("regulation", **NUMBERED, stage=8, tier="media", known_basis="perkiraan"),
        fact("participation", segment="PU-NONASN", coverage_pct=70, tier="media"),
        fact(
            "context",
            category="penghargaan",
            text="Paritrana",
            happened_on=date(2024, 8, 1),
            amount_idr=5,
        ),
        make_fact("statistic", STATISTIC),
    ]


def _lists() -> list[Fact]:
    """A budget and its payments as two whole lists, and the plan before them."""
    return [
        *(
            fact(
                "budget",
                **HEADED,
                listing="DPA",
                group_code=group,
                funding_source=source,
                allocation_idr=amount,
                persons=persons,
                months=12,
                monthly_rate_idr=16_800,
            )
            for group, source, amount, persons in (
                ("BPU-RENTAN", "APBD", 40_000_000, 300),
                ("RTRW", "APBD", 9_000_000, 50),
                ("BPU-SAWIT", "DBH_SAWIT", 5_000_000, 30),
            )
        ),
        *(
            fact(
                "budget",
                **HEADED,
                listing="LRA",
                group_code=group,
                realised_idr=amount,
                realised_on=date(2024, 9, 30),
            )
            for group, amount in (("BPU-RENTAN", 25_000_000), ("RTRW", 6_000_000))
        ),
        fact("budget", stage="RKPD", **HEADED, allocation_idr=45_000_000),
    ]


def _lines() -> list[Fact]:
    """Two lines of an instrument, each with its spending."""
    return [
        fact(
            "budget",
            agency=agency,
            group_code="BPU-RENTAN",
            funding_source=source,
            allocation_idr=50_000_000,
            realised_idr=spent,
            realised_on=date(2024, 9, 30),
            persons=300,
            months=12,
        )
        for agency, source, spent in (
            ("Disnaker", "APBD", 20_000_000),
            ("Dinsos", "APBD", 30_000_000),
            ("Dinsos", "CSR", 30_000_000),
        )
    ]


def _of_a_province() -> list[Fact]:
    answers = {"instruksi_gubernur": "ya", "monev_provinsi": "ya", "laporan_konsolidasi": "tidak"}
    return [fact("attestation", item=item, answer=answer) for item, answer in answers.items()]
