"""The body of an answer, read with a cap: neither its size nor what it unpacks to runs away."""

import zlib

import httpx

from monev.fetch.faults import ANSWER, HANDLED, Fault

_GZIP = 16 + zlib.MAX_WBITS
_PLAIN = frozenset({"", "identity", "none"})
_EXCERPT_BYTES = 65_536


def read_body(response: httpx.Response, most: int) -> bytes:
    """Return the unpacked body of at most `most` bytes.

    Raises Fault when it is larger, damaged or packed in an unknown way, and a passing one when
    it ends too soon; a body shorter than its Content-Length ends in an error of the library.
    """
    stated = response.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > most:
        raise _too_large(most)
    unpacked = _Unpacked(response.headers.get("content-encoding", "").strip().lower(), most)
    for part in response.iter_raw():
        unpacked.take(part)
    return unpacked.whole()


def read_excerpt(response: httpx.Response) -> bytes:
    """Return a short body of an error for its words; empty when it is long, damaged or cut."""
    try:
        return read_body(response, _EXCERPT_BYTES)
    except (Fault, *HANDLED):
        return b""


def _too_large(most: int) -> Fault:
    return Fault(f"more than {most} bytes", f"an answer of at most {most} bytes (max_bytes)")


class _Unpacked:
    """Bytes on their way from the wire to the caller."""

    def __init__(self, packing: str, most: int) -> None:
        if packing not in _PLAIN | {"gzip", "x-gzip", "deflate"}:
            raise Fault(f"an answer packed as {packing!r}", "gzip, deflate or no packing")
        self._packing = packing
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0
        self._unzip: zlib._Decompress | None = None

    def take(self, part: bytes) -> None:
        """Keep the next bytes of the wire."""
        if self._packing in _PLAIN:
            self._keep(part)
            return
        try:
            self._unpack(part)
        except zlib.error:
            raise Fault(f"damaged {self._packing} data", ANSWER) from None

    def whole(self) -> bytes:
        """Return everything; raises a passing Fault when the packed data stop in the middle."""
        if self._unzip is not None and not self._unzip.eof:
            raise Fault(f"{self._packing} data cut off", ANSWER, passing=True)
        return b"".join(self._parts)

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._most:
            raise _too_large(self._most)
        self._parts.append(part)

    def _unpack(self, data: bytes) -> None:
        """Unpack never more than one byte past the cap; several gzip members may follow."""
        while data:
            if self._unzip is not None and self._unzip.eof:
                if not data.strip(b"\0"):
                    return
                self._unzip = None
            if self._unzip is None:
                self._unzip = zlib.decompressobj(self._window(data))
            self._keep(self._unzip.decompress(data, self._most - self._size + 1))
            data = self._unzip.unused_data if self._unzip.eof else self._unzip.unconsumed_tail

    def _window(self, start: bytes) -> int:
        """Servers send "deflate" with and without the zlib header; its low nibble is then 8."""
        if self._packing != "deflate":
            return _GZIP
        return zlib.MAX_WBITS if start[0] & 15 == 8 else -zlib.MAX_WBITS
