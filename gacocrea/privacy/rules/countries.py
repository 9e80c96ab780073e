"""What the law of each country says about terms and age, as data. Sources and doubts: docs/privacidad.md."""

from dataclasses import dataclass

from gacocrea.privacy.models import RequestKind


@dataclass(frozen=True)
class Term:
    """How long an answer may take: days from the day after the request came; working days or all days."""

    days: int
    working: bool


@dataclass(frozen=True)
class Country:
    """The law on personal data that binds a forum."""

    name: str
    law: str
    terms: dict[RequestKind, Term]
    least_age: int
    authority: str


def _all(term: Term) -> dict[RequestKind, Term]:
    return dict.fromkeys(RequestKind, term)


COUNTRIES = {
    "EC": Country(
        "Ecuador",
        "Ley Orgánica de Protección de Datos Personales (2021), arts. 13–16 y 21",
        _all(Term(15, working=False)),
        15,
        "Superintendencia de Protección de Datos Personales",
    ),
    "CO": Country(
        "Colombia",
        "Ley 1581 de 2012, arts. 7, 14 y 15",
        {**_all(Term(15, working=True)), RequestKind.ACCESS: Term(10, working=True)},
        18,
        "Superintendencia de Industria y Comercio",
    ),
    "MX": Country(
        "México",
        "Ley General de Protección de Datos Personales en Posesión de Sujetos Obligados (2025), título tercero",
        _all(Term(20, working=True)),
        18,
        "Secretaría Anticorrupción y Buen Gobierno",
    ),
    "AR": Country(
        "Argentina",
        "Ley 25.326 (2000), arts. 14 y 16",
        {**_all(Term(5, working=True)), RequestKind.ACCESS: Term(10, working=False)},
        18,
        "Agencia de Acceso a la Información Pública",
    ),
}
"""By ISO 3166 code."""
ELSEWHERE = Country("", "", _all(Term(15, working=False)), 18, "")
"""Where a forum names no country of the list: a short term and full age."""


def country_of(code: str) -> Country:
    """Return what binds a forum of a country; the careful rule for one that is not on the list."""
    return COUNTRIES.get(code, ELSEWHERE)
