"""The register of regions: from what somebody wrote to the one region that is meant, or a refusal.

The rows stand in `catalogue/register/`. Asking the database and deciding what to do with an
unknown name do not belong here.
"""

from monev.register.load import load_register, read_register
from monev.register.resolve import Register

__all__ = ["Register", "load_register", "read_register"]
