"""What every page shares: brand, forum, cycle strip, navigation, footer. Upper floors register their entries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from gacocrea.core.permissions import Action, explain
from gacocrea.core.words import TONGUES
from gacocrea.web.edges.assets import palette_sheets
from gacocrea.web.guards import moment, whole_actor
from gacocrea.web.reading import LANGUAGES, language, preferences, tongue


@dataclass(frozen=True)
class StripPhase:
    """A phase on the cycle strip: its name, where it stands, and its dates in words."""

    label: str
    state: str
    when: str


@dataclass(frozen=True)
class Strip:
    """The cycle's thread on top of every page."""

    phases: tuple[StripPhase, ...]
    current: str
    position: int
    total: int
    until: str


@dataclass(frozen=True)
class Entry:
    """A line of the navigation. `label` is called when shown; `action` hides it from those without the role."""

    label: Callable[[], str]
    endpoint: str
    place: str
    in_head: bool = True
    action: Action | None = None


@dataclass(frozen=True)
class Logo:
    """The logo of a forum on light and on dark paper, and how large it is shown."""

    light: str
    dark: str
    width: int
    height: int


@dataclass
class Site:
    """Everything that the base layout reads."""

    lang: str
    theme: str
    contrast: str
    home_url: str
    forum: Any = None
    cycle: Any = None
    strip: Strip | None = None
    nav: list[tuple[str, str, bool]] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    forum_links: list[tuple[str, str]] = field(default_factory=list)
    account: dict[str, str] | None = None
    sign_in_url: str = ""
    reading_url: str = ""
    languages: list[tuple[str, str, bool]] = field(default_factory=list)
    reading_links: list[tuple[str, str]] = field(default_factory=list)
    tongues: list[tuple[str, str, bool]] = field(default_factory=list)
    """The languages in which the forum's texts can be read; empty where there is but its own."""
    is_demo: bool = False
    thresholds: list[tuple[str, bool | None]] = field(default_factory=list)
    logo: Logo | None = None
    sheets: list[str] = field(default_factory=list)
    """The stylesheets of the palettes on this page that are not the house's."""


def add_entry(
    app: Any,
    order: int,
    *,
    label: Callable[[], str],
    endpoint: str,
    place: str = "cycle",
    in_head: bool = True,
    action: Action | None = None,
) -> None:
    """Register a line of navigation: `place` is "cycle", "forum" or "footer" (footer only, of the forum).

    What is not `in_head` stands under the footer's sections alone: the head holds five or six lines at most.
    """
    entries: list[tuple[int, Entry]] = app.extensions.setdefault("entries", [])
    entries.append((order, Entry(label, endpoint, place, in_head, action)))
    entries.sort(key=lambda pair: pair[0])


def wear(palettes: Iterable[str]) -> None:
    """Let this page show palettes besides those of its cycle."""
    g.worn = tuple(palettes)


def add_reading_link(app: Any, *, label: Callable[[], str], endpoint: str) -> None:
    """Register a page of the installation that stands under how one reads, in the footer of every page."""
    app.extensions.setdefault("reading_links", []).append((label, endpoint))


def build_site() -> Site:
    """Return the frame of the page that is being served."""
    kept = preferences()
    forum, cycle = g.get("forum"), g.get("cycle")
    site = Site(
        lang=language(),
        theme=kept["theme"],
        contrast=kept["contrast"],
        home_url=url_for("home.forum", forum=forum.slug) if forum else url_for("home.front"),
        forum=forum,
        cycle=cycle,
        strip=g.get("strip"),
        sign_in_url=url_for("people.sign_in", next=request.path),
        reading_url=url_for("web.reading"),
        languages=[(code, label, code == language()) for code, label in LANGUAGES.items()],
        is_demo=forum.is_example if forum else current_app.extensions["holds_example"](),
        logo=logo_of(forum) if forum else None,
    )
    links = current_app.extensions.get("reading_links", [])
    site.reading_links = [(label(), url_for(endpoint)) for label, endpoint in links]
    if current_user.is_authenticated:
        site.account = {"name": current_user.name, "url": url_for("people.mine")}
    worn = [*g.get("worn", ()), *(pillar.palette for pillar in (cycle.pillars if cycle else ()))]
    site.sheets = palette_sheets(worn, strong=site.contrast == "more")
    if forum is not None and forum.languages:
        codes = [forum.language, *forum.languages]
        site.tongues = [(code, TONGUES[code], code == (tongue() or forum.language)) for code in codes]
    _add_navigation(site, forum, cycle)
    return site


def logo_of(forum: Any) -> Logo | None:
    """Return what a forum hung in its head; where it has none for dark paper, the same stands there."""
    look = forum.look
    if look is None or look.logo_id is None:
        return None
    light, dark = (
        url_for("forum.file", forum=forum.slug, number=number, kind="png")
        for number in (look.logo_id, look.dark_logo_id or look.logo_id)
    )
    return Logo(light, dark, look.width, look.height)


def _add_navigation(site: Site, forum: Any, cycle: Any) -> None:
    for _order, entry in current_app.extensions.get("entries", []):
        if entry.action and not explain(entry.action, actor=whole_actor(), moment=moment()).allowed:
            continue
        if forum is None or (entry.place == "cycle" and cycle is None):
            continue
        where = {"forum": forum.slug} | ({"cycle": cycle.slug} if entry.place == "cycle" else {})
        url = url_for(entry.endpoint, **where)
        blueprint = entry.endpoint.partition(".")[0]
        if entry.place == "footer":
            site.forum_links.append((entry.label(), url))
        else:
            site.sections.append((entry.label(), url))
            if entry.in_head:
                site.nav.append((entry.label(), url, request.blueprint == blueprint))


def context() -> dict[str, Any]:
    """Return what templates know besides what their view passes: the site, built once per page."""
    if "site" not in g:
        g.site = build_site()
    return {"site": g.site, "_": _}
