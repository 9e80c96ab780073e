"""What people wrote, in the language of whoever reads: a translation where there is one, the original one step away.

Stages tell their things with `register`: what is translated, where it is kept. Pages then say `theme|said("title")`
for words with their `lang`, `told` for the bare text, `lang_of` for the attribute of a box around a long one. A page
reads all its short texts in one statement, and none when the reader takes what the forum wrote as it wrote it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from markupsafe import Markup, escape
from sqlalchemy import Select, select

from gacocrea.core.terms import Moment
from gacocrea.core.words import Known, Said, Shelf, Tell, fingerprint, read
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.web.extensions import db
from gacocrea.web.reading import language, tongue, wants_original

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Kind:
    """A kind of thing whose texts can be read in other languages. `key` is its word in addresses."""

    key: str
    model: type[Any]
    table: type[Any]
    owner: str
    ids: Callable[[Cycle], Select[tuple[int]]]
    """The statement that names the things of a cycle."""
    short: tuple[str, ...]
    """The fields that lists show: read together for the whole page."""
    texts: Callable[[Any], Texts]
    """By field what the thing says now, in the order of the page."""
    label: Callable[[str], str]
    """The name of a field, for whoever translates."""
    name: Callable[[Any], str]
    """What the list of translations calls the thing."""
    ref: Callable[[Any], str]
    """What the record calls it."""
    find: Callable[[Any, Cycle], int | None] = lambda _row, _cycle: None
    """The id of the thing that a row of a page speaks of, where the row is not the thing itself."""
    is_fixed: Callable[[Any, Moment], bool] = lambda _thing, _moment: False
    """Whether the words of a thing stand still now, and its translations with them."""

    def shelf(self, owners: Select[tuple[int]]) -> Shelf:
        return Shelf(self.key, self.table, getattr(self.table, self.owner), owners)


def register(app: Flask, kind: Kind) -> None:
    """Let the things of a stage be translated."""
    kinds(app)[kind.key] = kind


def kinds(app: Flask | None = None) -> dict[str, Kind]:
    """Return every kind of thing that can be translated, by its key."""
    found: dict[str, Kind] = (app or current_app).extensions.setdefault("tongues", {})
    return found


def said(thing: Any, field: str, original: str | None = None, *, noted: bool = True) -> Markup:
    """Return a text as its reader reads it, marked with its language where that is not the page's.

    What stands on every page is not `noted`: it alone makes no line about translations.
    """
    before = g.get("translated")
    text, lang = _find(thing, field, original)
    if not noted:
        g.translated = before
    safe = escape(text)
    return safe if lang == language() else Markup('<span lang="{}">{}</span>').format(lang, safe)


def told(thing: Any, field: str, original: str | None = None) -> str:
    """Return the bare text, for titles, attributes and Markdown."""
    return _find(thing, field, original)[0]


def lang_of(thing: Any, field: str, original: str | None = None) -> Markup:
    """Return ` lang="…"` for the box of a text, or nothing when it is in the language of the page."""
    lang = _find(thing, field, original)[1]
    return Markup("") if lang == language() else Markup(' lang="{}"').format(lang)


def in_tongue(forum: Forum, cycle: Cycle, wanted: str) -> Tell:
    """Return what tells any text of a cycle in the language of a document.

    One statement, none for the language in which the forum writes.
    """
    if wanted == forum.language or wanted not in forum.languages:
        return _original
    every = [kind.shelf(kind.ids(cycle)).wanted(wanted, kind.table.FIELDS) for kind in kinds().values()]
    known = read(db.session(), every)

    def tell(thing: Any, field: str) -> str:
        key = _key(thing, cycle)
        found = known.get((key[0].key, key[1], field)) if key else None
        return found.text if found else _original(thing, field)

    return tell


@dataclass(frozen=True)
class Note:
    """The quiet line of a page: that its texts are translations, whether an original changed since, the way over."""

    is_original: bool
    is_stale: bool
    url: str
    language: str


def note() -> Note | None:
    """Return that line once, after the first translated text; None while there is none, and when it was said."""
    used = g.get("translated")
    if used is None or g.get("noted"):
        return None
    g.noted = True
    if used == "original":
        return Note(is_original=True, is_stale=False, url=request.path, language=tongue())
    return Note(False, used == "stale", f"{request.path}?original=1", _own())


def _own() -> str:
    """Return the language in which the forum of this page writes."""
    forum = g.get("forum")
    return str(forum.language) if forum is not None else "es"


def _find(thing: Any, field: str, original: str | None) -> tuple[str, str]:
    """Return a text and its language."""
    text = _original(thing, field) if original is None else original
    own, wanted = _own(), tongue() if has_request_context() else ""
    if wanted in {"", own} or not text or g.get("cycle") is None:
        return text, own
    found = _known(thing, field, wanted)
    if found is None:
        return text, own
    if wants_original():
        g.translated = "original"
        return text, own
    is_stale = found.source != fingerprint(text) or g.get("translated") == "stale"
    g.translated = "stale" if is_stale else "fresh"
    return found.text, wanted


def _original(thing: Any, field: str) -> str:
    if hasattr(thing, field):
        return str(getattr(thing, field))
    kind = next((kind for kind in kinds().values() if isinstance(thing, kind.model)), None)
    return kind.texts(thing).get(field, "") if kind else ""


def _key(thing: Any, cycle: Cycle) -> tuple[Kind, int] | None:
    """Return what a thing is, and its id; None for what no stage lets be translated."""
    for kind in kinds().values():
        id = thing.id if isinstance(thing, kind.model) else kind.find(thing, cycle)
        if id is not None:
            return kind, id
    return None


def _known(thing: Any, field: str, wanted: str) -> Said | None:
    key = _key(thing, g.cycle)
    if key is None:
        return None
    kind, id = key
    if field in kind.short:
        if "short_texts" not in g:
            every = [one.shelf(one.ids(g.cycle)).wanted(wanted, one.short) for one in kinds().values()]
            g.short_texts = read(db.session(), every)
        known: Known = g.short_texts
        return known.get((kind.key, id, field))
    long: dict[tuple[str, int], Known] = g.setdefault("long_texts", {})
    if (kind.key, id) not in long:
        mine = kind.shelf(select(kind.model.id).where(kind.model.id == id))
        long[kind.key, id] = read(db.session(), [mine.wanted(wanted, kind.table.FIELDS)])
    return long[kind.key, id].get((kind.key, id, field))
