"""What people type between close and publication, and to move the end of voting; with the sentences of refusals."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, FileField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gacocrea.forum.forms import within_reach
from gacocrea.voting.models import COMPLAINT_MAX, NOTE_MAX, NOTE_MIN, REPLY_MAX, WITNESSES_MAX, MotionKind
from gacocrea.voting.rules import CAUSES
from gacocrea.web.edges.proof import OpenForm
from gacocrea.web.forms import BaseForm, text

RECEIPT_MAX = 8000
_NEEDED = InputRequired(_l("Este dato hace falta."))

CAUSE_WORDS: dict[str, Any] = {
    "duplicate_person": _l("La misma persona tiene más de una cuenta"),
    "not_eligible": _l("La persona no podía votar"),
    "stolen_account": _l("Alguien usó la cuenta de otra persona"),
    "forged_identity": _l("La identidad es falsa"),
}

CHALLENGE_REFUSALS: dict[str, Any] = {
    "statements_waiting": _l("Todavía salen los avisos de participación: el resultado se publica después."),
    "case_open": _l("Hay una anulación sin decidir: decídala o archívela antes de publicar."),
    "complaint_open": _l(
        "Hay un reclamo probado con un comprobante que espera respuesta: contéstelo antes de publicar."
    ),
    "not_closed": _l("Esto se hace con la votación cerrada y antes de publicar el resultado."),
    "too_late_to_hear": _l("Ya no alcanza el plazo para escuchar a la persona dentro de la impugnación."),
    "case_running": _l("Ya hay una anulación propuesta o decidida sobre esa cuenta."),
    "case_decided": _l("Este caso ya está decidido."),
    "still_heard": _l("La persona todavía puede contestar: se decide cuando conteste o termine su plazo."),
    "unknown_cause": _l("Esa causa no está en el manifiesto de la votación."),
    "note_length": _l("Escriba de %(least)s a %(most)s caracteres."),
    "reply_length": _l("Escriba su respuesta, de hasta %(most)s caracteres."),
    "no_challenge": _l("Se reclama desde el cierre de la votación hasta que termina la impugnación."),
    "receipt_unsigned": _l(
        "En lo que envió no hay un comprobante que este foro haya firmado para esta votación. "
        "Pegue el archivo completo, tal como lo descargó."
    ),
    "secret_in_text": _l(
        "No escriba aquí sellos ni números del comprobante: van en su propio campo, y solo se guardan si no cuentan."
    ),
    "complaint_answered": _l("Este reclamo ya tiene respuesta."),
    "not_open": _l("Esto se hace mientras la votación está abierta y su plazo no ha terminado."),
    "motion_waiting": _l("Ya hay una propuesta que espera la segunda firma (%(name)s)."),
    "motion_done": _l("Esa propuesta ya se llevó a cabo o perdió su fecha."),
    "not_later": _l("El fin de la votación solo se mueve hacia adelante, hasta %(most)s días."),
    "key_is_there": _l("Las claves de la votación se leen bien: no hay motivo para anularla."),
    "wrong_copy": _l("La frase o el archivo no son los de estas claves."),
}


class ComplaintForm(OpenForm):
    """A complaint: a receipt, or what happened in one's own words."""

    receipt = text(
        _l("Su comprobante"),
        most=RECEIPT_MAX,
        required=False,
        hint=_l("Pegue el texto del archivo que descargó. Nadie necesita saber qué eligió."),
    )
    file = FileField(_l("O adjunte el archivo del comprobante"))
    text = text(
        _l("Qué pasó"),
        most=COMPLAINT_MAX,
        required=False,
        hint=_l("Sin comprobante, cuéntelo aquí. No escriba su nombre ni lo que eligió."),
    )


class AnswerComplaintForm(BaseForm):
    """The public answer to a complaint."""

    founded = RadioField(
        _l("El reclamo"),
        choices=[SelectChoice("yes", _l("Tiene razón")), SelectChoice("no", _l("No tiene razón"))],
        validators=[_NEEDED],
    )
    answer = text(_l("Respuesta pública, con sus motivos"), least=NOTE_MIN, most=NOTE_MAX)


class CaseForm(BaseForm):
    """The proposal to annul what an account has cast."""

    cause = SelectField(
        _l("Causa"),
        choices=[SelectChoice(cause, CAUSE_WORDS[cause]) for cause in CAUSES],
        validators=[_NEEDED],
    )
    reason = text(
        _l("Motivo"),
        least=NOTE_MIN,
        most=NOTE_MAX,
        hint=_l("Lo leen la persona y quien decide. No es público."),
    )


class DecideForm(BaseForm):
    """The decision of a case."""

    decision = text(
        _l("Decisión, con sus motivos"),
        least=NOTE_MIN,
        most=NOTE_MAX,
        hint=_l("Se envía a la persona por carta."),
    )


class ReplyForm(BaseForm):
    """What a person says to the proposal to annul their ballots."""

    reply = text(_l("Su respuesta"), least=1, most=REPLY_MAX)


class MotionForm(BaseForm):
    """A later end of voting, or a repetition, with its public note."""

    kind = RadioField(
        _l("Qué se propone"),
        choices=[
            SelectChoice(MotionKind.EXTEND.value, _l("Ampliar el plazo de la votación")),
            SelectChoice(
                MotionKind.VOID.value, _l("Anular y repetir la votación, porque se perdieron las claves")
            ),
        ],
        default=MotionKind.EXTEND.value,
        validators=[_NEEDED],
    )
    closes_at = DateTimeLocalField(
        _l("Nuevo fin de la votación"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        validators=[_NEEDED, within_reach],
        description=_l("En la hora del foro."),
    )
    note = text(_l("Motivo público"), least=NOTE_MIN, most=NOTE_MAX)

    def instant(self, zone: ZoneInfo) -> Any:
        """Return the end that was typed, as an instant in the forum's zone."""
        return self.closes_at.data.replace(tzinfo=zone)


class PublishForm(BaseForm):
    """The signature under the publication, which is also that under the minute of destruction."""

    witnesses = text(
        _l("Quiénes más son testigos de la destrucción de las claves"),
        most=WITNESSES_MAX,
        required=False,
        hint=_l("Nombres y de dónde vienen. Constan en el acta pública."),
    )
