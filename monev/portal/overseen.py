"""What the pages of a coordinator share: provinces one oversees, and the quarter they are about.

Coordinators, administrators and auditors look over a province; who may change anything there is
asked in `access`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from models import Quarter, Region, Role
from models.quarter import JAKARTA
from monev.approve import Hand
from monev.portal.access import NOT_FOUND, Opened, Person, SignedIn
from monev.portal.speech import language_of
from monev.printing import day
from monev.workspace import Workspace

OVERSEERS = (Role.COORDINATOR, Role.ADMIN, Role.AUDITOR)
THROUGH = "portal"


def oversees(person: Person, region: Region) -> bool:
    """Say whether somebody looks over a region, not as its office."""
    return person.acts_for(region, OVERSEERS)


def overseen(person: Person, workspace: Workspace) -> list[Region]:
    """Return the provinces that somebody looks over, by code."""
    every = workspace.register.governments()
    return [one for one in every if one.kind == "provinsi" and oversees(person, one)]


def overseer(person: SignedIn) -> Person:
    """Return the person if there is anything to look over, else 404."""
    if not person.is_any(*OVERSEERS):
        raise NOT_FOUND
    return person


def coordinating(person: SignedIn) -> Person:
    """Return the person if anything is theirs to coordinate, else 404."""
    if not person.is_any(Role.COORDINATOR):
        raise NOT_FOUND
    return person


def overseen_province(code: str, person: SignedIn, workspace: Opened) -> Region:
    """Return the province of the address if the person looks over it, else 404."""
    region = workspace.register.regions.get(code)
    if region is None or region.kind != "provinsi" or not oversees(person, region):
        raise NOT_FOUND
    return region


def quarter_named(text: str) -> Quarter:
    """Return the quarter that an address or a form names; 404 where it is none."""
    try:
        return Quarter.parse(text)
    except ValueError as error:
        raise NOT_FOUND from error


def quarters_offered(workspace: Workspace, chosen: Quarter) -> list[str]:
    """Return the evaluated quarters, the one just ended and the chosen one, the newest first."""
    known = {Quarter.parse(one) for one in workspace.store.quarters()}
    every = {*known, chosen, Quarter.ended_before(workspace.now())}
    return [str(one) for one in sorted(every, reverse=True)]


def quarter_chosen(workspace: Workspace, text: str) -> Quarter:
    """Return the quarter asked for; where none is, the newest that has evaluations."""
    if text:
        return quarter_named(text)
    known = workspace.store.quarters()
    return Quarter.parse(known[0]) if known else Quarter.ended_before(workspace.now())


def hand_of(person: Person) -> Hand:
    """Return whose step it is: the signed-in account, with what others have lent it."""
    return Hand(person.name, THROUGH, person.delegated)


def clock(request: Request) -> Callable[[datetime], str]:
    """Return what prints a moment as day and time in Jakarta, in the language of the session."""
    language = language_of(request)

    def told(at: datetime) -> str:
        here = at.astimezone(JAKARTA)
        hour = f"{here:%H:%M}" if language == "en" else f"{here:%H.%M}"
        return f"{day(here.date(), language)}, {hour} WIB"

    return told


Overseer = Annotated[Person, Depends(overseer)]
Coordinating = Annotated[Person, Depends(coordinating)]
Overseen = Annotated[Region, Depends(overseen_province)]
