"""How a person reads: languages, light or dark, contrast. Kept in a cookie, so that no script is needed.

The languages of a signed-in person are kept with the account too, and go with them to another browser.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from urllib.parse import unquote, urlsplit

from babel.core import get_global
from babel.support import NullTranslations, Translations
from flask import current_app, g, redirect, request
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user
from werkzeug.wrappers import Response

from gacocrea.core.words import TONGUES
from gacocrea.web.edges import cookies

LANGUAGES = {"es": "Español", "en": "English", "pt": "Português"}
SPOKEN = {"gl": "pt", **dict.fromkeys(TONGUES.keys() - LANGUAGES.keys(), "es")}
"""In which language pages speak to browsers that ask for one they do not have."""
THEMES = ("auto", "light", "dark")
CONTRASTS = ("auto", "more")
COOKIE = "lectura"


def preferences() -> dict[str, str]:
    """Return the person's own choices: lang and tongue (may be empty), theme and contrast."""
    lang, theme, contrast, tongue = [*cookies.kept(COOKIE).split(".", 3), "", "", "", ""][:4]
    return {
        "lang": lang if lang in LANGUAGES else "",
        "theme": theme if theme in THEMES else "auto",
        "contrast": contrast if contrast in CONTRASTS else "auto",
        "tongue": tongue if tongue in TONGUES else "",
    }


def language() -> str:
    """Return the language of this page: the account's, the cookie's, the browser's, then the forum's."""
    if "language" not in g:
        g.language = _own("language") or preferences()["lang"] or _asked_for() or _of_the_forum()
    chosen: str = g.language
    return chosen


def tongue() -> str:
    """Return the language in which this person reads what the forum of this page wrote.

    It may be one that the interface does not have, but only one in which this forum has texts; "" for as it wrote them.
    """
    if "tongue" not in g:
        wanted = _own("tongue") or preferences()["tongue"]
        g.tongue = next((one for one in (wanted, *_tags(), language()) if one in _offered()), "")
    chosen: str = g.tongue
    return chosen


def wants_original() -> bool:
    """Say whether this address asks for texts as they were written."""
    return bool(request) and request.args.get("original") == "1"


def _own(name: str) -> str:
    """Return a language that a signed-in person keeps with the account; "" for strangers."""
    account = getattr(current_user, "account", None) if request else None
    kept = str(getattr(account, name, ""))
    return kept if kept in (LANGUAGES if name == "language" else TONGUES) else ""


def _tags() -> list[str]:
    """Return what the browser asks for, best first, each without its region: es-EC, pt-PT;q=0.8 are es, pt."""
    accepted = request.accept_languages if request else ()
    return [tag.replace("_", "-").partition("-")[0].lower() for tag, quality in accepted if quality > 0]


def _asked_for() -> str:
    spoken = (SPOKEN.get(tag, tag) for tag in _tags())
    return next((tag for tag in spoken if tag in LANGUAGES), "")


def _of_the_forum() -> str:
    forum = g.get("forum")
    return forum.language if forum is not None and forum.language in LANGUAGES else "es"


def _offered() -> list[str]:
    """Return the languages of the forum's texts, its own among them."""
    forum = g.get("forum")
    return [forum.language, *forum.languages] if forum is not None else []


def time_zone() -> str:
    """Return the zone in which times are shown: the forum's."""
    forum = g.get("forum")
    return str(forum.time_zone) if forum is not None else "UTC"


def region() -> str:
    """Return the country of the forum of this page by its time zone: how numbers are written; "" outside of any."""
    return str(get_global("zone_territories").get(time_zone(), ""))


def choose() -> Response:
    """Keep one choice and go back to the page it was made on."""
    kept = preferences()
    known = {"lang": LANGUAGES, "tongue": TONGUES, "theme": THEMES, "contrast": CONTRASTS}
    chosen = {name: request.form[name] for name in known if request.form.get(name, "") in known[name]}
    kept |= chosen
    if current_user.is_authenticated:
        current_app.extensions["keep_languages"](chosen.get("lang", ""), chosen.get("tongue", ""))
    response = redirect(safe_path(request.form.get("next", "")))
    cookies.keep(response, COOKIE, ".".join(kept[name] for name in ("lang", "theme", "contrast", "tongue")))
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


class Voices(Domain):  # type: ignore[misc]
    """The catalogues of the house: one for each language, and a second one for Spanish.

    The strings of the code say usted. Where the forum of the page chose tú, what differs is taken from
    translations/es/LC_MESSAGES/tu.po, which is read once; lazy strings follow it too.
    """

    def get_translations(self) -> NullTranslations:
        """Return the texts of this page's language, in the form of address of its forum."""
        if not is_familiar():
            return super().get_translations()  # type: ignore[no-any-return]
        locale = get_locale()
        if locale is None or locale.language != "es":
            return super().get_translations()  # type: ignore[no-any-return]
        return self._familiar

    @cached_property
    def _familiar(self) -> NullTranslations:
        return Translations.load(self.translation_directories[0], ["es"], "tu")


class HouseBabel(Babel):  # type: ignore[misc]
    """Flask-Babel with the voices of the house."""

    @cached_property
    def domain_instance(self) -> Voices:
        return Voices()


def is_familiar() -> bool:
    """Say whether what is being said takes the familiar form: as it was set, else as the forum of the page does."""
    if not g:
        return False
    fixed: bool | None = g.get("familiar")
    if fixed is None:
        forum = g.get("forum")
        return forum is not None and forum.treatment == "tu"
    return fixed


@contextmanager
def addressing(*, familiar: bool) -> Iterator[None]:
    """Speak in one form of address until the block ends, whatever page this is."""
    before = g.get("familiar")
    g.familiar = familiar
    try:
        yield
    finally:
        g.familiar = before


def is_familiar_in(forum_id: int | None) -> bool:
    """Say whether a forum chose tú; outside of any forum nobody did."""
    return forum_id is not None and current_app.extensions["is_familiar_in"](forum_id)
