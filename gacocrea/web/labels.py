"""The words of the interface for enumerations and refusals: their one home."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _l

from gacocrea.web.text import day

LABELS: dict[str, dict[str, Any]] = {
    "Phase": {
        "preparation": _l("Preparación"),
        "proposals": _l("Propuestas"),
        "analysis": _l("Análisis"),
        "voting": _l("Votación"),
        "challenge": _l("Impugnación"),
        "drafting": _l("Redacción"),
        "consultation": _l("Consulta"),
        "adoption": _l("Adopción"),
        "implementation": _l("Implementación"),
        "closed": _l("Cierre"),
    },
    "Role": {
        "visitor": _l("Visitante"),
        "citizen": _l("Ciudadanía"),
        "core_group": _l("Grupo núcleo"),
        "secretariat": _l("Secretaría técnica"),
        "observer": _l("Observación"),
        "administrator": _l("Administración"),
    },
    "SeatKind": {"titular": _l("Titular"), "alternate": _l("Alterna o alterno")},
    "Office": {
        "president": _l("Preside"),
        "co_president": _l("Copreside"),
        "technical_secretariat": _l("Secretaría técnica"),
    },
    "Standing": {"guest": _l("Con voz, sin voto"), "observer": _l("Observación")},
    "Share": {
        "half": _l("más de la mitad"),
        "two_thirds": _l("al menos dos tercios"),
        "three_quarters": _l("al menos tres cuartos"),
        "all": _l("todos"),
    },
    "Majority": {
        "consensus": _l("Consenso: nadie en contra"),
        "simple": _l("Mayoría simple: más a favor que en contra"),
        "qualified": _l("Mayoría calificada: una parte de los votos"),
    },
    "Choice": {"for": _l("A favor"), "against": _l("En contra"), "abstain": _l("Abstención")},
    "MotionState": {
        "open": _l("En votación"),
        "carried": _l("Aprobada"),
        "rejected": _l("No aprobada"),
        "withdrawn": _l("Retirada"),
    },
    "SelectionRule": {
        "top_n": _l("Los más apoyados de cada pilar"),
        "phragmen": _l("Proporcional, por turnos (Phragmén)"),
        "equal_shares": _l("Proporcional, por partes iguales"),
    },
    "BoothPath": {"by_pillar": _l("Una página por pilar"), "in_turn": _l("Todos los pilares, uno tras otro")},
    "Origin": {
        "online": _l("En línea"),
        "workshop": _l("Taller presencial"),
        "import": _l("Archivo importado"),
    },
    "ProposalStatus": {
        "draft": _l("Borrador"),
        "submitted": _l("Espera respuesta"),
        "returned": _l("Devuelta para cambios"),
        "answered": _l("Respondida"),
        "withdrawn": _l("Retirada"),
        "hidden": _l("Oculta"),
    },
    "Stance": {"for": _l("A favor"), "against": _l("En contra")},
    "Outcome": {
        "adopted": _l("Se recoge"),
        "merged": _l("Se une a un tema"),
        "partly": _l("Se recoge en parte"),
        "already_exists": _l("Ya existe"),
        "out_of_scope": _l("No es de gobierno abierto"),
        "other_body": _l("Es de otra entidad"),
        "not_verifiable": _l("No se puede verificar"),
        "next_cycle": _l("Pasa al siguiente ciclo"),
        "returned": _l("Se devuelve para cambios"),
    },
    "SheetKind": {
        "valid": _l("válida"),
        "spoiled": _l("nula"),
        "absent": _l("no está en el lote"),
    },
    "BatchState": {
        "typing": _l("En digitación"),
        "sealed": _l("Sellado"),
        "dropped": _l("Descartado"),
    },
    "Grounds": {
        "conduct": _l("Ocultar un texto"),
        "already_exists": _l("Declinar: ya existe"),
        "out_of_scope": _l("Declinar: no es de gobierno abierto"),
        "other_body": _l("Declinar: es de otra entidad"),
        "not_verifiable": _l("Declinar: no se puede verificar"),
        "next_cycle": _l("Declinar: pasa al siguiente ciclo"),
    },
    "Verdict": {"hidden": _l("Se ocultó"), "kept": _l("Sigue a la vista")},
    "AppealOutcome": {
        "granted": _l("Se acepta: la decisión ya no vale"),
        "denied": _l("No se acepta: la decisión se mantiene"),
    },
    "Became": {
        "accepted": _l("Aceptada"),
        "partly": _l("Aceptada en parte"),
        "merged": _l("Unida a un tema"),
        "not_accepted": _l("No aceptada"),
        "out_of_scope": _l("Fuera de alcance"),
        "waiting": _l("Espera respuesta"),
    },
    "Criterion": {
        "relevance": _l("Relevancia: a cuántas personas les cambia algo"),
        "feasibility": _l("Factibilidad: se puede hacer en el plazo del plan"),
        "competence": _l("Competencia: alguna institución del plan puede hacerlo"),
        "value": _l("Gobierno abierto: mejora transparencia, participación o rendición de cuentas"),
    },
    "Mark": {"yes": _l("Sí"), "partly": _l("En parte"), "no": _l("No")},
    "How": {
        "password": _l("Contraseña"),
        "link": _l("Enlace por correo"),
        "oidc": _l("Otra cuenta"),
        "passkey": _l("Llave de acceso"),
    },
    "PollState": {"open": _l("Abierta"), "closed": _l("Cerrada"), "published": _l("Publicada")},
    "MotionKind": {"extend": _l("Ampliar el plazo"), "void": _l("Anular y repetir la votación")},
    "CaseState": {
        "heard": _l("Se escucha a la persona"),
        "annulled": _l("Anulada"),
        "dropped": _l("Archivada"),
    },
    "Step": {
        "open": _l("Abrir la votación"),
        "close": _l("Cerrar la votación"),
        "publish": _l("Publicar el resultado"),
    },
    "CommitmentStatus": {
        "draft": _l("Borrador"),
        "adopted": _l("Adoptado"),
        "withdrawn": _l("Retirado"),
    },
    "PlanStage": {
        "consultation": _l("Borrador para consulta"),
        "decision": _l("Borrador sometido a decisión"),
        "adopted": _l("Plan adoptado"),
    },
    "Duty": {
        "lead_agency": _l("Institución responsable"),
        "co_lead": _l("Corresponsable de la sociedad civil"),
        "contact": _l("Persona de contacto"),
    },
    "CommentOutcome": {
        "taken_up": _l("Recogida"),
        "in_part": _l("Recogida en parte"),
        "not_taken": _l("No recogida"),
    },
    "DocumentKind": {
        "ec_ci": _l("Cédula de identidad del Ecuador"),
        "mx_curp": _l("CURP de México"),
        "ar_dni": _l("DNI de Argentina"),
        "co_cc": _l("Cédula de ciudadanía de Colombia"),
    },
    "Fact": {"birth_date": _l("Fecha de nacimiento"), "issue_date": _l("Fecha de expedición del documento")},
    "CensusState": {
        "read": _l("Leído, todavía sin efecto"),
        "in_force": _l("En vigor"),
        "replaced": _l("Reemplazado"),
        "dropped": _l("Descartado"),
    },
    "CourseKind": {"course": _l("Curso"), "workshop": _l("Taller"), "talk": _l("Charla")},
    "CourseState": {
        "draft": _l("Borrador"),
        "announced": _l("Inscripción abierta"),
        "full": _l("Sin lugares: hay lista de espera"),
        "running": _l("En curso"),
        "held": _l("Ya se dio"),
        "cancelled": _l("Cancelado"),
    },
    "Completion": {
        "not_started": _l("No iniciado"),
        "limited": _l("Limitado"),
        "substantial": _l("Sustancial"),
        "completed": _l("Completado"),
    },
}

IDENTITY = (
    _l("Correo confirmado"),
    _l("Documento verificado"),
    _l("Identidad digital del gobierno"),
    _l("Registro en persona"),
)

REFUSALS: dict[str, Any] = {
    "not_there": _l("Esta página no existe, o no para usted."),
    "sign_in": _l("Para esto hace falta entrar con su cuenta."),
    "role": _l("Su cuenta no tiene este papel en el foro."),
    "level": _l("Para esto el ciclo pide un nivel de identidad más alto que el de su cuenta."),
    "not_yours": _l("Solo su autora o autor puede hacer esto."),
    "own_interest": _l("Nadie decide sobre lo suyo: otra persona del grupo lo hará."),
    "not_yet": _l("Todavía no es el momento."),
    "not_yet_opens": _l("Todavía no es el momento: se abre el %(date)s."),
    "too_late": _l("El plazo ya terminó."),
    "too_late_closed": _l("El plazo terminó el %(date)s."),
    "form_expired": _l(
        "El formulario estuvo abierto demasiado tiempo. Vuelva atrás, recargue y envíelo de nuevo."
    ),
    "collision": _l("Alguien hizo lo mismo a la vez, o esto ya había cambiado. No se guardó nada a medias."),
    "bad_request": _l("El navegador envió algo que no entendemos."),
    "method": _l("Esta dirección no admite esa operación."),
    "too_large": _l("Lo que envía es demasiado grande."),
    "too_many": _l("Son demasiadas consultas seguidas. Espere %(minutes)s min y vuelva a intentarlo."),
    "too_many_typed": _l(
        "Son demasiados envíos seguidos. Espere %(minutes)s min y vuelva a enviar: lo que escribió sigue aquí."
    ),
    "unexpected": _l("Algo falló de nuestro lado. Quedó anotado; intente de nuevo en unos minutos."),
}


def label(member: Enum) -> str:
    """Return the words for a member of an enumeration."""
    return str(LABELS[type(member).__name__][member.value])


def identity(level: int) -> str:
    """Return the words for an identity level from 0 to 3."""
    return str(IDENTITY[level])


def add_refusals(words: dict[str, Any]) -> None:
    """Let a stage bring the sentences of its own refusals (its forms.py holds them)."""
    REFUSALS.update(words)


def refusal_text(code: str, **facts: Any) -> str:
    """Return the sentence of a refusal, with its dates when the calendar is the reason."""
    opens, closed = facts.get("opens_at"), facts.get("closed_at")
    when = opens or (
        closed - timedelta(microseconds=1) if closed else None
    )  # the last day, not the one after
    dated = {"not_yet": "not_yet_opens", "too_late": "too_late_closed"}.get(code)
    if dated and isinstance(when, datetime):
        code, facts["date"] = dated, day(when)
    words = str(REFUSALS.get(code, REFUSALS["bad_request"]))
    return words % facts if "%(" in words else words
