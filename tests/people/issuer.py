"""A provider of OpenID Connect of our own: honest unless a test tells it otherwise. It speaks by call and by HTTP."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from gacocrea.people.outside import Provider, Unreachable
from tests.support import NOON

ROSA = {"sub": "rosa-1", "name": "Rosa Elena", "email": "rosa@example.org", "email_verified": True}
RSA = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})  # once for all tests: it takes a moment
EC = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"})


class Issuer:
    """One provider. `person` is who stands before it; the other attributes are the lies that a test asks for."""

    def __init__(self, issuer: str = "https://nube.example", **given: Any) -> None:
        self.issuer, self.given = issuer, given
        self.person: dict[str, Any] = dict(ROSA)
        self.now: datetime | None = NOON
        self.key: RSAKey | ECKey = RSA
        self.codes: dict[str, dict[str, str]] = {}
        self.described: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.forge: Callable[[dict[str, Any]], str] | None = None
        self.userinfo: dict[str, Any] | None = None
        self.is_down = False
        self.asked: list[str] = []
        self.secrets: list[str] = ["for-userinfo-alone"]

    @property
    def provider(self) -> Provider:
        """What an installation writes about this provider."""
        usual: dict[str, Any] = {"key": "nube", "name": "Nube", "trusts_email": True}
        usual |= {"issuer": self.issuer, "client_id": "gacocrea", "client_secret": "s&cret"}
        return Provider(**(usual | self.given))

    def fetch(
        self, address: str, form: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> tuple[int, dict[str, Any]]:
        """Answer as over a network."""
        self.asked.append(address)
        if self.is_down:
            raise Unreachable("TimeoutError")
        path = address.removeprefix(self.issuer)
        if path == "/.well-known/openid-configuration":
            return 200, self._description()
        if path == "/keys":
            return 200, {"keys": [RSA.as_dict(private=False), EC.as_dict(private=False)]}
        if path == "/userinfo":
            assert headers["Authorization"].startswith("Bearer ")
            return 200, self.userinfo or {"sub": self.person["sub"]}
        assert path == "/token", address
        return self._redeem(form or {}, headers)

    def visit(self, address: str) -> str:
        """Let the person agree; return the address to which her browser is sent back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, nonce: str) -> str:
        """Sign what is said of the person, and what a test wants to be said instead."""
        now = int((self.now or datetime.now(UTC)).timestamp())
        honest = {"iss": self.issuer, "aud": "gacocrea", "iat": now, "exp": now + 300, "nonce": nonce}
        said = honest | self.person | self.claims
        algorithm = "RS256" if isinstance(self.key, RSAKey) else "ES256"
        header = {"alg": algorithm, "kid": self.key.kid} | self.header
        claims = {name: value for name, value in said.items() if value is not None}
        return self.forge(claims) if self.forge else jwt.encode(header, claims, self.key)

    def _description(self) -> dict[str, Any]:
        places = {
            name: self.issuer + path
            for name, path in (
                ("authorization_endpoint", "/authorize"),
                ("token_endpoint", "/token"),
                ("jwks_uri", "/keys"),
                ("userinfo_endpoint", "/userinfo"),
            )
        }
        return {"issuer": self.issuer, **places, **self.described}

    def _redeem(self, form: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)  # a code works once
        shown = base64.b64decode(headers.get("Authorization", "").removeprefix("Basic ")).decode()
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or shown != "gacocrea:s%26cret"
            or base64.urlsafe_b64encode(proof).decode().rstrip("=") != asked["code_challenge"]
            or form.get("redirect_uri") != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        token = self.token(asked["nonce"])
        self.secrets.append(token)
        return 200, {"id_token": token, "access_token": self.secrets[0], "token_type": "Bearer"}

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """The same as a WSGI program."""
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        if path == "/authorize":
            start("302 Found", [("Location", self.visit(f"{self.issuer}{path}?{query}"))])
            return [b""]
        length = int(environ.get("CONTENT_LENGTH") or 0)
        typed = parse_qs(environ["wsgi.input"].read(length).decode())
        form = {name: values[0] for name, values in typed.items()}
        headers = {"Authorization": environ.get("HTTP_AUTHORIZATION", "")}
        status, said = self.fetch(self.issuer + path, form, headers)
        start(f"{status} Said", [("Content-Type", "application/json")])
        return [json.dumps(said).encode()]
