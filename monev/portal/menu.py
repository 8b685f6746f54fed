"""The main menu: a page that belongs into it says so beside its router, in a list `MENU`."""

from dataclasses import dataclass

from fastapi import Request

from models import Role
from monev.portal.access import Person
from monev.printing import Language


@dataclass(frozen=True)
class MenuItem:
    """One entry. `order` sorts them; `roles` see it, in their own right or by delegation."""

    order: int
    address: str
    label: dict[Language, str]
    roles: tuple[Role, ...]


def menu_of(request: Request, person: Person | None) -> list[MenuItem]:
    """Return what a person sees; nothing for a visitor, and nothing where one entry is all."""
    if person is None:
        return []
    items: list[MenuItem] = request.app.state.menu
    seen = [one for one in items if person.is_any(*one.roles)]
    return seen if len(seen) > 1 else []
