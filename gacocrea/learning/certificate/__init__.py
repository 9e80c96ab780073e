"""A certificate of attendance as an accessible PDF, with the address and the QR code at which anybody checks it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno

from gacocrea.core.files.typeset import set_page
from gacocrea.core.words import N_

Say = Callable[..., str]
"""Says a marked Spanish text in the language of the paper, its places filled."""
_TEMPLATE = Path(__file__).with_name("certificate.typ")


@dataclass(frozen=True)
class Paper:
    """What stands on a certificate, in words; `when` dates the file (seconds since 1970)."""

    forum: str
    issuer: str
    name: str
    course: str
    given_by: str
    days: str
    attended: int
    sessions: int
    hours: str
    issued_on: str
    code: str
    address: str
    is_example: bool
    language: str
    region: str
    when: int


def to_pdf(paper: Paper, say: Say) -> bytes:
    """Return the certificate as a tagged PDF (PDF/UA-1, PDF/A-2a). Raises TypesettingError."""
    return set_page(_TEMPLATE, _data(paper, say), when=paper.when)


def _data(paper: Paper, say: Say) -> dict[str, Any]:
    code = segno.make(paper.address, error="m", micro=False, boost_error=False)
    came = (
        say(N_("Asistió a la única sesión, de %(hours)s."), hours=paper.hours)
        if paper.sessions == 1
        else say(
            N_("Asistió a %(attended)s de %(sessions)s sesiones: %(hours)s."),
            attended=paper.attended,
            sessions=paper.sessions,
            hours=paper.hours,
        )
    )
    example = say(N_("Datos de ejemplo: este documento no describe un proceso real."))
    return {
        "lang": paper.language,
        "region": paper.region or None,
        "title": say(N_("Certificado de asistencia")),
        "forum": paper.forum,
        "name": paper.name,
        "attended": say(N_("participó en")),
        "course": paper.course,
        "facts": [came, f"{paper.days}. {paper.given_by}"],
        "issuer": paper.issuer,
        "issued": say(N_("Emitido el %(day)s. Código %(code)s"), day=paper.issued_on, code=paper.code),
        "invitation": say(N_("Cualquiera puede comprobar que vale:")),
        "address": paper.address,
        "shown": paper.address.partition("://")[2],
        "example": example if paper.is_example else "",
        "code": ["".join("#" if dark else "." for dark in row) for row in code.matrix],
    }
