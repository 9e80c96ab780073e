"""The rules of participation: numbered, published, cited. These are the ones a forum starts with and may reword."""

from dataclasses import dataclass

from gacocrea.moderation.models import Grounds


@dataclass(frozen=True)
class Rule:
    """A rule in force, as plain words."""

    number: int
    grounds: Grounds
    title: str
    text: str


def cited(rule: Rule) -> str:
    """Return a rule as decisions cite it: "2, «Sin publicidad»". The words of that day stay."""
    return f"{rule.number}, «{rule.title}»"


_WORDS = (
    (Grounds.CONDUCT, "Con respeto",
     "Se discute lo que se propone, no a quien lo propone. No caben insultos, amenazas ni discriminación."),
    (Grounds.CONDUCT, "Sin publicidad ni mensajes en serie",
     "No caben anuncios, enlaces ajenos al asunto ni el mismo texto enviado muchas veces."),
    (Grounds.CONDUCT, "Sin datos personales de otras personas",
     "No se publican direcciones, teléfonos, documentos ni datos de salud de nadie."),
    (Grounds.CONDUCT, "Textos que digan algo",
     "No caben pruebas del sistema, códigos, letras al azar ni textos que no tratan de lo que se discute."),
    (Grounds.OUT_OF_SCOPE, "Trata de gobierno abierto",
     "Una propuesta mejora la transparencia, la integridad, la participación o la colaboración."),
    (Grounds.ALREADY_EXISTS, "Pide algo que no existe todavía",
     "Lo que ya funciona se explica y se enlaza; si no basta, se propone lo que falta."),
    (Grounds.OTHER_BODY, "Está al alcance de las instituciones del plan",
     "Lo que decide una entidad que no forma parte del plan se le envía y se dice a cuál."),
    (Grounds.NOT_VERIFIABLE, "Se puede comprobar que se cumplió",
     "Un compromiso tiene un resultado que cualquiera puede ver, con su fecha."),
    (Grounds.NEXT_CYCLE, "Cabe en el plazo de este plan",
     "Lo que necesita más tiempo del que dura el plan se guarda para el próximo ciclo."),
)  # fmt: skip

DEFAULTS: tuple[Rule, ...] = tuple(
    Rule(number, grounds, title, text) for number, (grounds, title, text) in enumerate(_WORDS, 1)
)
