"""What the pages say in either language: words for codes, and numbers and days as text."""

from collections.abc import Callable
from typing import Any

from fastapi import Request

from models import Quarter, Role
from monev import printing
from monev.printing import Language
from monev.reports.words.names import place

LANGUAGE_NAMES: dict[Language, str] = {"id": "Bahasa Indonesia", "en": "English"}
ROLES: dict[Language, dict[Role, str]] = {
    "id": {
        Role.OFFICE: "Kantor",
        Role.COORDINATOR: "Koordinator",
        Role.ADMIN: "Administrator",
        Role.AUDITOR: "Auditor",
    },
    "en": {
        Role.OFFICE: "Office",
        Role.COORDINATOR: "Coordinator",
        Role.ADMIN: "Administrator",
        Role.AUDITOR: "Auditor",
    },
}
STATES: dict[Language, dict[str, str]] = {
    "id": {
        "diminta": "menunggu giliran",
        "berjalan": "sedang dihitung",
        "selesai": "selesai",
        "gagal": "gagal",
    },
    "en": {
        "diminta": "waiting its turn",
        "berjalan": "being calculated",
        "selesai": "done",
        "gagal": "failed",
    },
}


def language_of(request: Request) -> Language:
    """Return the language the visitor chose in this session, Indonesian where none was."""
    return "en" if request.session.get("language") == "en" else "id"


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """Return the filters of the templates in one language."""
    return {
        "nilai": lambda points: printing.score(points, language),
        "angka": lambda value, places=0: printing.number(value, places, language),
        "persen": lambda share: f"{printing.number(share * 100, 1, language)}%",
        "rupiah": lambda amount_idr: printing.rupiah(amount_idr, language),
        "tanggal": lambda day: printing.day(day, language),
        "triwulan": lambda text: Quarter.parse(text).label_in(language),
        "letak": lambda locator: place(locator, language=language),
        "peran": ROLES[language].__getitem__,
        "keadaan": STATES[language].__getitem__,
    }
