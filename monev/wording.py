"""One text in two languages: the shape in which catalogue and scorecards carry words."""

from pydantic import BaseModel, ConfigDict


class Wording(BaseModel):
    """A text in Indonesian and in English."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    en: str
