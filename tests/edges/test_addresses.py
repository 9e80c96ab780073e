"""Who counts as one: no spelling of an address or a mailbox gives more tries."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import request
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.app import create_app
from gacocrea.web.edges.addresses import mailbox, network, truncated
from tests.support import make_settings


@pytest.mark.parametrize(
    "spelling",
    [
        "ANA.Perez@Ejemplo.org",
        "ana.perez+1@ejemplo.org",
        "a.n.a.perez+x+y@ejemplo.org",
        " anaperez@ejemplo.org. ",
        "ａｎａｐｅｒｅｚ@ejemplo.org",
        "aná.pérez@ejemplo.org",
        "ana\u200bperez@ejemplo.org",
    ],
)
def test_a_mailbox_in_another_spelling_is_the_same_mailbox(spelling: str) -> None:
    assert mailbox(spelling) == mailbox("ana.perez@ejemplo.org")


def test_two_people_are_two_mailboxes() -> None:
    assert mailbox("ana@ejemplo.org") != mailbox("eva@ejemplo.org")
    assert mailbox("ana@ejemplo.org") != mailbox("ana@ejemplo.com")


@given(st.text())
def test_whatever_is_typed_for_an_address_is_counted_as_something(typed: str) -> None:
    assert isinstance(mailbox(typed), str)
    assert isinstance(network(typed), str)


@pytest.mark.parametrize(
    ("address", "counted", "written"),
    [
        ("203.0.113.9", "203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("::ffff:203.0.113.9", "203.0.113.9", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
        ("nada", "unknown", "unknown"),
        (None, "unknown", "unknown"),
    ],
)
def test_an_address_counts_as_its_line_and_is_written_without_its_end(
    address: str | None, counted: str, written: str
) -> None:
    assert network(address) == counted
    assert truncated(address) == written


@pytest.mark.parametrize(
    ("proxies", "sent", "seen"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (0, "198.51.100.7, 203.0.113.9", "127.0.0.1"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
    ],
)
def test_only_as_many_proxies_are_believed_as_are_declared(
    tmp_path: Path, proxies: int, sent: str, seen: str
) -> None:
    app = create_app(replace(make_settings(tmp_path), trusted_proxies=proxies))
    with app.test_client() as client:
        client.get("/a/x/gacocrea.css", headers={"X-Forwarded-For": sent})
        assert request.remote_addr == seen
