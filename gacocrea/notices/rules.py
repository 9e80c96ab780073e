"""What the public record says, as sentences for people: which entries are told, how, and where they lead."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gacocrea.core.text import parse_reference
from gacocrea.core.words import N_

# Nothing of a ballot can be here: a vote leaves no entry of the record.
SENTENCES = {
    "proposal.submitted": N_("Nueva propuesta: %(thing)s"),
    "proposal.entered": N_("Nueva propuesta de un taller: %(thing)s"),
    "proposal.edited": N_("Su autora o autor cambió la propuesta %(thing)s"),
    "proposal.withdrawn": N_("Su autora o autor retiró la propuesta %(thing)s"),
    "proposal.argued": N_("Nuevo argumento sobre la propuesta %(thing)s"),
    "proposal.answered": N_("Respuesta razonada a la propuesta %(thing)s"),
    "theme.created": N_("Nuevo tema: %(thing)s"),
    "theme.edited": N_("Cambiaron las palabras del tema %(thing)s"),
    "theme.merged": N_("Se unieron otros temas a %(thing)s"),
    "theme.split": N_("Se separó el tema %(thing)s"),
    "feasibility.answered": N_("Una institución respondió si es posible el tema %(thing)s"),
    "poll.opened": N_("Se abrió la votación: %(thing)s"),
    "poll.closed": N_("Se cerró la votación: %(thing)s"),
    "poll.published": N_("Se publicó el resultado: %(thing)s"),
    "selection.confirmed": N_("Se confirmaron los temas elegidos: %(thing)s"),
    "commitment.drafted": N_("Nuevo borrador de compromiso: %(thing)s"),
    "commitment.saved": N_("Cambió el texto del compromiso %(thing)s"),
    "commitment.withdrawn": N_("Se retiró el compromiso %(thing)s"),
    "comment.answered": N_("Respuesta a una observación sobre el compromiso %(thing)s"),
    "milestone.reported": N_("Nuevo informe de avance del compromiso %(thing)s"),
}
"""The verbs that are told, with their sentence. What is not here is read in the record alone."""

ANSWERED_BY_LETTER = frozenset({"proposal.answered"})
"""Verbs of which the author hears by a letter of that stage's own."""

DIGEST_HOUR = 11
"""The hour, in UTC, after which the letters of the day leave: before breakfast from Quito to Guadalajara."""

_FOLDERS = {"P": "propuestas", "T": "temas", "C": "compromisos"}


@dataclass(frozen=True)
class Thing:
    """What an entry is about: its code ("" for a pillar), its title, its pillar, and the path of its page."""

    code: str
    title: str
    pillar: str
    path: str

    @property
    def name(self) -> str:
        return f"{self.code}, {self.title}" if self.code else self.title


def root_of(subject: str) -> str:
    """Return the thing that an entry's subject belongs to: "C-07.2" is a milestone of "C-07"."""
    return subject.partition(".")[0]


def path_of(forum: str, cycle: str, subject: str, *, verb: str = "") -> str:
    """Return the path of the page of a thing; that of a pillar is its ballot until the poll is closed."""
    kind = parse_reference(subject)
    if kind:
        return f"/{forum}/{cycle}/{_FOLDERS[kind[0]]}/{subject}"
    return f"/{forum}/{cycle}/{'votacion' if verb == 'poll.opened' else 'resultados'}/{subject}"


def entry_name(digest: str) -> str:
    """Return the stable name of an entry in a feed: a UUID (RFC 9562, version 8) of its hash in the record."""
    return UUID(int=int(digest[:32], 16) & ~(0xF << 76) & ~(0x3 << 62) | (8 << 76) | (2 << 62)).urn


def digest_is_due(now: datetime, last: date) -> bool:
    """Say whether the letters of the day are to be written: once a day, after DIGEST_HOUR."""
    return now.date() > last and now.hour >= DIGEST_HOUR
