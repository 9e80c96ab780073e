"""What may be: which answers need a theme, what a reason must say, and which themes a proposal resembles."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, Verdict, explain
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean, fold, similarity, stems
from gacocrea.core.words import N_
from gacocrea.themes.models import (
    IN_THEME,
    INSTITUTION_MAX,
    REASON_MAX,
    REASON_MIN,
    SUMMARY_MAX,
    TITLE_MAX,
    Outcome,
)

TEMPLATES: dict[Outcome, str] = {
    Outcome.ADOPTED: N_(
        "Gracias, %(name)s. Su propuesta se recoge como tema de la votación. El tema que se indica junto a "
        "esta respuesta lleva su nombre, y desde él podrá seguir lo que pase después."
    ),
    Outcome.MERGED: N_(
        "Gracias, %(name)s. Su propuesta se une al tema que se indica junto a esta respuesta, con otras que "
        "piden lo mismo. Su nombre consta entre sus autores."
    ),
    Outcome.PARTLY: N_(
        "Gracias, %(name)s. Recogemos una parte de su propuesta en el tema que se indica junto a esta "
        "respuesta: [complete: qué parte]. No recogemos el resto porque [complete: por qué]."
    ),
    Outcome.ALREADY_EXISTS: N_(
        "Gracias, %(name)s. Lo que usted pide ya existe: [complete: qué es y dónde se encuentra]. Si le "
        "parece que no funciona o que no basta, cuéntenos qué le falta."
    ),
    Outcome.OUT_OF_SCOPE: N_(
        "Gracias, %(name)s. Su propuesta importa, pero no trata de transparencia, integridad, participación "
        "ni colaboración, que es lo que cabe en este plan: [complete: por qué]."
    ),
    Outcome.OTHER_BODY: N_(
        "Gracias, %(name)s. Decidir sobre esto corresponde a [complete: qué entidad], que no forma parte de "
        "este plan. Le hicimos llegar su propuesta el [complete: fecha]."
    ),
    Outcome.NOT_VERIFIABLE: N_(
        "Gracias, %(name)s. Un compromiso debe poder comprobarse, y no encontramos cómo comprobar que su "
        "propuesta se cumplió: [complete: qué es lo que no se puede medir]."
    ),
    Outcome.NEXT_CYCLE: N_(
        "Gracias, %(name)s. Su propuesta cabe en un plan de gobierno abierto, pero no en este: [complete: por "
        "qué]. Queda guardada y se presentará al abrir el próximo ciclo."
    ),
    Outcome.RETURNED: N_(
        "Gracias, %(name)s. Antes de responder necesitamos que cambie o complete algo: [complete: qué]. Puede "
        "editarla y enviarla de nuevo mientras dure el análisis."
    ),
}
"""A first draft of each answer, for the author; what stands in brackets is for the core group to complete."""

AUTHOR = "[nombre]"
"""Stands in a reason for the name of each author, so that one answer to many still speaks to each."""
_GAP = re.compile(r"\[complete:", re.IGNORECASE)  # the same word in Spanish, English and Portuguese
SUGGESTIONS = 3


@dataclass(frozen=True)
class Suggestion:
    """A theme that a proposal resembles, and the words that both use, as the proposal writes them."""

    theme_id: int
    words: tuple[str, ...]


def needs_theme(outcome: Outcome) -> bool:
    """Say whether a proposal with this outcome takes its place in a theme."""
    return outcome in IN_THEME


def checked_reason(reason: str) -> str:
    """Return the reason as it is stored. Raises Invalid when it is too short, too long or has a gap left."""
    reason = clean(reason, multiline=True)
    if len(reason) < REASON_MIN:
        raise Invalid("reason", "reason_short", least=REASON_MIN)
    if len(reason) > REASON_MAX:
        raise Invalid("reason", "reason_long", most=REASON_MAX)
    if _GAP.search(reason):
        raise Invalid("reason", "reason_unfilled")
    return reason


def checked_institution(institution: str) -> str:
    """Return the institution consulted as it is stored, "" for none. Raises Invalid when it is too long."""
    institution = clean(institution, multiline=False)
    if len(institution) > INSTITUTION_MAX:
        raise Invalid("institution", "institution_long", most=INSTITUTION_MAX)
    return institution


def checked_wording(title: str, summary: str) -> tuple[str, str]:
    """Return title and summary of a theme as they are stored. Raises Invalid when one is empty or too long."""
    title, summary = clean(title, multiline=False), clean(summary, multiline=False)
    for field, text, most in (("title", title, TITLE_MAX), ("summary", summary, SUMMARY_MAX)):
        if not text:
            raise Invalid(field, f"theme_{field}_empty")
        if len(text) > most:
            raise Invalid(field, f"theme_{field}_long", most=most)
    return title, summary


def same_institution(one: str, other: str) -> bool:
    """Say whether two names are of one institution, however they are typed; no name is nobody's."""
    return bool(one.strip()) and fold(" ".join(one.split())) == fold(" ".join(other.split()))


def may_answer(actor: Actor, moment: Moment, *, author_id: int | None, institution: str) -> Verdict:
    """Say whether `actor` may answer a proposal now: the law, and besides, not one about their own institution.

    `author_id` is the account that proposed (None: a workshop or a file), `institution` the one concerned.
    """
    verdict = explain(Action.MODERATE, actor=actor, moment=moment, owner_id=author_id)
    if verdict.allowed and same_institution(actor.institution, institution):
        return Verdict(False, "own_interest")
    return verdict


def suggest(text: str, themes: Mapping[int, str], most: int = SUGGESTIONS) -> list[Suggestion]:
    """Return the themes (id: their text) that share most with a proposal's text, the most alike first.

    It is a suggestion: nobody is ever put in a theme by it. TF-IDF over Spanish stems.
    """
    counts = {theme_id: stems(words) for theme_id, words in themes.items()}
    df = Counter(stem for theme in counts.values() for stem in theme)
    written = _as_written(text)
    found = []
    for theme_id, _score in similarity(stems(text), counts.items(), df, len(counts))[:most]:
        shared = sorted((stem for stem in counts[theme_id] if stem in written), key=lambda stem: df[stem])
        found.append(Suggestion(theme_id, tuple(written[stem] for stem in shared[:5])))
    return found


def _as_written(text: str) -> dict[str, str]:
    """Return each stem of the text with the first word that it comes from."""
    written: dict[str, str] = {}
    for word in re.findall(r"\w+", text.lower()):
        for stem in stems(word):
            written.setdefault(stem, word)
    return written
