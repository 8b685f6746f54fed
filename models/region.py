"""Regions as Kemendagri codes them, with their former codes, other names and foreign codes.

Only shapes and tables: finding a region by what somebody typed is `monev.register`'s work.
"""

from datetime import date
from typing import Literal

from sqlmodel import Field, SQLModel

Kind = Literal["provinsi", "kabupaten", "kota"]


class RegionBase(SQLModel):
    """One province, kabupaten or kota.

    `autonomous` is false for the six administrative units of DKI Jakarta, which have no budget
    and no regulations of their own and are therefore never evaluated (UU 29/2007; the register's
    attribution stands in `catalogue/register/README.md`).
    """

    code: str = Field(primary_key=True, schema_extra={"pattern": r"^\d{2}(\.\d{2})?$"})
    name: str
    kind: str = Field(schema_extra={"pattern": "^(provinsi|kabupaten|kota)$"})
    province_code: str = Field(index=True, schema_extra={"pattern": r"^\d{2}$"})
    island_zone: str
    autonomous: bool
    population_persons: int | None = None
    population_on: date | None = None


class Region(RegionBase, table=True):
    """A row of the register; 552 of them, 546 autonomous."""

    __tablename__ = "region"


class RegionAlias(SQLModel, table=True):
    """Another name of a region as met in the press and on portals."""

    __tablename__ = "region_alias"
    alias: str = Field(primary_key=True)
    code: str = Field(foreign_key="region.code")


class RegionCodeHistory(SQLModel, table=True):
    """A retired Kemendagri code and the region that carries on; none was ever given away again."""

    __tablename__ = "region_code_history"
    old_code: str = Field(primary_key=True)
    code: str = Field(foreign_key="region.code")
    decree: str


class RegionForeignCode(SQLModel, table=True):
    """A code of another system. It is never stored without the name of its system.

    BPS digits often equal the Kemendagri digits of a different region, so a bare code of an
    unknown system must not be looked up here.
    """

    __tablename__ = "region_foreign_code"
    system: str = Field(primary_key=True, schema_extra={"pattern": "^(BPS|DJPK)$"})
    foreign_code: str = Field(primary_key=True)
    code: str = Field(foreign_key="region.code")


RegisterRow = Region | RegionAlias | RegionCodeHistory | RegionForeignCode
"""Any row of the register."""
