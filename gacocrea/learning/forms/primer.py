"""The words of the primer as a page shows them, and the form with which the secretariat words a chapter."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SubmitField

from gacocrea.core.text import fold
from gacocrea.learning.house import BY_KEY, GLOSSARY, Term
from gacocrea.learning.models.primer import (
    CHAPTER_LEAD_MAX,
    CHAPTER_TEXT_MAX,
    CHAPTER_TITLE_MAX,
    PrimerText,
)
from gacocrea.learning.queries.primer import Arranged
from gacocrea.learning.rules.primer import ChapterWords, minutes_to_read
from gacocrea.web.forms import BaseForm, line, text
from gacocrea.web.reading import LANGUAGES

REFUSALS = {
    "chapter_length": _l("Escriba de %(least)s a %(most)s caracteres."),
    "chapter_letters": _l("El título necesita alguna letra: de él sale la dirección del capítulo."),
    "chapter_moved": _l(
        "Alguien publicó otra versión mientras usted escribía. Lo suyo sigue aquí: mire la otra antes de publicar."
    ),
    "chapter_same": _l("El texto es igual al que ya está publicado."),
    "chapters_full": _l("Ya hay %(most)s capítulos: una guía más larga no se lee."),
    "house_already": _l("Este capítulo ya tiene el texto de la casa, o la casa no tiene uno para él."),
    "last_chapter": _l("Es el único capítulo a la vista: muestre otro antes de ocultarlo."),
}


@dataclass(frozen=True)
class Chapter:
    """A chapter as people read it; `text` is Markdown. `version` is the forum's own text, if it has one."""

    key: str
    number: int
    title: str
    lead: str
    text: str
    language: str
    own: bool
    hidden: bool
    version: PrimerText | None
    elsewhere: bool
    """Whether the forum worded it anew in another language only."""

    @property
    def minutes(self) -> int:
        return minutes_to_read(self.lead, self.text)


def house_words(key: str, language: str) -> ChapterWords:
    """Return the house's text of a chapter in a language; empty for a chapter of the forum's own.

    In a language that the house does not speak it is Spanish: there a translation begins.
    """
    chapter = BY_KEY.get(key)
    if chapter is None:
        return ChapterWords("", "", "")
    with force_locale(language if language in LANGUAGES else "es"):
        told = [_(paragraph) for paragraph in chapter.paragraphs]
        return ChapterWords(_(chapter.title), _(chapter.lead), "\n\n".join(told))


def words_of(version: PrimerText) -> ChapterWords:
    """Return what a version says."""
    return ChapterWords(version.title, version.lead, version.text)


def spoken(chapters: Iterable[Arranged], language: str) -> list[Chapter]:
    """Return the chapters in words, numbered as they stand."""
    found = []
    for number, one in enumerate(chapters, 1):
        words = words_of(one.text) if one.text else house_words(one.key, language)
        others = any(not text.of_house for code, text in one.latest.items() if code != language)
        found.append(
            Chapter(
                key=one.key, number=number, title=words.title, lead=words.lead, text=words.text,
                language=one.text.language if one.text else language, own=one.own, hidden=one.hidden,
                version=one.text, elsewhere=others and one.text is None,
            )
        )  # fmt: skip
    return found


def glossary() -> list[Term]:
    """Return the glossary in the language of the page, in alphabetical order."""
    told = [Term(term.key, _(term.word), _(term.meaning)) for term in GLOSSARY]
    return sorted(told, key=lambda term: fold(term.word))


class ChapterForm(BaseForm):
    """A chapter's title, its first sentence and its text; `seen` is the version that was on the page."""

    title = line(_l("Título"), least=3, most=CHAPTER_TITLE_MAX)
    lead = line(
        _l("En una frase"),
        most=CHAPTER_LEAD_MAX,
        required=False,
        hint=_l("Va bajo el título y en la lista de capítulos."),
    )
    text = text(
        _l("Texto"),
        least=20,
        most=CHAPTER_TEXT_MAX,
        hint=_l(
            "Deje una línea vacía entre párrafos. **Así** se resalta, «- » empieza una lista y «# » un subtítulo. "
            "Para enlazar el glosario: [compromiso](glosario#compromiso)."
        ),
    )
    seen = HiddenField()
    preview = SubmitField(_l("Ver cómo queda"))
    submit = SubmitField(_l("Publicar"))

    def words(self) -> ChapterWords:
        """Return what was typed as the argument of the action."""
        return ChapterWords(self.title.data or "", self.lead.data or "", self.text.data or "")
