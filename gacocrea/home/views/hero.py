"""The top of a forum's front page: one sentence, one button and one number for the phase that is running."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from gacocrea.core.terms import Moment, Phase, Window
from gacocrea.cycle.forms import phase_title
from gacocrea.cycle.rules import phase_asked
from gacocrea.home.views.meeting import weekday
from gacocrea.web.text import day, local

DAYS_SHOWN = 99
"""A longer wait is told in months."""


@dataclass(frozen=True)
class Words:
    """What a phase asks of people, below its title. `lead` takes facts; `what` follows "días para"."""

    lead: Any
    button: Any
    endpoint: str
    what: Any
    hint: Any = ""


@dataclass(frozen=True)
class Hero:
    """What stands on top. `number` is None once the calendar is over."""

    title: str
    lead: str
    button: str
    url: str
    hint: str
    number: int | None
    words: str
    more: str


WORDS = {
    Phase.PREPARATION: Words(
        _l(
            "Se acuerdan las reglas del ciclo %(period)s. Después, cualquier persona podrá decir qué "
            "debe cumplir el gobierno en dos años."
        ),
        _l("Ver el calendario"),
        "cycle.show",
        _l("preparar el ciclo"),
    ),
    Phase.PROPOSALS: Words(
        _l(
            "Ya se recibieron %(proposals)s propuestas, en línea y en talleres. Cada una recibe una "
            "respuesta con su razón, también cuando la respuesta es no."
        ),
        _l("Proponer"),
        "proposals.new",
        _l("proponer"),
        _l("Toma unos diez minutos. Puede guardar un borrador y seguir después."),
    ),
    Phase.ANALYSIS: Words(
        _l(
            "Se recibieron %(proposals)s propuestas. El grupo núcleo contesta cada una y las reúne en "
            "temas, con el nombre de quien las escribió."
        ),
        _l("Leer los temas"),
        "themes.index",
        _l("responder"),
    ),
    Phase.VOTING: Words(
        _l(
            "Hay %(themes)s temas propuestos por la ciudadanía. Los que usted y otras personas elijan "
            "serán compromisos del plan de acción %(period)s."
        ),
        _l("Votar ahora"),
        "voting.overview",
        _l("votar"),
        _l("Toma unos cuatro minutos. Su voto es secreto y lo puede comprobar."),
    ),
    Phase.CHALLENGE: Words(
        _l(
            "La lista de cierre es pública y nadie ve todavía los resultados. Quien guardó su "
            "comprobante puede buscarlo en ella y reclamar."
        ),
        _l("Ver la lista de cierre"),
        "results.index",
        _l("reclamar"),
    ),
    Phase.DRAFTING: Words(
        _l(
            "Los temas más apoyados de cada pilar se convierten en compromisos con responsable, fechas "
            "y pruebas. Cualquiera puede repetir el recuento."
        ),
        _l("Ver los resultados"),
        "results.index",
        _l("redactar"),
    ),
    Phase.CONSULTATION: Words(
        _l("Cada compromiso dice de qué propuestas viene, quién debe cumplirlo y cómo se va a comprobar."),
        _l("Leer y comentar"),
        "commitments.consultation",
        _l("opinar"),
    ),
    Phase.ADOPTION: Words(
        _l(
            "Así quedaron los compromisos del plan de acción %(period)s, con el camino de cada uno "
            "desde las propuestas."
        ),
        _l("Leer el plan"),
        "plan.show",
        _l("adoptar el plan"),
    ),
    Phase.IMPLEMENTATION: Words(
        _l(
            "El plan de acción %(period)s está en marcha. De cada hito se informa cómo va, con "
            "evidencia que cualquiera puede revisar."
        ),
        _l("Seguir el avance"),
        "progress.index",
        _l("cumplir el plan"),
    ),
    Phase.CLOSED: Words(
        _l("Este es el balance del plan de acción %(period)s, hito por hito, con su evidencia."),
        _l("Ver el balance"),
        "progress.index",
        _l("hacer el balance"),
    ),
}


def hero_of(moment: Moment, facts: dict[str, str]) -> tuple[Phase, Hero]:
    """Return the phase that the front page speaks of, and what it says. `facts` fill the lead."""
    phase = phase_asked(moment)
    words, window = WORDS[phase], moment.window(phase)
    number, unit, more = _wait(window, words, moment.now) if window else (None, "", "")
    hero = Hero(
        phase_title(phase),
        str(words.lead) % facts,
        str(words.button),
        url_for(words.endpoint),
        str(words.hint),
        number,
        unit,
        more,
    )
    return phase, hero


def _wait(window: Window, words: Words, now: datetime) -> tuple[int | None, str, str]:
    """Return how long, for what, and until when, as people say it."""
    if now >= window.closes_at:
        return None, "", ""
    if now < window.opens_at:
        number = _days(now, window.opens_at)
        return number, ngettext("día para que empiece", "días para que empiece", number), day(window.opens_at)
    last = window.closes_at - timedelta(minutes=1)
    number = _days(now, window.closes_at)
    if number > DAYS_SHOWN:
        months = round(number / 30.44)
        what = str(words.what)
        unit = ngettext("mes para %(what)s", "meses para %(what)s", months, what=what)
        return months, unit, _("Termina el %(date)s", date=day(last))
    unit = ngettext("día para %(what)s", "días para %(what)s", number, what=str(words.what))
    return number, unit, _("Cierra el %(date)s, %(hour)s", date=weekday(last), hour=f"{local(last):%H:%M}")


def _days(now: datetime, then: datetime) -> int:
    """Return the days from `now` to `then`, begun ones counted."""
    return -((now - then) // timedelta(days=1))
