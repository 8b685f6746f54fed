"""One step of approval: what it would speak of, exactly, and then the step itself."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from models import Action, ApprovalAction, Quarter, Region
from monev.approval_rules import Refusal, Why
from monev.approve import (
    LONGEST_COMMENT,
    StandingChangedError,
    StepRefusedError,
    give_back,
    publish,
    review,
)
from monev.errors import ArchiveError, MonevError
from monev.portal.access import NOT_FOUND, Coordinated, Opened, OwnForm, Person, SignedIn
from monev.portal.audited import note
from monev.portal.overseen import hand_of, quarter_named
from monev.portal.show import page
from monev.propose_step import Proposal, actions_for, propose
from monev.workspace import Workspace

router = APIRouter()
STEPS = {
    "tinjau": (ApprovalAction.REVIEWED, Action.REVIEW),
    "kembalikan": (ApprovalAction.RETURNED, Action.RETURN),
    "terbitkan": (ApprovalAction.PUBLISHED, Action.PUBLISH),
}
ADDRESS = "/koordinator/provinsi/{code}/{quarter}/{langkah}"
CHANGED = HTTPException(409)


@dataclass(frozen=True)
class Filled:
    """What a person filled in: the comment, and the governments that are ticked."""

    comment: str = ""
    codes: tuple[str, ...] = ()
    lacking: bool = False


@router.get(ADDRESS)
def confirm(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    province: Coordinated,
    quarter: str,
    langkah: str,
) -> Response:
    """List the exact revisions and hashes a step would speak of, or say why it cannot be taken."""
    when, action = _asked(person, province, quarter, langkah)
    found = propose(workspace, when, province.code, action, hand_of(person))
    if found is None:
        raise NOT_FOUND
    return _page(request, person, workspace, province, when, langkah, found, Filled())


@router.post(ADDRESS, dependencies=[OwnForm])
def take(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    province: Coordinated,
    quarter: str,
    langkah: str,
    tanda: Annotated[str, Form(max_length=64)],
    catatan: Annotated[str, Form(max_length=3 * LONGEST_COMMENT)] = "",
    daerah: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Take the step about exactly what was shown; where that has changed, 409 and nothing else."""
    when, action = _asked(person, province, quarter, langkah)
    comment = catatan.strip()
    returned = action is ApprovalAction.RETURNED
    filled = Filled(comment, tuple(daerah or ()) if returned else ())
    with workspace.store.alone(f"approval {when} {province.code}"):
        found = propose(workspace, when, province.code, action, hand_of(person))
        if found is None:
            raise NOT_FOUND
        if found.mark != tanda:
            raise CHANGED
        if len(comment) > LONGEST_COMMENT or (returned and not (comment and filled.codes)):
            filled = Filled(comment, filled.codes, lacking=True)
            return _page(request, person, workspace, province, when, langkah, found, filled, 422)
        if not set(filled.codes) <= set(found.seen):
            raise CHANGED
        refused = partial(
            _page, request, person, workspace, province, when, langkah, found, filled, 409
        )
        try:
            _take(workspace, when, province, person, found, filled)
        except StepRefusedError as error:
            return refused(error.refusal)
        except ArchiveError as error:
            return refused(Refusal(str(error), Why.DAMAGED, region=", ".join(found.seen)))
        except StandingChangedError as error:
            raise CHANGED from error
        except MonevError as error:
            again = propose(workspace, when, province.code, action, hand_of(person))
            if again is None or again.mark != tanda:
                raise CHANGED from error
            raise
    about = ", ".join(
        f"{one.region_code} r{one.revision}"
        for one in found.about
        if not filled.codes or one.region_code in filled.codes
    )
    note(request, person.name, STEPS[langkah][1], f"{province.code} {when}", about)
    return RedirectResponse(f"/koordinator/provinsi/{province.code}?triwulan={when}", 303)


def _take(
    workspace: Workspace,
    when: Quarter,
    province: Region,
    person: Person,
    found: Proposal,
    filled: Filled,
) -> None:
    hand = hand_of(person)
    match found.action:
        case ApprovalAction.REVIEWED:
            review(workspace, when, province.code, hand, filled.comment, found.seen)
        case ApprovalAction.RETURNED:
            give_back(
                workspace, when, province.code, hand, filled.comment, filled.codes, found.seen
            )
        case ApprovalAction.PUBLISHED:
            publish(workspace, when, hand, province.code, found.seen)


def _asked(
    person: Person, province: Region, quarter: str, step: str
) -> tuple[Quarter, ApprovalAction]:
    """Return quarter and action of an address; 404 where the person never takes such a step."""
    if step not in STEPS or STEPS[step][0] not in actions_for(province.code, person.areas):
        raise NOT_FOUND
    return quarter_named(quarter), STEPS[step][0]


def _page(
    request: Request,
    person: Person,
    workspace: Workspace,
    province: Region,
    when: Quarter,
    step: str,
    found: Proposal,
    filled: Filled,
    status: int = 200,
    refused: Refusal | None = None,
) -> Response:
    return page(
        request,
        "koordinator/langkah.html",
        person,
        status=status,
        province=province,
        quarter=str(when),
        step=step,
        proposal=found,
        refusal=refused or found.refusal,
        filled=filled,
        regions=workspace.register.regions,
        longest=LONGEST_COMMENT,
    )
