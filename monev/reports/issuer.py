"""The office that issues documents: its letterhead and where its documents are verified.

Configuration of an installation, read from a small YAML file beside its logo. Who signs a single
paper is not settled here.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from monev.errors import UsageError
from monev.wording import Wording
from monev.yaml_file import read_yaml

LOGO = "logo"
MOST_LOGO_BYTES = 512 * 1024
SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


class _IssuerFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    office: str = Field(max_length=120)
    line: str = Field(default="", max_length=160)
    address: str = Field(default="", max_length=240)
    place: str = Field(default="", max_length=60)
    logo: str = ""
    verify_url: HttpUrl | None = None


@dataclass(frozen=True)
class Issuer:
    """What stands at the head of a document, and the address its QR code leads to.

    `office` and `line` are the letterhead's two lines; `logo` is a PNG or JPEG, empty for none;
    `verify_url` is empty where documents are verified by number alone.
    """

    office: Wording = field(
        default=Wording(
            id="MONITORING DAN EVALUASI INPRES NOMOR 2 TAHUN 2021",
            en="MONITORING AND EVALUATION OF PRESIDENTIAL INSTRUCTION 2 OF 2021",
        )
    )
    line: Wording = field(
        default=Wording(
            id="Optimalisasi Pelaksanaan Program Jaminan Sosial Ketenagakerjaan di Daerah",
            en="Optimising the social security programme for workers in the regions",
        )
    )
    address: str = ""
    place: str = ""
    logo: bytes = b""
    verify_url: str = ""

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures a document may ask for by name."""
        return {LOGO: self.logo} if self.logo else {}

    @property
    def sha256(self) -> str:
        """What the letterhead adds to the look of a document."""
        worded = (self.office.id, self.office.en, self.line.id, self.line.en)
        text = "\x1f".join([*worded, self.address, self.place, self.verify_url])
        return hashlib.sha256(text.encode() + b"\x1f" + self.logo).hexdigest()


def read_issuer(path: Path) -> Issuer:
    """Return the office described in a YAML file.

    Raises CatalogueError for a key that is wrong, and UsageError for a logo that is no PNG or
    JPEG of at most 512 KiB beside the file.
    """
    read = read_yaml(path).shaped(_IssuerFile)
    return Issuer(
        office=Wording(id=read.office, en=read.office),
        line=Wording(id=read.line, en=read.line),
        address=read.address,
        place=read.place,
        logo=_logo(path, read.logo) if read.logo else b"",
        verify_url=str(read.verify_url).rstrip("/") if read.verify_url else "",
    )


def _logo(path: Path, name: str) -> bytes:
    file = (path.parent / name).resolve()
    if not file.is_relative_to(path.parent.resolve()) or not file.is_file():
        raise UsageError(f"{path}, logo: {name!r} found, a file beside it expected")
    content = file.read_bytes()
    if len(content) > MOST_LOGO_BYTES or not content.startswith(tuple(SIGNATURES.values())):
        raise UsageError(f"{path}, logo: {name!r} is no PNG or JPEG of at most 512 KiB")
    return content
