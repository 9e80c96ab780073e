"""Who counts as one: a household's network behind one address, and every spelling of one mailbox."""

import unicodedata
from contextlib import suppress
from ipaddress import IPv6Address, ip_address, ip_network

from gacocrea.core.text import fold

LONGEST = 320
SAME_MAILBOX = {"googlemail.com": "gmail.com"}


def network(address: str | None) -> str:
    """Return what counts as one visitor: an IPv4 address, or the /64 that an IPv6 line hands to one customer."""
    return _network(address, 32, 64)


def truncated(address: str | None) -> str:
    """Return an address as logs may keep it: the /24 or /48 it lies in, which names no person."""
    return _network(address, 24, 48)


def _network(address: str | None, v4: int, v6: int) -> str:
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        found = mapped or IPv6Address(int(found))  # without the name of an interface
    prefix = v4 if found.version == 4 else v6
    return (
        str(found) if prefix == found.max_prefixlen else str(ip_network((int(found), prefix), strict=False))
    )


def mailbox(address: str) -> str:
    """Return the one form of an e-mail address for counting: case, dots, tags and Unicode spellings are one.

    Two real mailboxes may share a form; all they share then is a counter.
    """
    plain = unicodedata.normalize("NFKC", address[:LONGEST]).casefold()
    name, _at, domain = "".join(sign for sign in plain if sign.isprintable()).strip().rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    domain = domain.rstrip(".")
    return f"{fold(name.partition('+')[0]).replace('.', '')}@{SAME_MAILBOX.get(domain, domain)}"
