"""How a person reads: language, light or dark, contrast. Kept in a cookie, so that no script is needed."""

import unicodedata
from urllib.parse import unquote, urlsplit

from flask import g, redirect, request
from werkzeug.wrappers import Response

from gacocrea.web.edges import cookies

LANGUAGES = {"es": "Español", "en": "English", "pt": "Português"}
THEMES = ("auto", "light", "dark")
CONTRASTS = ("auto", "more")
COOKIE = "lectura"


def preferences() -> dict[str, str]:
    """Return the person's own choices: lang (may be empty), theme and contrast."""
    lang, theme, contrast = [*cookies.kept(COOKIE).split(".", 2), "", "", ""][:3]
    return {
        "lang": lang if lang in LANGUAGES else "",
        "theme": theme if theme in THEMES else "auto",
        "contrast": contrast if contrast in CONTRASTS else "auto",
    }


def language() -> str:
    """Return the language of this page: the person's choice, then the browser's, then Spanish."""
    if "language" not in g:
        best = request.accept_languages.best_match(list(LANGUAGES)) if request else None
        g.language = preferences()["lang"] or best or "es"
    chosen: str = g.language
    return chosen


def time_zone() -> str:
    """Return the zone in which times are shown: the forum's."""
    forum = g.get("forum")
    return str(forum.time_zone) if forum is not None else "UTC"


def choose() -> Response:
    """Keep one choice and go back to the page it was made on."""
    kept = preferences()
    for name, words in (("lang", tuple(LANGUAGES)), ("theme", THEMES), ("contrast", CONTRASTS)):
        value = request.form.get(name, "")
        if value in words:
            kept[name] = value
    response = redirect(safe_path(request.form.get("next", "")))
    cookie = f"{kept['lang']}.{kept['theme']}.{kept['contrast']}"
    cookies.keep(response, COOKIE, cookie)
    return response


LONGEST = 2000
"""Letters of an address to come back to: no page of this site has a longer one."""


def safe_path(target: str) -> str:
    r"""Return `target` when it is a plain path of this site, else the front page.

    Browsers read `\` as `/` and drop tabs and line ends; some fold full-width slashes. What they might read as
    another host, here or after decoding once and again, is none of ours.
    """
    if len(target) > LONGEST:
        return "/"
    try:
        parts = urlsplit(target)
    except ValueError:  # brackets that hold no address
        return "/"
    decoded = target
    for _layer in range(4):
        decoded = unicodedata.normalize("NFKC", unquote(decoded))
    path = decoded.partition("?")[0]
    odd = "//" in path or "\\" in decoded or not decoded.isprintable()
    plain = not parts.scheme and not parts.netloc and target.startswith("/")
    return target if plain and not odd else "/"
