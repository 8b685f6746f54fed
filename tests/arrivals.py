"""Arrivals for tests: what a file is called and where it is said to come from."""

from datetime import date
from typing import Any

from monev.arrival import Arrival


def arrived(name: str = "berkas", **known: Any) -> Arrival:
    """Return the arrival of a file that came in on 1 October 2024 unless told otherwise."""
    return Arrival(name, **{"received_on": date(2024, 10, 1), **known})
