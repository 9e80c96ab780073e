"""Opening: what voters will read, and the rules they are promised, are frozen in a manifest for each pillar."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.core.terms import Phase, Window
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.forum.models import Forum
from gacocrea.themes.actions import freeze
from gacocrea.themes.models import Theme
from gacocrea.voting.keys import KeyRing, PollKey
from gacocrea.voting.models import Poll, PollOption, PollState
from gacocrea.voting.rules import Manifest, Option


def open_polls(
    session: Session, *, cycle: Cycle, keys: KeyRing, now: datetime
) -> list[tuple[str, dict[str, Any]]]:
    """Open a poll for each pillar that has themes; return what the record says of each.

    Raises Conflict ("no_voting_phase") without a calendar.
    """
    window = _window(cycle, now)
    forum = session.get_one(Forum, cycle.forum_id)
    themes = themes_to_ask(session, cycle)
    said = []
    for pillar in cycle.pillars:
        mine = {reference("T", theme.number): theme for theme in themes if theme.pillar_id == pillar.id}
        if mine:
            key = keys.make(_name(forum, cycle, pillar))
            manifest = _manifest(forum, cycle, pillar, mine, key=key, window=window)
            session.add(_poll(cycle, pillar, mine, manifest, window))
            said.append((pillar.key, {"manifest": manifest.hash, "themes": len(mine)}))
    freeze(session, themes=themes, now=now)
    cycle.vote_fixed_at = now
    return said


def themes_to_ask(session: Session, cycle: Cycle) -> list[Theme]:
    """Return what the polls of a cycle will ask, by number. Raises Conflict ("no_themes") when it is nothing."""
    themes = session.scalars(select(Theme).where(Theme.cycle_id == cycle.id).order_by(Theme.number)).all()
    if not themes:
        raise Conflict("no_themes")
    return list(themes)


def _manifest(
    forum: Forum, cycle: Cycle, pillar: Pillar, themes: dict[str, Theme], *, key: PollKey, window: Window
) -> Manifest:
    return Manifest(
        poll=_name(forum, cycle, pillar),
        forum=forum.name,
        cycle=cycle.title,
        pillar=pillar.name,
        options=tuple(Option.freeze(code, theme.title, theme.summary) for code, theme in themes.items()),
        choices_max=cycle.choices_max,
        seats=cycle.seats,
        selection_rule=cycle.selection_rule.value,
        identity_level=cycle.vote_level,
        opens_at=window.opens_at.isoformat(),
        closes_at=window.closes_at.isoformat(),
        challenge_hours=cycle.challenge_hours,
        paper=cycle.paper,
        key_check=key.check,
        public_key=key.public,
    )


def _poll(cycle: Cycle, pillar: Pillar, themes: dict[str, Theme], manifest: Manifest, window: Window) -> Poll:
    return Poll(
        cycle_id=cycle.id,
        pillar_id=pillar.id,
        state=PollState.OPEN,
        choices_max=manifest.choices_max,
        seats=manifest.seats,
        level=manifest.identity_level,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        manifest=manifest.text,
        manifest_hash=manifest.hash,
        options=[PollOption(theme_id=themes[option.code].id, **vars(option)) for option in manifest.options],
    )


def _name(forum: Forum, cycle: Cycle, pillar: Pillar) -> str:
    return f"{forum.slug}/{cycle.slug}/{pillar.key}"


def _window(cycle: Cycle, now: datetime) -> Window:
    """Return when ballots are accepted: the voting phase, from now on if it has begun already."""
    phase = cycle.moment(now).window(Phase.VOTING)
    if phase is None:
        raise Conflict("no_voting_phase")
    return Window(phase.phase, max(phase.opens_at, now), phase.closes_at)
