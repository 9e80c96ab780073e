"""What may be: which answers need a theme, what a reason must say, and which themes a proposal resembles."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, Verdict
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean, similarity, stems
from gacocrea.core.words import N_
from gacocrea.moderation.models import Grounds
from gacocrea.moderation.rules import AUTHOR, checked_reason, may_decide, same_institution
from gacocrea.themes.models import (
    DESK_NOTE_MAX,
    IN_THEME,
    INSTITUTION_MAX,
    SUMMARY_MAX,
    TITLE_MAX,
    Outcome,
)

__all__ = ["AUTHOR", "checked_reason", "same_institution"]

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

SUGGESTIONS = 3


@dataclass(frozen=True)
class Suggestion:
    """A theme that a proposal resembles, and the words that both use, as the proposal writes them."""

    theme_id: int
    words: tuple[str, ...]


def needs_theme(outcome: Outcome) -> bool:
    """Say whether a proposal with this outcome takes its place in a theme."""
    return outcome in IN_THEME


def checked_institution(institution: str) -> str:
    """Return the institution consulted as it is stored, "" for none. Raises Invalid when it is too long."""
    institution = clean(institution, multiline=False)
    if len(institution) > INSTITUTION_MAX:
        raise Invalid("institution", "institution_long", most=INSTITUTION_MAX)
    return institution


def checked_note(text: str) -> str:
    """Return a note for the group as it is stored. Raises Invalid when it is empty or too long."""
    text = clean(text, multiline=True)
    if not text:
        raise Invalid("text", "note_empty")
    if len(text) > DESK_NOTE_MAX:
        raise Invalid("text", "note_long", most=DESK_NOTE_MAX)
    return text


def checked_wording(title: str, summary: str) -> tuple[str, str]:
    """Return title and summary of a theme as they are stored. Raises Invalid when one is empty or too long."""
    title, summary = clean(title, multiline=False), clean(summary, multiline=False)
    for field, text, most in (("title", title, TITLE_MAX), ("summary", summary, SUMMARY_MAX)):
        if not text:
            raise Invalid(field, f"theme_{field}_empty")
        if len(text) > most:
            raise Invalid(field, f"theme_{field}_long", most=most)
    return title, summary


def may_answer(
    actor: Actor,
    moment: Moment,
    *,
    author_id: int | None,
    institution: str,
    seats: Iterable[str] = (),
    is_reopened: bool = False,
) -> Verdict:
    """Say whether `actor` may answer a proposal now: the law, and besides, nobody where they have an interest.

    `author_id` is the account that proposed (None: a workshop or a file), `institution` the one concerned and `seats`
    those for which the author sits in the forum. A proposal that a granted appeal reopened gets its new answer
    also when the analysis is over.
    """
    people, concerned = {author_id}, {institution, *seats}
    verdict = may_decide(
        Action.MODERATE, actor=actor, moment=moment, people=people, institutions=concerned
    )
    return Verdict(True) if is_reopened and verdict.code == "too_late" else verdict


class Became(StrEnum):
    """What the public is told became of a proposal, whatever the finer outcome."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    MERGED = "merged"
    NOT_ACCEPTED = "not_accepted"
    OUT_OF_SCOPE = "out_of_scope"
    WAITING = "waiting"


_BECAME = {
    Outcome.ADOPTED: Became.ACCEPTED,
    Outcome.PARTLY: Became.PARTLY,
    Outcome.MERGED: Became.MERGED,
    Outcome.OUT_OF_SCOPE: Became.OUT_OF_SCOPE,
    Outcome.RETURNED: Became.WAITING,
}


def became(outcome: Outcome | None) -> Became:
    """Return what the public is told of an outcome; None is no answer yet."""
    return Became.WAITING if outcome is None else _BECAME.get(outcome, Became.NOT_ACCEPTED)


def outcomes_of(became_: Became) -> list[Outcome]:
    """Return the finer outcomes behind what the public is told."""
    return [outcome for outcome in Outcome if became(outcome) is became_]


def grounds_of(outcome: Outcome) -> Grounds | None:
    """Return for what a response with this outcome cites a published rule; None where nothing is declined."""
    return Grounds(outcome.value) if outcome.value in list(Grounds) else None


@dataclass(frozen=True)
class Pair:
    """Two texts that share a subject, how much (0 to 1), and the stems that weigh most in it."""

    one: int
    other: int
    score: float
    stems: tuple[str, ...]


LIKE_ENOUGH = 0.3
"""From this likeness on two texts are shown as a pair; on 336 sentences of one hand it was the best cut."""


def alike(docs: Mapping[int, Mapping[str, int]], *, most: int = 40) -> list[Pair]:
    """Return the pairs of documents (id: stem counts) that are most alike, best first: only ever a suggestion.

    TF-IDF cosine with the weights of `core.text.similarity`; candidates share a stem that few documents have.
    """
    df = Counter(stem for counts in docs.values() for stem in counts)
    rare = max(2, len(docs) // 10)
    having: dict[str, list[int]] = {}
    for id, counts in docs.items():
        for stem in counts:
            if df[stem] <= rare:
                having.setdefault(stem, []).append(id)
    found = []
    for id, counts in docs.items():
        near = {other for stem in counts for other in having.get(stem, ()) if other > id}
        for other, score in similarity(counts, ((one, docs[one]) for one in sorted(near)), df, len(docs)):
            if score >= LIKE_ENOUGH:
                shared = sorted(counts.keys() & docs[other].keys(), key=lambda stem: (df[stem], stem))
                found.append(Pair(id, other, score, tuple(shared[:5])))
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))[:most]


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
