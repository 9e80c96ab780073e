"""Where the addresses of this stage hang, and the language that an address itself asks for."""

from flask import Blueprint, g, request
from flask_babel import refresh

from gacocrea.forum.place import this_forum
from gacocrea.web.reading import LANGUAGES

bp = Blueprint("sharing", __name__)


def speak() -> None:
    """Answer in the language of `?idioma=`, else in the forum's: whoever fetches a picture has none of its own."""
    forum, asked = this_forum(), request.args.get("idioma", "")
    own = forum.language if forum.language in LANGUAGES else "es"
    g.language = asked if asked in LANGUAGES else own
    g.tongue = g.language if g.language in forum.languages else ""
    refresh()  # what was said before this was said in another language
