"""What a browser keeps while its person is away: in the signed cookie, for a while, taken out once."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from flask import session as cookie

from gacocrea.people.rules import CHALLENGE_LIFE
from gacocrea.people.views.base import secrets
from gacocrea.web.application import now


def keep(name: str, facts: dict[str, Any]) -> None:
    """Keep facts, sealed: what a provider says of a person is nobody else's to read, on no shared computer."""
    words = json.dumps(facts | {"at": int(now().timestamp())})
    cookie[name] = base64.urlsafe_b64encode(secrets().seal(f"pending/{name}", words.encode())).decode()


def look(name: str, life: timedelta = CHALLENGE_LIFE) -> dict[str, Any] | None:
    """Return what is kept, unless it is too old or was sealed for something else."""
    try:
        sealed = base64.urlsafe_b64decode(cookie.get(name) or "")
        facts: dict[str, Any] = json.loads(secrets().unseal(f"pending/{name}", sealed))
    except (InvalidTag, ValueError, TypeError):
        return None
    age = now() - datetime.fromtimestamp(facts["at"], UTC)
    return facts if age < life else None


def take(name: str) -> dict[str, Any] | None:
    """Return what is kept and keep it no longer."""
    facts = look(name)
    cookie.pop(name, None)
    return facts


def ends(facts: dict[str, Any]) -> datetime:
    """Return when what was kept ends by itself."""
    return datetime.fromtimestamp(facts["at"], UTC) + CHALLENGE_LIFE
