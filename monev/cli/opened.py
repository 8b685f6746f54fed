"""From arguments to an open workspace, a quarter and a region. Imports its way down when called."""

from pathlib import Path
from typing import TYPE_CHECKING

from monev.errors import UsageError

if TYPE_CHECKING:
    from models import Evaluation, Quarter, Region, Semester
    from monev.printing import Language
    from monev.settings import Settings
    from monev.workspace import Workspace


def settings_for(folder: Path | None) -> "Settings":
    """Return the settings of the environment, with the workspace that was asked for."""
    from monev.settings import Settings

    settings = Settings(workspace=folder) if folder else Settings()
    return settings if settings.person else settings.model_copy(update={"person": login()})


def login() -> str:
    """Return the name of whoever is logged in; empty where the machine knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def open_or_make(folder: Path | None) -> "Workspace":
    """Open the workspace, making it where there is none."""
    from monev.workspace import open_workspace

    return open_workspace(settings_for(folder))


def open_existing(folder: Path | None) -> "Workspace":
    """Open a workspace that is there already; asking a question must not make one.

    Raises UsageError where there is none.
    """
    settings = settings_for(folder)
    if not settings.database_url and not (settings.workspace / "monev.sqlite").is_file():
        raise UsageError(
            f"{settings.workspace} holds no workspace yet; `monev evaluate --period 2024-Q3` makes "
            "one, --workspace names another"
        )
    return open_or_make(folder)


def quarter(text: str) -> "Quarter":
    """Return the quarter that `text` names; UsageError with the forms that are understood."""
    from models import Quarter

    try:
        return Quarter.parse(text)
    except ValueError as error:
        raise UsageError(str(error)) from error


def semester(text: str) -> "Semester":
    """Return the half-year that `text` names; UsageError with the forms that are understood."""
    from models import Semester

    try:
        return Semester.parse(text)
    except ValueError as error:
        raise UsageError(str(error)) from error


def language(text: str) -> "Language":
    """Return the language that `text` names; UsageError with those there are."""
    if text == "id":
        return "id"
    if text == "en":
        return "en"
    raise UsageError(f"--lang {text!r} found, id or en expected")


def region(workspace: "Workspace", text: str) -> "Region":
    """Return the government that a code or name stands for; UsageError for anything else."""
    found = workspace.register.resolve(text)
    if not found.autonomous:
        raise UsageError(
            f"{found.code} {found.name} is an administrative unit and is not evaluated; "
            f"province {found.province_code} is"
        )
    return found


def revision(workspace: "Workspace", one: "Region", when: "Quarter", number: int) -> "Evaluation":
    """Return one revision of a region's quarter; UsageError where there is none of that number."""
    evaluation = workspace.store.evaluation_of(one.code, str(when), number)
    if evaluation is None:
        newest = current(workspace, one, when).revision
        raise UsageError(f"revision {number} found; {one.code} {when} has revisions 1 to {newest}")
    return evaluation


def current(workspace: "Workspace", one: "Region", when: "Quarter") -> "Evaluation":
    """Return the evaluation in force; UsageError with the command that makes one."""
    evaluation = workspace.store.current_evaluation(one.code, str(when))
    if evaluation is None:
        raise UsageError(
            f"{one.code} {one.name} has no evaluation of {when} yet; "
            f"`monev evaluate --period {when} --region {one.code}` makes one"
        )
    return evaluation
