"""A cycle in plain words: what can go wrong, what each phase is for, what each rule means in a person's life."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from gacocrea.core.colour import Sight
from gacocrea.core.terms import Phase
from gacocrea.cycle.models import BoothPath, Cycle, SelectionRule
from gacocrea.cycle.rules import Confused, Problem, Threshold
from gacocrea.web.labels import IDENTITY, label, refusal_text

REFUSALS = {
    "length": _l("Escriba de 1 a %(most)s caracteres."),
    "between": _l("Elija un número de %(least)s a %(most)s."),
    "plan_backwards": _l("El plan debe terminar después de empezar."),
    "cycle_slug_in_use": _l("El foro ya tiene un ciclo «%(slug)s». Elija otro nombre para la dirección."),
    "pillar_count": _l("Un ciclo tiene de %(least)s a %(most)s pilares."),
    "pillar_name": _l("El pilar necesita un nombre de hasta %(most)s caracteres, con alguna letra."),
    "pillar_twice": _l("Hay otro pilar que empieza igual: quedarían en la misma dirección."),
    "palette_twice": _l("Otro pilar ya usa ese color: cada uno lleva el suyo."),
    "palette_unknown": _l("Ese color no es de los que el foro tiene."),
    "palettes_alike": _l("«%(one)s» y «%(other)s» quedarían del mismo color a la vista de cualquiera. Elija otro."),
    "pillars_alike": _l(
        "En «%(cycle)s», los pilares «%(one)s» y «%(other)s» quedarían del mismo color a la vista de cualquiera."
    ),
    "colours_many": _l("Un foro agrega hasta %(most)s colores a los de la casa."),
    "colour_unnamed": _l("El color necesita un nombre de hasta %(most)s letras."),
    "colour_typed": _l("Escriba el color con seis cifras, como #1B4687."),
    "glyph_twice": _l("Otro pilar ya usa esa forma: cada uno lleva la suya."),
    "phase_missing": _l("Faltan las fechas de esta fase."),
    "phase_twice": _l("Esta fase está dos veces."),
    "phase_backwards": _l("La fase debe terminar después de empezar."),
    "phase_order": _l("Empieza antes que la fase anterior (%(other)s)."),
    "phase_ends_before": _l("Termina antes que la fase anterior (%(other)s)."),
    "phase_overlap": _l("Empieza antes de que termine otra fase (%(other)s)."),
    "postpone_back": _l("Una fecha publicada solo se mueve hacia adelante."),
    "postpone_past": _l("Esa fecha ya pasó: no se mueve."),
    "postpone_voted": _l(
        "La votación ya está abierta con las fechas que se prometieron: hasta el resultado no se mueven."
    ),
    "postpone_nothing": _l("Ninguna fecha cambia."),
    "postpone_note": _l("Diga por qué cambian las fechas: será público."),
    "postpone_draft": _l("Este ciclo es un borrador: sus fechas se cambian donde se prepara."),
    "postpone_late": _l("El tiempo o la votación ya alcanzaron esas fechas: hace falta otra moción."),
    "cycle_published": _l("Este ciclo ya está publicado: sus reglas no cambian."),
    "no_cycle": _l("No hay un ciclo «%(slug)s» en ese foro."),
    "no_current_cycle": _l("El foro «%(forum)s» no tiene un ciclo en curso."),
}

_PHASES = {
    Phase.PREPARATION: _l("El foro acuerda las reglas y publica este calendario."),
    Phase.PROPOSALS: _l("Cualquier persona con cuenta propone temas y opina sobre los de otras."),
    Phase.ANALYSIS: _l("El grupo núcleo contesta cada propuesta, con razones, y las reúne en temas."),
    Phase.VOTING: _l(
        "Cada persona elige hasta %(choices)s temas por pilar y puede cambiar su boleta hasta el cierre."
    ),
    Phase.CHALLENGE: _l(
        "Cada quien revisa su comprobante y puede reclamar. Después se publica el resultado."
    ),
    Phase.DRAFTING: _l("Los temas elegidos se convierten en compromisos con hitos y responsables."),
    Phase.CONSULTATION: _l("Usted comenta el borrador del plan, párrafo por párrafo."),
    Phase.ADOPTION: _l("El plan se adopta y se envía a la Alianza para el Gobierno Abierto."),
    Phase.IMPLEMENTATION: _l("Cada hito se informa con evidencia, y alguien más la verifica."),
    Phase.CLOSED: _l("Balance público y paso al siguiente ciclo."),
}

_TITLES = {
    Phase.PREPARATION: _l("Pronto usted podrá proponer"),
    Phase.PROPOSALS: _l("Diga qué debe cumplir el gobierno en dos años"),
    Phase.ANALYSIS: _l("De las propuestas salen los temas de la boleta"),
    Phase.VOTING: _l("Elija lo que el gobierno debe cumplir en dos años"),
    Phase.CHALLENGE: _l("La votación cerró. Compruebe que su boleta está"),
    Phase.DRAFTING: _l("La gente eligió. Ahora se escriben los compromisos"),
    Phase.CONSULTATION: _l("Lea el borrador del plan antes de que se firme"),
    Phase.ADOPTION: _l("El plan está listo para adoptarse"),
    Phase.IMPLEMENTATION: _l("Mire si se cumple lo prometido"),
    Phase.CLOSED: _l("El plan terminó. Mire qué se cumplió"),
}

_SETUP = {
    Phase.PREPARATION: _l(
        "Publique el ciclo al empezar: la Alianza pide dos semanas antes de las propuestas."
    ),
    Phase.PROPOSALS: _l("La gente propone. Seis semanas alcanzan para llegar a las provincias con talleres."),
    Phase.ANALYSIS: _l("El grupo núcleo contesta y arma los temas de la boleta."),
    Phase.VOTING: _l("La gente vota. Con dos fines de semana vota quien trabaja toda la semana."),
    Phase.CHALLENGE: _l(
        "No se escribe: empieza cuando cierra la votación y dura las horas de la regla. "
        "Cada quien revisa su comprobante."
    ),
    Phase.DRAFTING: _l("Los temas elegidos se vuelven compromisos con hitos y responsables."),
    Phase.CONSULTATION: _l("La gente comenta el borrador."),
    Phase.ADOPTION: _l("Se adopta el plan y se envía a la Alianza."),
    Phase.IMPLEMENTATION: _l("Se cumple el plan. La Alianza pide dos reuniones públicas por año."),
    Phase.CLOSED: _l("Balance, y paso al siguiente ciclo."),
}

_THRESHOLDS = {
    "ogp_meetings": _l("El foro se reúne al menos cada seis meses."),
    "ogp_rules": _l("Las reglas del foro son públicas."),
    "ogp_timeline": _l("El calendario es público dos semanas antes de recibir propuestas."),
    "ogp_outreach": _l("El foro dio un curso o taller mientras se hacía el plan."),
    "ogp_plan_length": _l("El plan dura de 18 a 24 meses."),
    "ogp_implementation": _l("Hay dos reuniones por año durante la implementación."),
}

_CONFUSED = {
    Sight.FULL: _l("«%(one)s» y «%(other)s» se ven del mismo color."),
    Sight.PROTAN: _l("Quien no distingue el rojo ve casi iguales «%(one)s» y «%(other)s»."),
    Sight.DEUTAN: _l("Quien no distingue el verde ve casi iguales «%(one)s» y «%(other)s»."),
    Sight.TRITAN: _l("Quien no distingue el azul ve casi iguales «%(one)s» y «%(other)s»."),
}

_SELECTION = {
    SelectionRule.TOP_N: _l(
        "En cada pilar entran los temas con más boletas. Si dos empatan en el último lugar, decide un sorteo que "
        "nadie puede preparar: la huella (SHA-256) de la lista de cierre y del tema."
    ),
    SelectionRule.PHRAGMEN: _l(
        "Los lugares se llenan uno a uno. Cada tema que entra es una carga que se reparten quienes lo apoyaron, y en "
        "cada turno entra el tema que menos cargaría a los suyos. Así, el grupo más grande no se lleva todos los "
        "lugares. Los empates los decide el mismo sorteo que nadie puede preparar."
    ),
    SelectionRule.EQUAL_SHARES: _l(
        "Cada boleta recibe la misma parte de los lugares, y quienes apoyan un tema lo pagan entre todos. En cada "
        "turno entra el tema que menos le cuesta a cada quien; cuando ya nada alcanza, lo que falta se llena por "
        "turnos (Phragmén). Así, todo grupo grande que coincide tiene su parte."
    ),
}
TOTALS_ONLY = _l(
    "Si en un pilar se cuentan menos de diez boletas en línea, o de una a nueve en papel, se publican solo los "
    "totales y entran los temas más apoyados."
)
SELECTION_EXAMPLES = {
    SelectionRule.TOP_N: _l(
        "Ejemplo: hay tres lugares; 60 personas apoyan A, B y C, y 40 apoyan D, E y F. Entran A, B y C."
    ),
    SelectionRule.PHRAGMEN: _l(
        "Con las mismas boletas entran A, D y B: primero A, que se carga entre 60 personas; después D, porque sus 40 "
        "todavía no cargan nada; después B."
    ),
    SelectionRule.EQUAL_SHARES: _l(
        "Con las mismas boletas a cada persona le tocan tres centésimas de lugar: 60 juntan 1,8 y 40 juntan 1,2. Cada "
        "grupo paga uno, A y D. El lugar que falta se llena por turnos y entra B."
    ),
}


BOOTH = {
    BoothPath.BY_PILLAR: _l(
        "Una página por pilar: cada persona empieza por el que quiera y vota los que quiera."
    ),
    BoothPath.IN_TURN: _l(
        "Todas seguidas: después de cada comprobante se ofrece la boleta del pilar siguiente."
    ),
}


@dataclass(frozen=True)
class RuleWords:
    """A rule of the cycle: what is called so, what holds, and what that means for whoever takes part."""

    name: str
    value: str
    meaning: str


def phase_sentence(phase: Phase, cycle: Cycle) -> str:
    """Return what one can do in a phase, or what the forum does."""
    return str(_PHASES[phase]) % {"choices": cycle.choices_max}


def phase_title(phase: Phase) -> str:
    """Return what a phase asks of people, as it stands large on a page or a poster."""
    return str(_TITLES[phase])


def setup_sentence(phase: Phase) -> str:
    """Return what the secretariat should know when it chooses the days of a phase."""
    return str(_SETUP[phase])


def threshold_sentence(threshold: Threshold) -> str:
    """Return what the Partnership asks."""
    return str(_THRESHOLDS[threshold.code])


def confused_sentence(pair: Confused) -> str:
    """Return who takes two colours for one another."""
    return str(_CONFUSED[pair.sight]) % {"one": pair.one, "other": pair.other}


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong, naming phases in words."""
    facts: dict[str, Any] = {
        name: label(value) if isinstance(value, Phase) else value for name, value in problem.facts.items()
    }
    return refusal_text(problem.code, **facts)


def selection_sentence(rule: SelectionRule) -> str:
    """Return how the winners are found, and when most votes decide although the rule is another."""
    return str(_SELECTION[rule] if rule is SelectionRule.TOP_N else f"{_SELECTION[rule]} {TOTALS_ONLY}")


def rules_in_words(cycle: Cycle) -> list[RuleWords]:
    """Return the published rules, each with what it means."""
    return [
        RuleWords(
            _("En la boleta"),
            ngettext("Hasta %(num)d tema por pilar", "Hasta %(num)d temas por pilar", cycle.choices_max),
            _("Puede elegir menos, o ninguno. Todos los que elija valen lo mismo."),
        ),
        RuleWords(
            _("Ganan"),
            ngettext("%(num)d tema por pilar", "%(num)d temas por pilar", cycle.seats),
            _(
                "Cada uno se convertirá en un compromiso. Apartarse del conteo exige una razón pública por tema."
            ),
        ),
        RuleWords(_("Cómo se cuenta"), label(cycle.selection_rule), selection_sentence(cycle.selection_rule)),
        RuleWords(_("Para proponer"), str(IDENTITY[cycle.propose_level]), _level(cycle.propose_level)),
        RuleWords(_("Para votar"), str(IDENTITY[cycle.vote_level]), _level(cycle.vote_level)),
        RuleWords(
            _("Para corregir"),
            _duration(cycle.edit_minutes),
            _("Es el tiempo para editar una propuesta después de enviarla. Luego queda como se leyó."),
        ),
        _challenge(cycle.challenge_hours),
        RuleWords(_("De una boleta a la otra"), label(cycle.booth), str(BOOTH[cycle.booth])),
        _paper(cycle.paper),
    ]


def _challenge(hours: int) -> RuleWords:
    meaning = _(
        "Desde el cierre de la votación, para comprobar y reclamar. Si se cierra más tarde, el plazo empieza "
        "más tarde y dura lo mismo."
    )
    return RuleWords(_("Para impugnar"), ngettext("%(num)d hora", "%(num)d horas", hours), meaning)


def _paper(allowed: bool) -> RuleWords:
    if not allowed:
        return RuleWords(_("En papel"), _("No"), _("Solo se vota en línea."))
    meaning = _(
        "Dos personas digitan cada boleta por separado. El resultado muestra lo contado en línea, en papel y "
        "en total."
    )
    return RuleWords(_("En papel"), _("Sí, con boletas numeradas"), meaning)


def _level(level: int) -> str:
    meanings = (
        _("Basta una cuenta con el correo confirmado: toma un minuto."),
        _(
            "Hace falta comprobar el documento: con el padrón que cargó el foro o, si no cargó ninguno, por la "
            "forma del número y que nadie más lo tenga."
        ),
        _("Hace falta entrar con la identidad digital del gobierno."),
        _("Hace falta registrarse en persona ante la secretaría."),
    )
    return str(meanings[level])


def _duration(minutes: int) -> str:
    if minutes and minutes % 1440 == 0:
        return str(ngettext("%(num)d día", "%(num)d días", minutes // 1440))
    if minutes and minutes % 60 == 0:
        return str(ngettext("%(num)d hora", "%(num)d horas", minutes // 60))
    return str(ngettext("%(num)d minuto", "%(num)d minutos", minutes))
