"""What waits for a person: each stage says its part, the top floor shows all of it, oldest first.

A stage registers a provider, `today.register(app, said.of_today)`; it is asked once for each place of the person
and answers with as many `Waiting` as it likes, in a known small number of statements.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, url_for

from gacocrea.core.permissions import Action, explain
from gacocrea.core.terms import Actor, Moment


@dataclass(frozen=True)
class Place:
    """A forum, the cycle that runs in it (None: none does), and a person as who they are there."""

    forum: Any
    cycle: Any
    actor: Actor
    moment: Moment

    @property
    def now(self) -> datetime:
        return self.moment.now

    def may(self, action: Action, *, level: int = 0) -> bool:
        """Say whether the law lets this person do something here and now."""
        return explain(action, actor=self.actor, moment=self.moment, level=level).allowed

    def url(self, endpoint: str, **values: Any) -> str:
        """Return an address of this forum and its cycle: the page of today belongs to neither."""
        names = {"forum": self.forum.slug} | ({"cycle": self.cycle.slug} if self.cycle else {})
        known = {name: slug for name, slug in names.items() if _expects(endpoint, name)}
        return url_for(endpoint, **known | values)


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: since when, in words, and where to do it; `due` where there is a last day."""

    since: datetime
    text: str
    url: str
    note: str = ""
    due: datetime | None = None


Provider = Callable[[Place], Iterable[Waiting]]


def register(app: Any, provider: Provider) -> None:
    """Let a stage say what waits for people."""
    app.extensions.setdefault("today", []).append(provider)


def waiting(place: Place) -> list[Waiting]:
    """Return what waits for the person in one place, oldest first."""
    providers: list[Provider] = current_app.extensions.get("today", [])
    return sorted((each for provider in providers for each in provider(place)), key=lambda each: each.since)


def _expects(endpoint: str, name: str) -> bool:
    return current_app.url_map.is_endpoint_expecting(endpoint, name)
