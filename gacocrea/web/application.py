"""The request's life: one request, one transaction; returning commits, raising rolls back; a GET never writes."""

from datetime import datetime
from typing import Any

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

from gacocrea.core import outbox
from gacocrea.core.clock import Clock
from gacocrea.core.db import READ_ONLY
from gacocrea.core.mail import Transport
from gacocrea.settings import Settings
from gacocrea.web.extensions import db
from gacocrea.web.text import in_language

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Word(UnicodeConverter):
    """A word of an address. A NUL, which PostgreSQL refuses, is in no word."""

    def to_python(self, value: str) -> str:
        if "\0" in value:
            raise ValidationError
        return value


class Number(IntegerConverter):
    """A number of an address, no larger than a column holds."""

    regex = "[0-9]{1,9}"


class Gacocrea(Flask):
    """Flask with the house's transaction rule. Settings, clock and mail transport are its own."""

    settings: Settings
    clock: Clock
    transport: Transport

    def full_dispatch_request(self) -> Any:
        """Serve a request with a database that refuses to write when the method is safe."""
        token = READ_ONLY.set(request.method in SAFE)
        try:
            return super().full_dispatch_request()
        finally:
            db.session.rollback()
            READ_ONLY.reset(token)

    def dispatch_request(self) -> ResponseReturnValue:
        """Commit when the view returns; whatever it raises rolls everything back."""
        try:
            response = super().dispatch_request()
        except BaseException:
            db.session.rollback()
            raise
        if request.method not in SAFE:
            wrote_letters = db.session.info.pop("letters", False)
            db.session.commit()
            if wrote_letters and not self.settings.mail_url:
                deliver_letters()
        return response


def application() -> Gacocrea:
    """Return the running program, typed."""
    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]


def now() -> datetime:
    """Return the instant of this request: the clock is read once."""
    if "now" not in g:
        g.now = application().clock.now()
    instant: datetime = g.now
    return instant


def deliver_letters() -> int:
    """Send waiting letters in a transaction of their own and return how many left."""
    app = application()
    sent = outbox.deliver(db.session(), transport=app.transport, say=in_language, now=app.clock.now())
    db.session.commit()
    return sent
