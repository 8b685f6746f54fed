"""What was made again, as values: files with both hashes, what was left as filed, what differs.

How it is made again is for `made_again` and `recap_again`, how it is told for the edges.
"""

from pydantic import BaseModel, ConfigDict

from models import Document, DocumentForm, DocumentKind

FILLED_IN = "the words people filled in are not kept beside it"
SIGNATURE = "a signature is made once"
TWO_QUARTERS = "it sums up two quarters"
EVALUATION = "evaluasi"


class FiledRecap(BaseModel):
    """One revision of a recap with those of its files that name one edition."""

    model_config = ConfigDict(frozen=True)

    kind: DocumentKind
    scope: str
    quarter: str
    revision: int
    edition_sha256: str
    document_ids: tuple[int, ...]


class RemadeDocument(BaseModel):
    """One file made again: where it lies now, its hash, and the hash of the filed one."""

    model_config = ConfigDict(frozen=True)

    number: str
    file: str
    sha256: str
    filed_sha256: str

    @property
    def same(self) -> bool:
        """Whether it has the filed one's bytes."""
        return self.sha256 == self.filed_sha256


class LeftAsFiled(BaseModel):
    """One filed file that is not made again, and why; its hash tells it wherever it is."""

    model_config = ConfigDict(frozen=True)

    number: str
    form: DocumentForm
    sha256: str
    why: str


class MadeAgain(BaseModel):
    """One evaluation or recap made again. `differs` names the parts that came out otherwise.

    `kind` is that of a recap, or `evaluasi`; `code` a region's, or `ID` for the nation. `printed`
    says which revision of each government a recap prints. `versions_changed` are the libraries
    that may be why, where another version made the filed files.
    """

    model_config = ConfigDict(frozen=True)

    evaluation_id: int | None
    code: str
    quarter: str
    revision: int
    kind: str = EVALUATION
    differs: tuple[str, ...] = ()
    documents: tuple[RemadeDocument, ...] = ()
    left_as_filed: tuple[LeftAsFiled, ...] = ()
    printed: dict[str, int] = {}
    error: str = ""
    versions_changed: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether every part and every file made again is as it was filed."""
        return not self.error and not self.differs and all(one.same for one in self.documents)

    def joined(self, other: "MadeAgain") -> "MadeAgain":
        """Return this one with what another edition made of the same evaluation or recap."""
        return self.model_copy(
            update={
                "differs": (*self.differs, *other.differs),
                "documents": (*self.documents, *other.documents),
                "left_as_filed": (*self.left_as_filed, *other.left_as_filed),
                "printed": self.printed or other.printed,
                "error": "; ".join(dict.fromkeys(filter(None, (self.error, other.error)))),
                "versions_changed": tuple(
                    dict.fromkeys((*self.versions_changed, *other.versions_changed))
                ),
            }
        )


def left_as_filed(document: Document, why: str) -> LeftAsFiled:
    """Return a filed document as one that is not made again."""
    return LeftAsFiled(number=document.number, form=document.form, sha256=document.sha256, why=why)
