"""Each view says which line of the law it answers to; a view that says none is refused."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from gacocrea.core.errors import NotAllowed, NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.core.terms import VISITOR, Actor, Moment, Role
from gacocrea.web.application import SAFE, now
from gacocrea.web.edges import logs

CONFIRMED = frozenset(Role) - {Role.VISITOR}
P = ParamSpec("P")
R = TypeVar("R")


def needs(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Bind a view to one line of the law in `core/permissions.py`."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        view.access = action  # type: ignore[attr-defined]
        return view

    return mark


def for_anyone(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that answers everybody the same: nobody looks who asks, no cookie is read or set."""
    view.for_anyone = True  # type: ignore[attr-defined]
    return view


def is_for_anyone() -> bool:
    """Say whether the view of this request is marked so."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "for_anyone", False))


def actor() -> Actor:
    """Return who asks, in the forum that is asked."""
    found: Actor = g.get("actor", VISITOR)
    return found


def moment() -> Moment:
    """Return what is open now in the cycle that is asked; outside a cycle, nothing is."""
    found: Moment = g.get("moment") or Moment(now())
    return found


def enforce() -> Response | None:
    """Ask the law before the view: strangers are sent to sign in, others are told why not and when yes.

    Relations (own, not own) are asked again by the action, which knows the thing acted on.
    """
    if request.endpoint is None:
        return None
    action = access_of(request.endpoint)
    if action is None:
        raise NotThere
    verdict = explain(action, actor=actor(), moment=moment())
    if verdict.allowed:
        return None
    if verdict.code == "role" and (step := step_up(action)):
        return step
    if verdict.code == "sign_in":
        return redirect(url_for("people.sign_in", next=_here()))
    if actor().account_id and not actor().is_any(CONFIRMED):
        return redirect(url_for("people.unconfirmed"))
    logs.event("right.refused", right=action.value, why=verdict.code)
    if verdict.code == "role":
        raise NotThere  # a desk that is not yours looks like one that does not exist
    raise NotAllowed(verdict.code, verdict=verdict, action=action)


def whole_actor() -> Actor:
    """Return who asks with every role, also those that wait for the second factor: for offering a way, not for acts."""
    found: Actor | None = g.get("withheld")
    return found or actor()


def step_up(action: Action | None) -> Response | None:
    """Send an official to the second factor when a role that waits for it is all that is missing."""
    whole: Actor | None = g.get("withheld")
    if whole is None or action is None:
        return None
    if explain(action, actor=whole, moment=moment()).code == "role":
        return None
    return redirect(url_for("people.second_factor", next=_here()))


def _here() -> str:
    return request.full_path.rstrip("?") if request.method in SAFE else request.path


def access_of(endpoint: str) -> Action | None:
    """Return the line of the law that an endpoint answers to."""
    view = current_app.view_functions.get(endpoint)
    found: Action | None = getattr(view, "access", None)
    return found
