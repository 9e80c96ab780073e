"""A small proof of work where a form is open to everybody: it costs a person nothing and a flood its profit.

The protocol is altcha's (version 2, PBKDF2/SHA-256): the page brings a signed challenge in a hidden field, a module
of ours solves it in a worker and puts the solution there. Without JavaScript the field comes back as it was: that
counts once the form has been open for some seconds, and is limited more strictly for each address.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from altcha import create_challenge, verify_solution
from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import HiddenField

from gacocrea.core.spent import is_spent, spend
from gacocrea.settings import Settings
from gacocrea.web.application import now
from gacocrea.web.edges import logs
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm
from gacocrea.web.guards import actor

LIFE = timedelta(hours=6)
"""How long a form may stay open before it is sent."""
LONGEST = 4000
"""Characters of a solved challenge: one has about 900."""
ALGORITHM = "PBKDF2/SHA-256"


@dataclass(frozen=True)
class Work:
    """How much is asked: iterations of one try, tries at most, seconds of waiting without a solution."""

    cost: int = 5000
    tries: int = 100
    wait: int = 10


NONE = Work(cost=1, tries=1, wait=0)
"""Nothing to speak of: what tests ask of each other."""


def register(app: Flask, settings: Settings) -> None:
    """Say how much this installation asks."""
    app.extensions["proof"] = NONE if settings.testing else Work()


def work() -> Work:
    """Return how much this installation asks."""
    found: Work = current_app.extensions["proof"]
    return found


def challenge() -> str:
    """Return a fresh challenge, signed and dated, as one word for a form."""
    asked = work()
    made = create_challenge(
        ALGORITHM,
        asked.cost,
        counter=secrets.randbelow(asked.tries),
        data={"made": int(now().timestamp())},
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("solution"),
    )
    return _word(made.to_dict())


def is_offered() -> bool:
    """Say whether the request claims to bring a solution; whether it is one, the form finds out."""
    return "solution" in _read(request.form.get("proof", ""))


def fault(word: str) -> str:
    """Return the code of what is wrong with what a form brought, or ""."""
    brought = _read(word)
    asked, solution = brought.get("challenge", brought), brought.get("solution")
    result = verify_solution(
        _word({"challenge": asked, "solution": solution or {"counter": 0, "derivedKey": ""}}),
        _key("challenge"),
        hmac_key_secret=_key("solution"),
    )
    if result.error or result.invalid_signature is not False or (solution and not result.verified):
        return "proof_forged"
    age = now() - datetime.fromtimestamp(asked["parameters"]["data"]["made"], UTC)
    if age > LIFE:
        return "proof_old"
    if is_spent(db.session(), _mark(brought)):
        return "proof_spent"
    return "proof_soon" if not solution and age < timedelta(seconds=work().wait) else ""


def _mark(brought: dict[str, Any]) -> str:
    return str(brought.get("challenge", brought)["parameters"]["nonce"])


def _read(word: str | None) -> dict[str, Any]:
    """Return what a word of a form says, or an empty table for what none of ours says."""
    try:
        found = json.loads(base64.b64decode((word or "")[:LONGEST], validate=True))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _word(table: dict[str, Any]) -> str:
    return base64.b64encode(json.dumps(table).encode()).decode()


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"proof/{purpose}/{current_app.secret_key!r}".encode()).digest()


def _markup(field: HiddenField, **_attrs: object) -> Markup:
    """Return the hidden field and, for who has no script, how long to wait; nothing for who has signed in."""
    if actor().account_id:
        return Markup()
    kept = field.data if field.data and fault(field.data) in ("", "proof_soon") else challenge()
    return Markup(
        '<input type="hidden" name="{}" value="{}" data-module="proof"><noscript><p class="hint">{}</p></noscript>'
    ).format(field.name, kept, WAIT_WORDS % {"seconds": work().wait})


class OpenForm(BaseForm):
    """A form that visitors may send: `{{ form.proof() }}` in its page is all that it takes."""

    proof = HiddenField(widget=_markup)

    def validate(self, extra_validators: Any = None) -> bool:
        """Use the challenge up when all the rest is right, in the transaction of what the form does."""
        if not super().validate(extra_validators):
            return False
        if actor().account_id:
            return True
        brought = self.proof.data or ""
        wrong = fault(brought)
        if wrong:
            logs.event("proof.refused", why=wrong)
            self.form_errors.append(WORDS[wrong])
            return False
        spend(db.session(), _mark(_read(brought)), now() + LIFE)
        return True


WAIT_WORDS = _l("Sin JavaScript, este formulario se recibe %(seconds)s segundos después de abrirlo.")
SEND_AGAIN = _l("Este formulario ya se envió o estuvo abierto demasiado tiempo. Por favor, envíelo otra vez.")
WORDS = {
    "proof_soon": _l(
        "Espere unos segundos y envíelo otra vez: así se distingue a una persona de un programa."
    ),
    "proof_old": SEND_AGAIN,
    "proof_spent": SEND_AGAIN,
    "proof_forged": SEND_AGAIN,
}
