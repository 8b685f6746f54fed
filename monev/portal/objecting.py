"""What the pages of objections share: who is acting, which objection an address names.

Rules and steps belong to `monev.objections`.
"""

from typing import Any

from models.quarter import JAKARTA
from monev.objection_numbers import name_of, shown
from monev.objection_rules import Actor
from monev.objection_states import ObjectionStanding
from monev.portal.access import NOT_FOUND, Person
from monev.portal.overseen import THROUGH
from monev.printing import Language
from monev.wording import Wording
from monev.workspace import Workspace

LARGEST_NUMBER = 2**31
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
TABLES = ("xlsx", "xls", "csv", "json", "xml")


def actor_of(person: Person) -> Actor:
    """Return who takes a step, in the own area and in delegated ones."""
    return Actor(person.name, person.areas, THROUGH)


def said(wording: Wording, language: Language) -> str:
    """Return a text of the catalogue in one language."""
    return wording.en if language == "en" else wording.id


def standing_at(workspace: Workspace, number: int, code: str = "") -> ObjectionStanding:
    """Return an objection by its number, of a region where one is given; else 404."""
    standing = workspace.store.objection(number) if 0 < number < LARGEST_NUMBER else None
    if standing is None or code not in ("", standing.objection.region_code):
        raise NOT_FOUND
    return standing


def told(workspace: Workspace, standing: ObjectionStanding, language: Language) -> dict[str, Any]:
    """Return what every page says of an objection: both values in words, and what came of it."""
    one = standing.objection
    name = f"{one.fact_kind}.{one.field}"
    evidence = workspace.store.evidence(one.printed_sha256)
    return {
        "standing": standing,
        "objection": one,
        "name": said(name_of(one.fact_kind, one.field), language),
        "printed": shown(name, one.printed_value, one.unit, language),
        "claimed": shown(name, one.claimed_value, one.unit, language),
        "source": evidence.file_name if evidence else one.printed_sha256[:12],
        "late": standing.is_late(workspace.now().astimezone(JAKARTA).date()),
    }


def download_name(standing: ObjectionStanding, media_type: str) -> str:
    """Return a harmless name for the document; its own name is only shown."""
    ending = standing.objection.document_name.rpartition(".")[2].casefold()
    known = ENDINGS.get(media_type) or (ending if ending in TABLES else "bin")
    return f"keberatan-{standing.number}.{known}"
