"""The providers that an installation trusts, read from a JSON file that only its administrator writes."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

KEY = re.compile(r"[a-z][a-z0-9-]{0,30}")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
WORDS = ("key", "name", "issuer", "client_id")
KNOWN = frozenset((*WORDS, "client_secret", "scopes", "level", "acr", "trusts_email", "hosts"))


class ProvidersError(Exception):
    """The file cannot be used; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Provider:
    """One provider. `hosts` are those that it may name for its own addresses besides the issuer's."""

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    scopes: str = "openid email profile"
    level: int = 0
    """The identity level that its sign-in proves: 2 for a government's, 0 for any other."""
    acr: tuple[str, ...] = ()
    """The ways of proving oneself that are asked for; when there are any, another way is refused."""
    trusts_email: bool = False
    """Whether an e-mail that it gives needs no letter of our own."""
    hosts: tuple[str, ...] = ()

    def may_be_asked(self, address: str) -> bool:
        """Say whether an address is one of this provider's own: its hosts, over TLS (or this very machine)."""
        parts = urlsplit(address)
        if not address.isascii() or not address.isprintable() or " " in address:
            return False
        if parts.username is not None or parts.fragment or parts.hostname is None:
            return False
        own = {urlsplit(self.issuer).netloc, *self.hosts}
        return parts.netloc in own and (parts.scheme == "https" or parts.hostname in LOOPBACK)


def read_providers(path: Path) -> tuple[Provider, ...]:
    """Return the providers of a file: a JSON list of objects. Raises ProvidersError."""
    try:
        listed = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ProvidersError(f"{path}: this is no JSON file that can be read ({error}).") from error
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise ProvidersError(f"{path}: write a list of objects, one for each provider.")
    found = tuple(_provider(one, f"{path}, provider {place}") for place, one in enumerate(listed, 1))
    for what in ("key", "issuer"):  # two of one issuer would be two doors to the same identities
        values = [getattr(one, what) for one in found]
        if len(values) != len(set(values)):
            raise ProvidersError(f"{path}: two providers have the same {what}.")
    return found


def _provider(said: dict[str, Any], where: str) -> Provider:
    if unknown := sorted(said.keys() - KNOWN):
        raise ProvidersError(f"{where}: nobody reads {', '.join(unknown)}.")
    lists = {name: said.get(name, []) for name in ("acr", "hosts")}
    texts = {name: said.get(name, "") for name in (*WORDS, "client_secret", "scopes")}
    if not all(isinstance(value, str) for value in texts.values()) or not all(
        isinstance(value, list) and all(isinstance(one, str) for one in value) for value in lists.values()
    ):
        raise ProvidersError(f"{where}: names and addresses are texts; acr and hosts are lists of texts.")
    texts["scopes"] = texts["scopes"] or Provider.scopes
    found = Provider(
        **texts,
        acr=tuple(lists["acr"]),
        hosts=tuple(lists["hosts"]),
        level=said.get("level", 0),
        trusts_email=said.get("trusts_email", False),
    )
    _refuse_if_wrong(found, where)
    return found


def _refuse_if_wrong(found: Provider, where: str) -> None:
    if missing := [word for word in WORDS if not getattr(found, word)]:
        raise ProvidersError(f"{where}: {', '.join(missing)} is missing.")
    if not KEY.fullmatch(found.key):
        raise ProvidersError(f"{where}: the key is a short word of small letters, digits and hyphens.")
    if not found.may_be_asked(found.issuer) or urlsplit(found.issuer).query:
        raise ProvidersError(f"{where}: the issuer is an https address without a query.")
    if found.level not in (0, 2) or isinstance(found.level, bool):
        raise ProvidersError(f"{where}: the level is 2 for a government's provider and 0 for any other.")
    if "openid" not in found.scopes.split():
        raise ProvidersError(f"{where}: the scopes must hold openid.")
    if not isinstance(found.trusts_email, bool):
        raise ProvidersError(f"{where}: trusts_email is true or false.")
