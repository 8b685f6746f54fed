"""The night driven from a process of its own: everything begins at its moment, answered or not.

Called as `python -m bench.deadline_night.driver ADDRESS NIGHT WORKBOOKS OUT`.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

import httpx

from bench.deadline_night.browser import Browser
from bench.deadline_night.office import Office, at_moment
from bench.deadline_night.order import Fetch, Night, Visit
from bench.deadline_night.record import Told

IDLE_SECONDS = 2.0
"""Lines that rest longer are opened anew: the server closes them after five."""


async def drive(address: str, night: Night, workbooks: Path) -> Told:
    """Live through a night and return what was seen."""
    told = Told()
    moments: tuple[Visit | Fetch, ...] = (*night.visits, *night.fetches)
    limits = httpx.Limits(max_connections=None, keepalive_expiry=IDLE_SECONDS)
    began = time.perf_counter() + 0.5
    async with httpx.AsyncHTTPTransport(limits=limits) as transport:
        offices = {
            code: Office(
                code,
                Browser(transport, address, code, told, began),
                told,
                (workbooks / f"{code}.xlsx").read_bytes(),
            )
            for code in {one.code for one in moments}
        }

        async def lived(one: Visit | Fetch) -> None:
            await at_moment(began, one.at, told)
            office = offices[one.code]
            await (office.hand_in(one) if isinstance(one, Visit) else office.fetch(one))

        async with asyncio.TaskGroup() as everybody:
            for one in moments:
                everybody.create_task(lived(one))
    told.seconds = time.perf_counter() - began
    told.processor_seconds = time.process_time()
    return told


def main() -> None:
    """Drive the night that a file tells of, and write what was seen to another."""
    address, plan, workbooks, out = sys.argv[1:]
    night = Night.of(json.loads(Path(plan).read_text(encoding="utf-8")))
    asyncio.run(drive(address, night, Path(workbooks))).write(Path(out))


if __name__ == "__main__":
    main()
