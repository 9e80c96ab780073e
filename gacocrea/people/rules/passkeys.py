"""For which address passkeys are made, and how long a challenge waits."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

CHALLENGE_LIFE = timedelta(minutes=15)
PASSKEYS_MAX = 10
PASSKEY_NAME_MAX = 60
ANSWER_MAX = 16_000  # characters of JSON that a browser sends


@dataclass(frozen=True)
class Place:
    """Where passkeys are good: the RP id and the origin of WebAuthn, section 5.1.2."""

    host: str
    origin: str


def place_of(public_url: str) -> Place | None:
    """Return the place of an installation's own address; None where browsers make no passkeys.

    They make them for a name, never for a number, and over TLS only, but for localhost.
    """
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        safe = parts.scheme == "https" or host == "localhost"
        return Place(host, f"{parts.scheme}://{parts.netloc}") if host and safe else None
    return None
