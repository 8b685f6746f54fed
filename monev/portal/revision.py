"""The revision that an address names, as a page asks for it: once, after the gate."""

from typing import Annotated

from fastapi import Depends

from models import Evaluation, Quarter
from monev.portal.access import NOT_FOUND, Opened, Readable

MOST_REVISIONS = 999_999
"""A number beyond it is no revision, and one far beyond it no number of the database."""


def named_revision(workspace: Opened, region: Readable, quarter: str, revision: int) -> Evaluation:
    """Return the revision of a readable region with its traces; 404 where there is none."""
    try:
        wanted = str(Quarter.parse(quarter))
    except ValueError as error:
        raise NOT_FOUND from error
    found = None
    if 0 < revision <= MOST_REVISIONS:
        found = workspace.store.evaluation_of(region.code, wanted, revision)
    if found is None:
        raise NOT_FOUND
    return found


Revision = Annotated[Evaluation, Depends(named_revision)]
