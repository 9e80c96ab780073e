"""What makes an ID token believable (OpenID Connect Core 1.0, section 3.1.3.7; RFC 8725)."""

from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry, extract_compact
from joserfc.jwt import decode

from gacocrea.people.outside.providers import Provider

KINDS: dict[str, type[RSAKey] | type[ECKey]] = {"RS256": RSAKey, "ES256": ECKey}
"""The algorithms that are believed, whatever a header says, and the kind of key of each."""
LEEWAY = 60  # seconds by which two clocks may differ
SUBJECT_MAX = 255
CARRIED = frozenset({"jwk", "jku", "x5u", "x5c", "crit"})
"""What a header may not bring along: keys come from the issuer's own address alone."""


class NotBelieved(Exception):
    """An answer that proves nothing; the message is for the log."""


class UnknownKey(NotBelieved):
    """A token of a key that the issuer did not publish when it was last asked."""


class Registry(JWSRegistry):
    """Bounds that no honest ID token reaches."""

    max_header_length = 2048
    max_payload_length = 16_384


REGISTRY = Registry(algorithms=tuple(KINDS))


def check_token(
    token: str, *, keys: list[dict[str, Any]], provider: Provider, nonce: str, access: str, now: datetime
) -> dict[str, Any]:
    """Return the claims of an ID token that `provider` gave us for this sign-in. Raises NotBelieved, UnknownKey."""
    try:
        header = extract_compact(token.encode(), registry=REGISTRY).headers()
        key = _key(header, keys)
        said = decode(token, key, algorithms=list(KINDS), registry=REGISTRY)
        claims = CodeIDToken(
            said.claims,
            said.header,
            options={
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
                "sub": {"essential": True},
            },
            params={"nonce": nonce, "client_id": provider.client_id, "access_token": access},
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise NotBelieved(f"ID token: {error}") from error
    if not 0 < len(claims["sub"]) <= SUBJECT_MAX or not claims["sub"].isprintable():
        raise NotBelieved("ID token: a subject that is none")
    if provider.acr and claims.get("acr") not in provider.acr:
        raise NotBelieved("ID token: another acr than was asked for")
    return dict(claims)


def _key(header: dict[str, Any], keys: list[dict[str, Any]]) -> RSAKey | ECKey:
    """Return the issuer's key that a header names. The header says which, never what it is."""
    algorithm, name = header.get("alg"), header.get("kid")
    if algorithm not in KINDS or CARRIED & header.keys() or header.get("typ", "JWT").upper() != "JWT":
        raise NotBelieved(f"ID token: a header of {sorted(header)} with alg {str(algorithm)[:20]!r}")
    kind = KINDS[algorithm]
    fitting = [
        key
        for key in keys
        if key.get("kty") == kind.key_type
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (name is None or key.get("kid") == name)
    ]
    if len(fitting) != 1:
        raise UnknownKey(f"ID token: {len(fitting)} keys of that name")
    return kind.import_key({part: value for part, value in fitting[0].items() if part != "key_ops"})
