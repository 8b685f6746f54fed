"""The rows of the register: counted, added up, and followed wherever they point."""

import shutil
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, create_engine, select

from models.region import Region, RegionForeignCode
from monev.errors import CatalogueError
from monev.register import load_register, read_register

REGISTER = load_register()
NATION = 284_973_643


def test_the_regions_are_as_many_as_the_decree_lists() -> None:
    """38 provinces, 416 kabupaten and 98 kota; 546 of them govern themselves."""
    kinds = Counter(region.kind for region in REGISTER.regions.values())
    assert kinds == {"provinsi": 38, "kabupaten": 416, "kota": 98}
    assert len(REGISTER.governments()) == 546


def test_only_the_units_of_jakarta_are_not_autonomous() -> None:
    """Six administrative units of DKI Jakarta have no budget, and nobody else."""
    units = sorted(code for code, region in REGISTER.regions.items() if not region.autonomous)
    assert units == ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"]


def test_residents_add_up_to_provinces_and_to_the_nation() -> None:
    """Each province is the sum of its kabupaten and kota, Jakarta's units included."""
    totals: Counter[str] = Counter()
    for code, region in REGISTER.regions.items():
        assert region.population_persons is not None
        assert str(region.population_on) == "2024-12-31"
        totals[region.province_code if "." in code else f"said by {code}"] += (
            region.population_persons
        )
    provinces = [code for code in REGISTER.regions if "." not in code]
    assert all(totals[code] == totals[f"said by {code}"] for code in provinces)
    assert sum(totals[code] for code in provinces) == NATION


def test_every_region_has_one_bps_code_and_many_collide() -> None:
    """For 169 kabupaten and kota and 5 provinces the BPS digits are another region's code."""
    bps = {code: own for (system, code), own in REGISTER.foreign.items() if system == "BPS"}
    assert sorted(bps.values()) == sorted(REGISTER.regions)
    dotted = {
        f"{code[:2]}.{code[2:]}" if len(code) == 4 else code: own for code, own in bps.items()
    }
    others = [own for code, own in dotted.items() if code in REGISTER.regions and code != own]
    assert Counter("." in own for own in others) == {True: 169, False: 5}


def test_rows_are_fresh_and_fit_the_tables() -> None:
    """Rows handed to a database do not tie the shared register to a session."""
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    for _ in range(2):
        with Session(engine) as session:
            for row in REGISTER.rows():
                session.merge(row)
            session.commit()
            assert len(session.exec(select(Region)).all()) == 552
            assert len(session.exec(select(RegionForeignCode)).all()) == 590
    assert REGISTER.regions["36.72"].name == "Kota Cilegon"
    assert not any(row is REGISTER.regions.get(getattr(row, "code", "")) for row in REGISTER.rows())


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        pytest.param(
            "regions.csv", "36.7,Kota Cilegon,kota,36,Jawa-Bali,true,1,2024-12-31", "pattern"
        ),
        pytest.param(
            "regions.csv", "36.99,Kota Baru,desa,36,Jawa-Bali,true,1,2024-12-31", "pattern"
        ),
        ("regions.csv", "37.01,Kota Baru,kota,37,Jawa-Bali,true,1,2024-12-31", "province 37"),
        ("regions.csv", "36.72,Kota Cilegon,kota,36,Jawa-Bali,true,1,2024-12-31", "twice"),
        ("aliases.csv", "Atlantis,99.99", "no region"),
        pytest.param("foreign_codes.csv", "KPU,3672,36.72", "pattern"),
        ("code_history.csv", "36.71,36.72,Kepmendagri 1/2030", "retired"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_line(
    tmp_path: Path, file: str, line: str, problem: str
) -> None:
    """A register with one wrong row at its end does not load, and the error finds that row."""
    folder = tmp_path / "register"
    shutil.copytree(str(files("catalogue") / "register"), folder)
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    (folder / file).write_text("\n".join([*lines, line]) + "\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=problem) as refused:
        read_register(folder)
    assert (refused.value.file, refused.value.line) == (file, len(lines) + 1)
