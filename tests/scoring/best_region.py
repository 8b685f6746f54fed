"""The facts of the best region there can be. Regions with flaws are cases of the catalogue."""

from models import Fact
from tests.facts import QUARTER, fact


def excellent() -> list[Fact]:
    """Everything at its target: a region of kind kota that scores exactly 100."""
    return [
        *(fact("attestation", item=item, answer="ya") for item in ("rkpd_memuat", "tim_sk")),
        fact("attestation", item="punya_bumd", answer="tidak"),
        fact("attestation", item="ptsp", answer="sistem"),
        fact("attestation", item="pemadanan_nik", answer="ya"),
        fact("attestation", item="tarif_mutakhir", answer="ya"),
        fact("attestation", item="selaras_provinsi", answer="ya"),
        fact("attestation", item="tim_rapat", count=2),
        fact("attestation", item="laporan_tepat_waktu", count=3, total=3),
        fact("attestation", item="laporan_terlambat", count=0),
        fact("attestation", item="tindak_lanjut", count=4, total=4),
        fact("attestation", item="jakon_nilai", count=4, total=4),
        fact("target", coverage_pct=50),
        fact(
            "participation",
            segment="SEMUA",
            coverage_pct=50,
            change_value=10,
            change_reading="poin",
        ),
        *(
            fact("participation", segment=name, payer=payer, active_persons=10, eligible_persons=10)
            for name, payer in (
                *(("PU-NONASN", "APBD"), ("BPU-RENTAN", "APBD"), ("PU-DESA", ""), ("RTRW", "")),
                *(("BPU-KADER", ""), ("ADHOC-KPU", ""), ("ADHOC-BAWASLU", "")),
            )
        ),
        fact("contribution", group_code="BPU-RENTAN", registered_persons=10, paid_person_months=90),
        *(
            fact(
                "budget",
                funding_source=source,
                group_code="BPU-RENTAN",
                allocation_idr=201_600_000,
                realised_idr=201_600_000,
                realised_on=QUARTER.end,
                persons=1000,
                months=12,
            )
            for source in ("APBD", "CSR", "APBDES")
        ),
        fact(
            "regulation",
            instrument="Perda",
            number="1",
            year=2023,
            stage=8,
            status="berlaku",
            substance=[
                *("peserta", "non_asn", "desa", "rentan", "penyelenggara_pemilu"),
                *("pembiayaan", "syarat_izin", "monev_pelaporan"),
            ],
        ),
    ]
