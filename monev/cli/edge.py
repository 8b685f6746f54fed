"""Errors into one clear sentence and an exit code; what nobody expected keeps its traceback."""

from typing import Any

import typer
from typer.core import TyperGroup

from monev.errors import EnvironmentFault, MonevError

WITH_EXCEPTIONS = 1
WRONG_USAGE = 2
ENVIRONMENT = 3

DATABASE_FAULTS = {
    "ArgumentError",
    "DatabaseError",
    "InterfaceError",
    "NoSuchModuleError",
    "OperationalError",
}


class Edge(TyperGroup):
    """The outermost group: here every error that is meant to be read is spoken, once."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; an expected error becomes its sentence and exit code."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever reads has read enough, `monev findings | head`: the frame ends quietly
        except Exception as error:
            spoken = sentence(error)
            if spoken is None:
                raise
            text, code = spoken
            typer.echo(f"monev: {text}", err=True)
            raise typer.Exit(code) from error


def sentence(error: Exception) -> tuple[str, int] | None:
    """Return what to say about an error and the exit code; null for one of ours to mend."""
    match error:
        case EnvironmentFault():
            return str(error), ENVIRONMENT
        case MonevError():
            return str(error), WRONG_USAGE
        case OSError():
            return f"the machine refused: {error}. `monev doctor` shows more.", ENVIRONMENT
        case _ if is_database_fault(error):
            cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            text = f"the database cannot be used: {cause}. Look at MONEV_DATABASE_URL, --workspace."
            return text, ENVIRONMENT
    return None


def is_database_fault(error: Exception) -> bool:
    """Whether the database itself is at fault, told by name: its library stays below the store."""
    kind = type(error)
    return kind.__module__ == "sqlalchemy.exc" and kind.__name__ in DATABASE_FAULTS
