"""Random sets of facts for properties: parts of full regions, from documents or the press."""

from hypothesis import strategies as st

from models import Fact
from tests.facts import fact, with_values
from tests.scoring.best_region import excellent
from tests.scoring.cases import case

BESIDES = [
    fact("attestation", item="punya_bumd", answer="tidak"),
    fact("attestation", item="jakon_nilai", count=0, total=0),
    fact("attestation", item="tindak_lanjut", count=0, total=0),
    fact("attestation", item="ptsp", answer="tidak_berlaku"),
    fact("attestation", item="apbd_memuat", answer="tidak"),
    fact("attestation", item="rkpd_memuat", answer="tidak"),
    fact("regulation", instrument="Perda", title="x", stage=3),
    fact("regulation", instrument="Perda", number="9", year=2019, stage=9),
    fact("regulation", instrument="Surat Edaran", number="9", year=2024, stage=8),
    fact(
        "participation",
        segment="SEMUA",
        coverage_pct=53,
        change_value=6,
        change_reading="belum_pasti",
    ),
    fact("participation", segment="SEMUA", coverage_pct=12, change_value=-2, change_reading="poin"),
    fact("participation", segment="BPU-RENTAN", payer="APBD", active_persons=7),
    fact("target", change_value=10, change_reading="belum_pasti"),
    fact("target", family="UCJ", coverage_pct=90),
    fact("budget", allocation_idr=0, group_code="RTRW"),
    fact("budget", allocation_idr=500, group_code="RTRW", realised_idr=900),
    fact("budget", stage="APBD-P", allocation_idr=700, group_code="RTRW"),
    fact("budget", stage="RKPD", persons=5, group_code="RTRW"),
    fact("context", category="penghargaan", text="Paritrana"),
]
POOL = [*case("kota_lengkap").made_facts(), *excellent(), *BESIDES]

tiers = st.sampled_from(["dokumen_resmi", "instrumen", "media", "kutipan_ulang"])
kinds = st.sampled_from(["kota", "kabupaten", "provinsi"])


@st.composite
def fact_sets(draw: st.DrawFn) -> list[Fact]:
    """Some facts of the pool in any order, each from a source of any kind."""
    chosen = draw(st.lists(st.sampled_from(POOL), unique_by=lambda one: one.fact_id, max_size=40))
    return [with_values(one, tier=draw(tiers)) for one in chosen]
