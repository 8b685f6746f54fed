"""What a sweep of files or portals brought in, as counts and names.

How it came in and what became of it is for `collect_region`.
"""

from dataclasses import dataclass, field


@dataclass
class Collected:
    """What a sweep brought in; `refused` are files that could not be read, with the reason.

    `repeated` files were read before; `returned` ones too, but other bytes had taken their place
    meanwhile. `unfinished` ones were still being written, `unreachable` are addresses that gave no
    answer, with the reason. `lost` files were read, and errors left no fact of them; `errors`
    counts all findings of severity galat. `elsewhere` files lie in folders of other quarters.
    `quarter` is the one the sweep is made for, empty for any.
    """

    quarter: str = ""
    files: int = 0
    facts: int = 0
    findings: int = 0
    errors: int = 0
    repeated: int = 0
    returned: int = 0
    elsewhere: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    unreachable: list[tuple[str, str]] = field(default_factory=list)

    def __add__(self, other: "Collected") -> "Collected":
        """Return both sweeps together."""
        mine, theirs = vars(self), vars(other)
        both = {name: mine[name] + theirs[name] for name in mine if name != "quarter"}
        return Collected(**both, quarter=self.quarter)
