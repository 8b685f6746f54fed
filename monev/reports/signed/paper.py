"""A dossier and what an office filled in -> a paper that is signed by hand.

What the fields are is for `signing`, what is printed of them for `minutes` and `cover_letter`.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel

from models import DocumentKind
from monev.reports.issuer import Issuer
from monev.reports.kinds import KINDS, document_number
from monev.reports.paper import Paper
from monev.reports.region.view import RegionView


def filled_paper(
    kind: DocumentKind,
    view: RegionView,
    issuer: Issuer,
    filled: Sequence[BaseModel],
    revision: int,
    on: date | None,
) -> Paper:
    """Return a document about one region whose identity also covers what was filled in.

    `revision` counts the fillings of one quarter. `on` is the day it bears; the day on which the
    quarter was due where that is still to be written by hand.
    """
    dossier, speech = view.dossier, view.speech
    title = speech.of(KINDS[kind].title)
    period = dossier.quarter.label_in(speech.language)
    return Paper(
        kind=kind,
        language=speech.language,
        scope=dossier.region.code,
        period=str(dossier.quarter),
        revision=revision,
        number=document_number(
            kind, dossier.region.code, str(dossier.quarter), revision, speech.language
        ),
        title=f"{title} - {dossier.region.name} - {period}",
        head=(dossier.region.name, f"{title} · {period}"),
        made_on=on or dossier.quarter.due_date,
        rubric_version=dossier.card.rubric_version,
        inputs_sha256=_digest(view, filled),
        simulated=dossier.told.simulated,
        from_press=dossier.told.from_press,
        view=view,
        issuer=issuer,
    )


def _digest(view: RegionView, filled: Sequence[BaseModel]) -> str:
    """Return the SHA-256 over the evaluation, the report it stands in, and all fields."""
    content = [
        view.dossier.inputs_sha256,
        view.dossier.number,
        [one.model_dump(mode="json") for one in filled],
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
