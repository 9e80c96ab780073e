"""What people type in the booth and at the desk, and the sentences of this stage's refusals."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from gacocrea.voting.forms.challenge import CHALLENGE_REFUSALS
from gacocrea.voting.models import DEPARTURE_REASON_MAX, DROP_REASON_MAX, DROP_REASON_MIN
from gacocrea.voting.queries import Line
from gacocrea.web.forms import BaseForm, text

WORD_MAX = 64

REFUSALS: dict[str, Any] = CHALLENGE_REFUSALS | {
    "poll_not_open": _l("Esta votación no está abierta: su boleta no se registró."),
    "unknown_choice": _l("Uno de los temas no está en esta boleta."),
    "too_many_choices": _l("Eligió %(chosen)s temas y la boleta admite %(most)s: quite alguno para seguir."),
    "bad_nonce": _l("El navegador envió un número que no se entiende: vuelva a abrir la boleta."),
    "bad_form": _l("Este formulario no es de su sesión o es de otra boleta: vuelva a abrir la boleta."),
    "older_ballot": _l(
        "Lo que envió es una boleta anterior que usted ya había reemplazado. No cambió nada: cuenta la última."
    ),
    "other_window": _l(
        "Desde que abrió esta página se registró una boleta suya, en otra ventana o en esta misma antes de volver "
        "atrás. No cambió nada: cuenta esa."
    ),
    "no_key": _l("Falta la clave de esta votación en el servidor: avise a la secretaría técnica."),
    "wrong_key": _l(
        "La clave que está en el servidor no es la de esta votación: no se puede abrir ni contar con ella."
    ),
    "wrong_step": _l("Este paso ya se dio o todavía no toca."),
    "poll_still_open": _l("La votación sigue abierta: se cierra cuando termina su plazo."),
    "challenge_running": _l("El plazo de impugnación no ha terminado: el resultado se publica después."),
    "no_themes": _l("Ningún pilar tiene temas: no hay nada que votar."),
    "no_voting_phase": _l("El calendario del ciclo no tiene fase de votación."),
    "signed_already": _l("Usted ya firmó este paso: falta la firma de otra persona."),
    "same_sector": _l("Quien firmó primero es de su mismo sector: tiene que firmar una persona de otro."),
    "core_group_must_sign": _l("Una de las dos firmas tiene que ser del grupo núcleo."),
    "unmatched_ballots": _l(
        "Hay %(number)s boletas que no corresponden a ninguna cuenta. La votación no se cierra hasta aclararlo."
    ),
    "broken_ballot": _l(
        "Las boletas ya no coinciden con la lista de cierre. No se publica nada hasta aclararlo."
    ),
    "not_published": _l("El resultado todavía no se publica."),
    "already_confirmed": _l("La selección de este pilar ya está confirmada."),
    "departure_reason_short": _l(
        "«%(theme)s» se aparta del conteo: escriba el motivo público, de al menos %(least)s caracteres."
    ),
    "departure_reason_long": _l("El motivo de «%(theme)s» pasa de %(most)s caracteres."),
    "unknown_option": _l("«%(option)s» no está en ninguna boleta de este ciclo."),
    "empty_ballot": _l("La fila no elige ningún tema."),
    "no_voter": _l("La fila no dice de quién es la boleta."),
    "no_paper": _l("Las reglas de esta votación no admiten boletas en papel."),
    "paper_over": _l("El resultado ya está publicado: no se digita más papel."),
    "paper_waiting": _l("Hay lotes de papel sin sellar: séllelos o descártelos antes de publicar."),
    "broken_batch": _l(
        "Un lote de papel ya no coincide con lo que se selló. No se publica nada hasta aclararlo."
    ),
    "batch_over": _l("Este lote ya está sellado o descartado."),
    "batch_taken": _l("Otra persona ya digita este lote con quien lo empezó."),
    "same_person": _l("La segunda digitación la hace otra persona, sin ver la primera."),
    "entry_done": _l("Usted ya terminó su digitación de este lote."),
    "nothing_typed": _l("Este lote no tiene ninguna hoja."),
    "not_typed_twice": _l("Falta que las dos personas terminen su digitación."),
    "differences_left": _l("Quedan hojas en las que las dos lecturas no coinciden."),
    "sheets_counted": _l("Una de las hojas ya se contó en otro lote."),
    "bad_serial": _l("Ese número no es de ninguna boleta: revise sus ocho signos."),
    "unknown_serial": _l("Esa boleta no se imprimió para esta votación."),
    "serial_counted": _l("Esa boleta ya se contó en un lote sellado."),
    "serial_elsewhere": _l("Esa boleta está en el lote %(number)s, que todavía se digita."),
    "serial_typed": _l("Usted ya digitó esa boleta con otra lectura: quítela de la lista para corregirla."),
    "marks_missing": _l("Escriba los temas marcados, 0 si está en blanco o x si es nula."),
    "unknown_mark": _l("«%(word)s» no es un tema de esta boleta."),
    "too_many_marks": _l("Tiene más de %(most)s marcas: una boleta así es nula, escriba x."),
    "drop_reason": _l("Escriba el motivo público, de %(least)s a %(most)s caracteres."),
}


class BallotForm(BaseForm):
    """A ballot on its way: what is chosen, and what ties it to this person, this poll and this window."""

    choices = SelectMultipleField(_l("Temas"), validate_choice=False)
    server = HiddenField()
    previous = HiddenField()
    nonce = HiddenField()
    word = StringField(_l("Palabra secreta"), validators=[Length(max=WORD_MAX)])


class ReceiptForm(BaseForm):
    """A receipt that the person wants as a file."""

    receipt = HiddenField()


class PrintForm(BaseForm):
    """How many ballots to print."""

    number = IntegerField(_l("Cuántas boletas"), validators=[InputRequired(_l("Este dato hace falta."))])


class SheetForm(BaseForm):
    """A ballot that came back on paper: its serial and what is marked on it."""

    serial = StringField(_l("Número de la boleta"), validators=[InputRequired(_l("Este dato hace falta."))])
    marks = StringField(
        _l("Temas marcados"),
        validators=[InputRequired(_l("Este dato hace falta."))],
        description=_l("Solo los números, con espacios: 12 45. Escriba 0 si está en blanco y x si es nula."),
    )


class LookForm(BaseForm):
    """What a sheet shows on looking again."""

    serial = HiddenField()
    marks = StringField(_l("Lo que usted lee"), validators=[InputRequired(_l("Este dato hace falta."))])


class RemoveForm(BaseForm):
    """A sheet that was typed wrong."""

    serial = HiddenField()


class DropForm(BaseForm):
    """Why a batch is given up."""

    reason = text(_l("Motivo público"), least=DROP_REASON_MIN, most=DROP_REASON_MAX)


class SignForm(BaseForm):
    """A signature: nothing to type."""


def selection_form(lines: Iterable[Line]) -> BaseForm:
    """Return a form with a box for each theme of the result, ticked where it won, and a reason beside each."""
    lines = list(lines)
    chosen = SelectMultipleField(
        _l("Temas que pasan a compromisos"),
        choices=[SelectChoice(line.theme_id, line.title) for line in lines],
        coerce=int,
        default=[line.theme_id for line in lines if line.by_rule],
    )
    reasons = {
        f"reason_{line.theme_id}": text(
            _("Motivo público sobre «%(theme)s»", theme=line.title), most=DEPARTURE_REASON_MAX, required=False
        )
        for line in lines
    }
    made: type[BaseForm] = type("SelectionForm", (BaseForm,), {"chosen": chosen, **reasons})
    return made()
