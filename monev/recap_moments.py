"""When what each recap prints stood, found with the catalogue of its own edition.

A mean needs as many known members, and a day is as late, as that catalogue says; so the sum is
made by it, in a process of its own where it is not the one at hand.
"""

import json
import sys
from collections.abc import Sequence
from datetime import datetime

from models import Edition
from monev.edition import edition_at_hand, run_with_edition
from monev.errors import ArchiveError, MonevError
from monev.recap_again import stood
from monev.remade import FiledRecap
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace


def moments_of(workspace: Workspace, recaps: Sequence[FiledRecap]) -> list[datetime | str]:
    """Return the moment of each recap, or why it cannot be determined."""
    found: dict[FiledRecap, datetime | str] = {}
    for sha256 in dict.fromkeys(one.edition_sha256 for one in recaps):
        own = [one for one in recaps if one.edition_sha256 == sha256]
        found.update(zip(own, _with_edition(workspace, sha256, own), strict=True))
    return [found[one] for one in recaps]


def _with_edition(
    workspace: Workspace, sha256: str, recaps: Sequence[FiledRecap]
) -> list[datetime | str]:
    if sha256 == edition_at_hand(workspace.issuer).sha256:
        return [_held(workspace, one) for one in recaps]
    edition = workspace.store.edition(sha256) if sha256 else None
    if edition is None:
        return ["it was filed before catalogue and templates were kept with it"] * len(recaps)
    try:
        return _apart(workspace, edition, recaps)
    except ArchiveError as error:
        return [str(error)] * len(recaps)


def _apart(
    workspace: Workspace, edition: Edition, recaps: Sequence[FiledRecap]
) -> list[datetime | str]:
    asked = {
        "settings": workspace.settings.without_secrets()
        | {"workspace": str(workspace.store.root.resolve()), "profile": "", "issuer": None},
        "recaps": [one.model_dump(mode="json") for one in recaps],
    }
    told = json.loads(run_with_edition(edition, "monev.recap_moments", asked))
    return [datetime.fromisoformat(one["at"]) if one["at"] else one["error"] for one in told]


def _held(workspace: Workspace, recap: FiledRecap) -> datetime | str:
    try:
        return stood(workspace, recap).moment
    except MonevError as error:
        return str(error)


def main() -> None:
    """Work as the process of an edition, in whose folder this one was started."""
    asked = json.loads(sys.stdin.read())
    workspace = open_workspace(Settings.model_validate(asked["settings"]), migrate=False)
    found = [_held(workspace, FiledRecap.model_validate(one)) for one in asked["recaps"]]
    told = [
        {"at": one.isoformat(), "error": ""}
        if isinstance(one, datetime)
        else {"at": "", "error": one}
        for one in found
    ]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
