"""The queue before the reading room: work of uploads, a few at a time, in threads of its own.

However many uploads come, the other pages keep their threads; who would wait too long is told to
come again. What is read belongs to `monev.take_upload`.
"""

import logging
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

import anyio
from anyio import CapacityLimiter, to_thread
from fastapi import Request
from starlette.exceptions import HTTPException

from monev.errors import EnvironmentFault

SEATS = 4
MOST_WAITING = 40
VISITORS_SEATS = 1
VISITORS_WAITING = 4
"""Whoever verifies a file without an account never takes a seat from an office."""
LONGEST_WAIT_SECONDS = 20.0
AGAIN_SECONDS = 15

Found = TypeVar("Found")


def full() -> HTTPException:
    """Return the answer for who has to come again."""
    return HTTPException(503, headers={"Retry-After": str(AGAIN_SECONDS)})


async def at_desk(request: Request, work: Callable[[], Found], *, visitor: bool = False) -> Found:
    """Do `work` in a thread when a seat is free; raises HTTPException 503 where none becomes free.

    Also where the machine cannot start a reader; the log has the reason.
    """
    desk = desk_of(request, visitor=visitor)
    if desk.statistics().tasks_waiting >= (VISITORS_WAITING if visitor else MOST_WAITING):
        raise full()
    person = object()
    with anyio.move_on_after(LONGEST_WAIT_SECONDS) as wait:
        await desk.acquire_on_behalf_of(person)
    if wait.cancelled_caught:
        raise full()
    try:
        return await to_thread.run_sync(work, limiter=CapacityLimiter(1))
    except (EnvironmentFault, BrokenProcessPool) as error:
        logging.getLogger(__name__).exception("the reading room does not open")
        raise full() from error
    finally:
        desk.release_on_behalf_of(person)


def desk_of(request: Request, *, visitor: bool = False) -> CapacityLimiter:
    """Return the queue of accounts, or that of visitors; made with its first upload."""
    state, name = request.app.state, "visitors_desk" if visitor else "reading_desk"
    if not hasattr(state, name):
        setattr(state, name, CapacityLimiter(VISITORS_SEATS if visitor else SEATS))
    desk: CapacityLimiter = getattr(state, name)
    return desk
