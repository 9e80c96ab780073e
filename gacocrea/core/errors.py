"""Refusals: what a person may not do or has typed wrong. Each becomes a page or a form error, never a 500."""

from typing import Any


class Refusal(Exception):
    """An action that did not happen. `code` names the sentence in `web/labels.py`; `facts` fill it."""

    status = 400

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotThere(Refusal):
    """It does not exist, or not for this person: the two look alike on purpose."""

    status = 404

    def __init__(self, code: str = "not_there", **facts: Any) -> None:
        super().__init__(code, **facts)


class NotAllowed(Refusal):
    """The law of `core/permissions.py` says no; the verdict says why, and when yes."""

    status = 403


class Conflict(Refusal):
    """Somebody was quicker, or the thing has moved on since the page was shown."""

    status = 409


class Invalid(Refusal):
    """Something typed cannot be accepted; `field` is the form field that it belongs to."""

    status = 422

    def __init__(self, field: str, code: str, **facts: Any) -> None:
        super().__init__(code, **facts)
        self.field = field
