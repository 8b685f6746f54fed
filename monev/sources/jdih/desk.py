"""What reading any record of one feed needs: the words, the feed's region, the findings so far."""

from dataclasses import dataclass
from datetime import date

from models.finding import Severity
from models.region import Region
from monev.sources.jdih.citation import Citations
from monev.sources.jdih.sheet import JdihSheet
from monev.sources.reading import Intake


@dataclass(frozen=True)
class Desk:
    """The sheet with its reader of citations, the file being read, and whose feed it is."""

    sheet: JdihSheet
    citations: Citations
    intake: Intake
    region: Region

    @property
    def received_on(self) -> date:
        """The day the feed was fetched."""
        return self.intake.arrival.received_on

    def note(
        self,
        rule: str,
        severity: Severity,
        place: str,
        texts: tuple[str, str],
        subject: str = "",
    ) -> None:
        """Add a finding about the feed's region; `texts` are Indonesian and English."""
        self.intake.note(rule, severity, place, texts, self.region.code, subject)


def quoted(text: str) -> str:
    """Return the start of a text in quotes, for a message."""
    return repr(text if len(text) <= 80 else f"{text[:77]}...")


def counted(number: int) -> str:
    """Return a whole number as it is written in Indonesian: 1.234."""
    return f"{number:,}".replace(",", ".")
