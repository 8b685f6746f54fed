"""A role inside a part of the country, as a value: what an account or a delegation opens.

Who is asking, and what becomes of a refusal, belongs to the edges.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from models import Region, Role


@dataclass(frozen=True)
class Area:
    """A role inside a part of the country: a region, a province, or the nation where null."""

    role: Role
    region_code: str | None

    def covers(self, region: Region) -> bool:
        """Say whether a region lies in it."""
        match self.role:
            case Role.ADMIN | Role.AUDITOR:
                return True
            case Role.COORDINATOR:
                return self.region_code in (None, region.province_code)
            case Role.OFFICE:
                return self.region_code == region.code


HANDING_IN = (Role.OFFICE, Role.COORDINATOR)
"""The roles that hand in and contest."""
DECIDING = (Role.COORDINATOR,)
"""The role that accepts or declines what a region asks for."""


def acts_for(areas: Iterable[Area], region: Region, roles: Iterable[Role]) -> bool:
    """Say whether one of the areas is one of these roles and has the region in it."""
    wanted = tuple(roles)
    return any(one.role in wanted and one.covers(region) for one in areas)
