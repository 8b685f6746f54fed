"""Whether a budget line is a contribution to work insurance: by its code, and else by its name.

Codes and words stand in the fact sheet (Permendagri 90/2019 and its updates); ASN contributions go
to PT Taspen (PP 70/2015) and are no effort under Inpres 2/2021.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from monev.sources.grid import folded
from monev.sources.sipd.codes import ancestors
from monev.sources.sipd.sheet import Account, SipdSheet

By = Literal["kode", "nama", "uraian"]
EXPENDITURE = "5."


@dataclass(frozen=True)
class Verdict:
    """What a line is. `excluded` is a reason of the fact sheet, `by` what told so.

    `conflict` marks a line whose name says another thing than its code. `mentioned` marks one
    that is not counted but holds a word that somebody should look at.
    """

    by: By
    account: Account | None = None
    excluded: str = ""
    conflict: bool = False
    mentioned: bool = False

    @property
    def counted(self) -> bool:
        """Whether the line is counted."""
        return not (self.excluded or self.conflict or self.mentioned)

    @property
    def covers(self) -> str:
        """Whom its account covers, as the fact sheet says; empty where only the name is known."""
        return self.account.covers if self.account else ""


class Accounts:
    """The accounts of a fact sheet, asked line by line."""

    def __init__(self, sheet: SipdSheet) -> None:
        self.sheet = sheet

    @cached_property
    def _by_code(self) -> dict[str, Account]:
        return {account.code: account for account in self.sheet.accounts}

    @cached_property
    def _by_name(self) -> dict[str, Account]:
        return {folded(account.name): account for account in self.sheet.accounts}

    def judge(self, code: str, name: str) -> Verdict | None:
        """Return what a line is; None for one that has nothing to do with insurance at all.

        `code` is dotted or empty. The name is asked where no listed code decides, and always to
        contradict: a line coded as work insurance and called health insurance is a conflict.
        """
        plain = folded(name)
        known = self._listed(code)
        if known is not None:
            because = self._excluded(plain)
            contrary = not known.excluded and because not in ("", "pejabat")
            return Verdict("kode", known, known.excluded, conflict=contrary)
        if code and not code.startswith(EXPENDITURE):
            return None
        named = None if code else self._by_name.get(plain)
        if named is not None:
            return Verdict("nama", named, named.excluded)
        return self._described(code, plain)

    def _listed(self, code: str) -> Account | None:
        """Return the account of a code, or the nearest listed one above that mixes nothing."""
        if code in self._by_code:
            return self._by_code[code]
        above = next((one for one in ancestors(code) if one in self._by_code), "")
        account = self._by_code.get(above)
        return None if account is None or account.excluded == "campuran" else account

    def _described(self, code: str, plain: str) -> Verdict | None:
        words = self.sheet.descriptions
        counted = any(one.search(plain) for one in words.counted)
        because = self._excluded(plain)
        if counted:
            return Verdict("uraian", excluded=because)
        if any(one in self._by_code for one in ancestors(code)):
            return Verdict("uraian", excluded=because or "campuran")
        if any(one.search(plain) for one in words.mentioned):
            return Verdict("uraian", mentioned=True)
        return None

    def _excluded(self, plain: str) -> str:
        found = (one for one in self.sheet.descriptions.excluded if one.pattern.search(plain))
        return next((one.because for one in found), "")
