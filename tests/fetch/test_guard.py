"""Addresses that are refused, at first and after every redirect, and names that change."""

from pathlib import Path

import pytest

from monev.errors import EnvironmentFault, FetchError
from monev.fetch import Fetcher
from monev.fetch.guard import why_refused
from tests.fetch.certificates import chain_for
from tests.fetch.server import QUICK, Portal, body, redirect, running

OPEN_ONLY = QUICK.model_copy(update={"allow_private": False})
HOST = "jdih.contoh.example"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("0.0.0.0", "unspecified"),
        ("127.8.9.1", "loopback"),
        ("10.0.0.1", "private"),
        ("172.16.5.4", "private"),
        ("192.168.1.1", "private"),
        ("169.254.169.254", "link-local"),
        ("100.64.0.1", "non-public"),
        ("224.0.0.1", "multicast"),
        ("240.0.0.1", "private"),
        ("255.255.255.255", "private"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("fe80::1%eth0", "link-local"),
        ("fd00::1", "private"),
        ("ff02::1", "multicast"),
        ("::ffff:127.0.0.1", "loopback (IPv4 inside IPv6)"),
        ("::ffff:10.1.2.3", "private (IPv4 inside IPv6)"),
        ("64:ff9b::7f00:1", "loopback (IPv4 inside IPv6)"),
        ("2002:7f00:1::", "loopback (IPv4 inside IPv6)"),
    ],
)
def test_addresses_off_the_open_internet(address: str, kind: str) -> None:
    """Every special-purpose range is named, also hidden inside IPv6."""
    assert why_refused(address) == kind


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_addresses_pass(address: str) -> None:
    """Ordinary hosts are not refused."""
    assert why_refused(address) == ""


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_this_machine_is_refused_by_any_name(portal: Portal, host: str) -> None:
    """A name that resolves to loopback, and the odd spellings of the address, reach nobody."""
    with Fetcher(OPEN_ONLY) as fetcher, pytest.raises(FetchError, match="loopback") as caught:
        fetcher.get(portal.at("/a", host))
    assert not caught.value.passing
    assert portal.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://portal.example/a",
        "gopher://127.0.0.1/",
        "//portal.example/a",
        "portal.example/a",
        "",
        "http://",
        "http:///a",
        "http://[::1",
        "http://portal.example:99999/",
        "http://a..example/",
        "http://\x00/",
    ],
)
def test_what_is_no_web_address_is_refused(fetcher: Fetcher, address: str) -> None:
    """Only http and https with a host are asked; nothing is tried twice."""
    with pytest.raises(FetchError) as caught:
        fetcher.get(address)
    assert not caught.value.passing


def test_a_password_in_an_address_is_refused_and_hidden(portal: Portal, fetcher: Fetcher) -> None:
    """The refusal does not repeat the password."""
    with pytest.raises(FetchError, match="user name or password") as caught:
        fetcher.get(portal.at("/a", "admin:rahasia@127.0.0.1"))
    assert "rahasia" not in str(caught.value)
    assert "admin" not in str(caught.value)
    assert portal.asked == []


@pytest.mark.parametrize(
    ("addresses", "asked"),
    [(["127.0.0.1"], 0), (["8.8.8.8", "127.0.0.1"], 0), (["::ffff:127.0.0.1"], 0)],
)
def test_a_name_that_leads_inside_is_refused(
    portal: Portal, addresses: list[str], asked: int
) -> None:
    """One inner address among the outer ones is enough."""
    with (
        Fetcher(OPEN_ONLY, ask=lambda host, port: addresses) as fetcher,
        pytest.raises(FetchError, match="loopback"),
    ):
        fetcher.get(portal.at("/a", HOST))
    assert len(portal.asked) == asked


def test_what_was_checked_is_what_is_connected_to(portal: Portal) -> None:
    """The name is looked up once, and the request still names its host."""
    looked_up: list[str] = []

    def ask(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["127.0.0.99"]

    portal.on("/a", body(b"[]"))
    with Fetcher(QUICK, ask=ask) as fetcher:
        assert fetcher.get(portal.at("/a", HOST)).content == b"[]"
    assert looked_up == [HOST]
    assert portal.headers[0]["Host"] == f"{HOST}:{portal.port}"


def test_the_next_address_of_a_host_is_tried(portal: Portal) -> None:
    """A host whose first address is dead answers at its second."""
    portal.on("/a", body(b"[]"))
    with Fetcher(QUICK, ask=lambda host, port: ["127.0.0.99", "127.0.0.1"]) as fetcher:
        assert fetcher.get(portal.at("/a", HOST)).content == b"[]"


def test_an_unknown_name_is_an_error_in_words(fetcher: Fetcher) -> None:
    """A portal without DNS is named; whether it may pass is left to the resolver's answer."""
    with pytest.raises(FetchError, match=f"the name {HOST} is not known"):
        fetcher.get(f"http://{HOST}/a")


def test_redirects_are_followed_and_relative_ones_joined(portal: Portal, fetcher: Fetcher) -> None:
    """Moved lists are found; the answer keeps the address that was asked."""
    portal.on("/b/list", body(b"[]"))
    portal.on("/b/old", redirect("list", 301))
    address = portal.on("/a", redirect("/b/old#part", 308))
    answer = fetcher.get(address)
    assert (answer.content, answer.address) == (b"[]", address)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("file:///etc/passwd", "scheme 'file'"),
        ("http://user:rahasia@127.0.0.1/", "user name or password"),
        ("http://[::1", "Invalid URL in location header"),
        ("/a", "circle"),
    ],
)
def test_a_redirect_to_a_refused_place(
    portal: Portal, fetcher: Fetcher, target: str, why: str
) -> None:
    """Every place a redirect leads to is checked like the first."""
    with pytest.raises(FetchError, match=why) as caught:
        fetcher.get(portal.on("/a", redirect(target)))
    assert "rahasia" not in str(caught.value)
    assert len(portal.asked) == 1


def test_a_redirect_to_loopback(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal outside cannot send us to this machine: each new host is looked up and checked."""
    outside = "127.0.0.1"  # the test's portal counts as outside, for want of a real one
    monkeypatch.setattr(
        "monev.fetch.guard.why_refused", lambda ip: "" if ip == outside else why_refused(ip)
    )
    address = portal.on("/a", redirect(portal.at("/b", "127.0.0.2")))
    with (
        Fetcher(OPEN_ONLY) as fetcher,
        pytest.raises(FetchError, match=r"redirected to http://127.0.0.2:\d+/b: .* loopback"),
    ):
        fetcher.get(address)
    assert portal.asked == ["/a"]


def test_too_many_redirects(portal: Portal, fetcher: Fetcher) -> None:
    """A chain without an end is cut after the policy's number of steps."""
    for step in range(9):
        portal.on(f"/{step}", redirect(f"/{step + 1}"))
    with pytest.raises(FetchError, match="too many redirects"):
        fetcher.get(portal.at("/0"))
    assert len(portal.asked) == QUICK.max_redirects + 1


def test_certificates_are_verified_and_a_missing_link_can_be_added(tmp_path: Path) -> None:
    """A broken chain is refused once and in words; with ca_file it holds, under the asked name."""
    tls, bundle = chain_for(HOST, tmp_path)

    def ask(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with running(tls) as portal:
        portal.on("/a", body(b"[]"))
        with Fetcher(QUICK, ask=ask) as strict, pytest.raises(FetchError, match="ca_file") as one:
            strict.get(portal.at("/a", HOST))
        assert not one.value.passing
        with Fetcher(QUICK.model_copy(update={"ca_file": bundle}), ask=ask) as fetcher:
            assert fetcher.get(portal.at("/a", HOST)).content == b"[]"
            with pytest.raises(FetchError, match="does not verify"):
                fetcher.get(portal.at("/a", "other.example"))
            portal.on("/a", redirect(f"http://{HOST}/a"))
            with pytest.raises(FetchError, match="without TLS"):
                fetcher.get(portal.at("/a", HOST))


def test_a_ca_file_that_is_none(tmp_path: Path) -> None:
    """A file without certificates stops the work before anything is asked."""
    file = tmp_path / "ca.pem"
    file.write_text("no certificate")
    for ca_file in (file, tmp_path / "absent.pem"):
        with pytest.raises(EnvironmentFault, match="PEM"):
            Fetcher(QUICK.model_copy(update={"ca_file": ca_file}))
