"""One sign-in with one provider: where to send the person, and what to make of the way back."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from authlib.common.security import generate_token
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from gacocrea.people.outside.fetching import Fetch, Unreachable, fetch
from gacocrea.people.outside.providers import Provider
from gacocrea.people.outside.tokens import NotBelieved, UnknownKey, check_token

KEPT = timedelta(minutes=10)
"""How long what a provider publishes about itself is believed without asking again."""
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Errand:
    """What one browser keeps while its person is away at the provider."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Answer:
    """What the provider sent back through the browser."""

    code: str
    state: str
    iss: str = ""


@dataclass(frozen=True)
class Found:
    """Whom a provider vouches for: the issuer and its subject are the identity, the rest is only said."""

    provider: str
    level: int
    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str


class Client:
    """A provider as this process knows it. What it publishes is kept for a few minutes, in memory alone."""

    def __init__(self, provider: Provider, *, fetch: Fetch = fetch) -> None:
        self.provider = provider
        self._fetch = fetch
        self._kept: dict[str, tuple[datetime, Any]] = {}

    def leave(self, *, back: str, now: datetime) -> tuple[str, Errand]:
        """Return the address at which the person proves who she is, and what to keep until she is back.

        Raises Unreachable, and NotBelieved when the provider describes somebody else.
        """
        errand = Errand(generate_token(43), generate_token(43), generate_token(64))
        asked = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": back,
            "scope": self.provider.scopes,
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": create_s256_code_challenge(errand.verifier),
            "code_challenge_method": "S256",
        }
        if self.provider.acr:
            asked["acr_values"] = " ".join(self.provider.acr)
        address = self._described(now)["authorization_endpoint"]
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", errand

    def welcome(self, answer: Answer, errand: Errand, *, back: str, now: datetime) -> Found:
        """Return whom the provider vouches for. Raises Unreachable and NotBelieved."""
        described = self._described(now)
        if not hmac.compare_digest(answer.state.encode(), errand.state.encode()):
            raise NotBelieved("another state")
        tells = described.get("authorization_response_iss_parameter_supported") is True
        if (answer.iss or tells) and answer.iss != self.provider.issuer:
            raise NotBelieved("an answer of another issuer")  # RFC 9207
        tokens = self._redeem(described, answer.code, errand, back)
        access = str(tokens.get("access_token", ""))
        claims = self._claims(described, str(tokens.get("id_token", "")), errand, access, now)
        if "email" not in claims and access and "userinfo_endpoint" in described:
            claims = self._more(described["userinfo_endpoint"], access, claims)
        return self._found(claims)

    def _described(self, now: datetime) -> dict[str, Any]:
        """Return the provider's own description, bound to the issuer that was configured."""
        issuer = self.provider.issuer
        described: dict[str, Any] = self._keep(f"{issuer.rstrip('/')}/.well-known/openid-configuration", now)
        if described.get("issuer") != issuer:
            raise NotBelieved("a description of another issuer")
        named = [described.get(name) for name in ADDRESSES]
        named += [described[name] for name in ("userinfo_endpoint",) if name in described]
        if not all(isinstance(one, str) and self.provider.may_be_asked(one) for one in named):
            raise NotBelieved("a description with addresses of others")
        return described

    def _keep(self, address: str, now: datetime, *, anew: bool = False) -> dict[str, Any]:
        when, said = self._kept.get(address, (None, {}))
        if when is None or anew or not when <= now < when + KEPT:
            status, said = self._fetch(address, None, {})
            if status != 200:
                raise Unreachable(f"status {status}")
            self._kept[address] = (now, said)
        return said

    def _redeem(self, described: Mapping[str, Any], code: str, errand: Errand, back: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": errand.verifier,
        }
        headers = {}
        name, secret = self.provider.client_id, self.provider.client_secret
        ways = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if secret and "client_secret_basic" in ways:
            pair = f"{quote(name, safe='')}:{quote(secret, safe='')}"  # RFC 6749, section 2.3.1
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": name} | ({"client_secret": secret} if secret else {})
        status, tokens = self._fetch(described["token_endpoint"], form, headers)
        if status != 200 or not tokens.get("id_token"):
            raise NotBelieved(f"the code was not accepted: {str(tokens.get('error', status))[:40]!r}")
        return tokens

    def _claims(
        self, described: Mapping[str, Any], token: str, errand: Errand, access: str, now: datetime
    ) -> dict[str, Any]:
        """Check the token with the keys that are known, and once more with fresh ones when its key is not."""

        def checked(*, anew: bool) -> dict[str, Any]:
            keys = self._keep(described["jwks_uri"], now, anew=anew).get("keys")
            listed = [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
            return check_token(
                token, keys=listed, provider=self.provider, nonce=errand.nonce, access=access, now=now
            )

        try:
            return checked(anew=False)
        except UnknownKey:
            return checked(anew=True)

    def _more(self, address: str, access: str, claims: dict[str, Any]) -> dict[str, Any]:
        """Add what the provider tells apart from the token; it must speak of the same person."""
        status, said = self._fetch(address, None, {"Authorization": f"Bearer {access}"})
        if status != 200 or said.get("sub") != claims["sub"]:
            raise NotBelieved("userinfo speaks of somebody else")
        return said | claims

    def _found(self, claims: Mapping[str, Any]) -> Found:
        email, name = (
            value if isinstance(value := claims.get(what), str) and len(value) <= 254 else ""
            for what in ("email", "name")
        )
        own = self.provider
        sure = own.trusts_email and claims.get("email_verified", True) is True
        return Found(own.key, own.level, own.issuer, claims["sub"], email, bool(email) and sure, name)
