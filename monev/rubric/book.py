"""A rubric as plain values and back: the same rules, decimal for decimal, years later.

Where a book is kept is the store's business; which rules of it are in force, `in_force`'s.
"""

from typing import Any

from pydantic import ValidationError

from monev.errors import CatalogueError
from monev.rubric.shapes import Rubric
from monev.rubric.strict import FROM_BOOK


def to_content(rubric: Rubric) -> dict[str, Any]:
    """Return the whole rubric as values that JSON carries; decimals and dates become text."""
    return rubric.model_dump(mode="json", by_alias=True)


def from_content(content: dict[str, Any]) -> Rubric:
    """Return the rubric that `to_content` wrote down, equal to the one it was given.

    Raises CatalogueError where the content is no rubric that this version of Monev understands.
    """
    try:
        return Rubric.model_validate(content, context=FROM_BOOK)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CatalogueError(
            f"rule book {str(content.get('sha256', '?'))[:8]}",
            1,
            where,
            f"{first['msg']}; this version of Monev cannot read the rules kept there",
        ) from error
