"""What one office does in a night: signs in once, hands in, and fetches its report.

It behaves as a person with a browser: takes addresses and form fields from the pages it sees, and
never knows more than they say. When it does what is settled by `order`.
"""

import asyncio
import hashlib
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from bench.deadline_night.browser import Browser, inputs_of
from bench.deadline_night.order import (
    EVALUATED,
    HANDED_IN,
    PASSWORD,
    Fetch,
    Manner,
    Visit,
    Way,
)
from bench.deadline_night.record import Kind, Told

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RECEIPT = "/tanda-terima/"


class GivenUpError(Exception):
    """An office did not get further; says where it stands."""


@dataclass
class Office:
    """One office with its browser; `tags` are entity tag and size of the papers it has."""

    code: str
    browser: Browser
    told: Told
    workbook: bytes
    tags: dict[str, tuple[str, int]] = field(default_factory=dict)
    _door: asyncio.Lock = field(default_factory=asyncio.Lock)
    _inside: bool = False

    async def hand_in(self, visit: Visit) -> None:
        """Go the whole way to the receipt; who gives up is noted with the reason."""
        try:
            await self._hand_in(visit)
        except GivenUpError as error:
            self.told.given_up[self.code] = str(error)

    async def fetch(self, wanted: Fetch) -> None:
        """Fetch a report: whole, whole again if it has changed, or the part that is missing.

        Who wants to know of a change, or the rest of a paper, has one already where it has any.
        """
        try:
            await self._sign_in()
        except GivenUpError:
            return  # noted by the requests themselves; nothing is lost by it
        paper = wanted.paper
        if wanted.way is not Way.WHOLE and paper not in self.tags:
            paper = next(iter(self.tags), paper)
        address = f"/daerah/{self.code}/dokumen/{EVALUATED}/r1/{paper}"
        known = self.tags.get(paper)
        if known is None or wanted.way is Way.WHOLE:
            await self._whole(address, paper)
        elif wanted.way is Way.KNOWN:
            headers = {"If-None-Match": known[0]}
            await self.browser.ask(Kind.DOWNLOAD, "GET", address, {304}, headers=headers)
        else:
            await self._rest(address, *known)

    async def _whole(self, address: str, paper: str) -> None:
        answer = await self.browser.ask(Kind.DOWNLOAD, "GET", address, {200})
        if answer.status_code != 200:
            return
        self.told.noted_downloads += 1
        self.tags[paper] = (answer.headers["etag"], len(answer.content))
        if answer.headers["etag"] != f'"{hashlib.sha256(answer.content).hexdigest()}"':
            self.told.wrong.append(f"{self.code} {paper}: the bytes are not those of the tag")

    async def _rest(self, address: str, tag: str, size: int) -> None:
        headers = {"Range": f"bytes={size // 2}-", "If-Range": tag}
        answer = await self.browser.ask(Kind.DOWNLOAD, "GET", address, {206}, headers=headers)
        if answer.status_code != 206:
            return
        self.told.noted_downloads += 1
        if len(answer.content) != size - size // 2:
            self.told.wrong.append(f"{self.code}: another part came than the one asked for")

    async def _hand_in(self, visit: Visit) -> None:
        await self._sign_in()
        await self._page(f"/daerah/{self.code}", visit.pauses[0])
        at = f"/daerah/{self.code}/kirim"
        form = inputs_of(await self._page(f"{at}?triwulan={HANDED_IN}", visit.pauses[1]))
        if visit.blank:
            blank = f"{at}/{HANDED_IN}/instrumen.xlsx"
            answer = await self.browser.ask(Kind.BLANK, "GET", blank, {200})
            self.told.noted_downloads += answer.status_code == 200
        target = f"{at}/{HANDED_IN}"
        if visit.manner is Manner.TORN:
            await self.browser.torn(target, **self._body(form))
        check = await self._upload(target, form)
        await self._confirm(check, visit)
        if visit.manner is Manner.AGAIN:
            self._seen(await self._upload(target, form))

    async def _sign_in(self) -> None:
        async with self._door:
            if self._inside:
                return
            page = await self.browser.patient(Kind.PAGE, "GET", "/masuk", {200})
            data = {**inputs_of(page.text), "nama": self.code, "sandi": PASSWORD}
            answer = await self.browser.patient(Kind.SIGN_IN, "POST", "/masuk", {303}, data=data)
            if answer.headers.get("location") != "/":
                raise GivenUpError(f"sign-in was answered {answer.status_code}")
            self._inside = True
            self.told.signed_in += 1

    async def _page(self, address: str, pause: float, kind: Kind = Kind.PAGE) -> str:
        answer = await self.browser.patient(kind, "GET", address, {200})
        if answer.status_code != 200:
            raise GivenUpError(f"{kind} was answered {answer.status_code}")
        await asyncio.sleep(pause)
        return answer.text

    def _body(self, form: dict[str, str]) -> dict[str, Any]:
        name = f"instrumen-{self.code}-{HANDED_IN}.xlsx"
        file = {"berkas": (name, self.workbook, XLSX)}
        return {"data": {"form": form.get("form", "")}, "files": file}

    async def _upload(self, target: str, form: dict[str, str]) -> str:
        answer = await self.browser.patient(Kind.UPLOAD, "POST", target, {303}, **self._body(form))
        return _led_to(answer, Kind.UPLOAD)

    async def _confirm(self, check: str, visit: Visit) -> None:
        page = await self._page(check, visit.pauses[2], Kind.CHECK)
        given = inputs_of(page)
        word = {one: given[one] for one in ("form", "kesalahan") if one in given}
        times = 2 if visit.manner is Manner.TWICE else 1
        answers = await asyncio.gather(
            *(
                self.browser.patient(Kind.CONFIRM, "POST", check, {303}, data=word)
                for _ in range(times)
            )
        )
        for answer in answers:
            self._seen(_led_to(answer, Kind.CONFIRM))
        await self._page(_led_to(answers[0], Kind.CONFIRM), 0.0)

    def _seen(self, address: str) -> None:
        """Note the receipt that an address leads to."""
        number = address.partition("?")[0].rpartition("/")[2]
        if RECEIPT not in address or not number.isdecimal():
            raise GivenUpError(f"led to {address}, a receipt was expected")
        self.told.receipts.setdefault(self.code, []).append(int(number))


def _led_to(answer: httpx.Response, kind: Kind) -> str:
    if answer.status_code != 303:
        raise GivenUpError(f"{kind} was answered {answer.status_code}")
    return answer.headers["location"]


async def at_moment(began: float, moment: float, told: Told) -> None:
    """Wait for a moment of the night, and note by how much it was missed."""
    await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
    told.late_seconds = max(told.late_seconds, time.perf_counter() - began - moment)
