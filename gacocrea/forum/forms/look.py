"""What the secretariat types and sends to dress its forum."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SubmitField

from gacocrea.forum.actions import LookPlan
from gacocrea.forum.models import LEAD_MAX, NAME_MAX, Forum
from gacocrea.forum.rules import Remark
from gacocrea.web.forms import BaseForm, line

REMARKS: dict[Remark, Any] = {
    Remark.NAME_LONG: _l(
        "El nombre ocupa más de dos renglones en el encabezado. Uno de hasta 60 letras se lee de un vistazo."
    ),
    Remark.WORD_LONG: _l("El nombre tiene una palabra tan larga que en un teléfono se parte."),
    Remark.LEAD_LONG: _l("Una de las frases pasa de 25 palabras. Con dos frases cortas se entiende mejor."),
    Remark.LOGO_THIN: _l(
        "El logo es muy ancho: en el encabezado sus letras quedarán pequeñas. Pruebe con una versión más cuadrada."
    ),
    Remark.UNSEEN_LIGHT: _l("Sobre papel claro casi no se ve. Suba una versión más oscura."),
    Remark.UNSEEN_DARK: _l(
        "Sobre papel oscuro casi no se ve. Suba otro para papel oscuro, o póngalo sobre una placa de papel claro."
    ),
}


class LookForm(BaseForm):
    """Name, sentence and logo."""

    name = line(_l("Nombre del foro"), most=NAME_MAX)
    lead = line(
        _l("Qué es el foro, en una frase"),
        most=LEAD_MAX,
        required=False,
        hint=_l("Se lee al pie de cada página."),
    )
    logo = FileField(
        _l("Logo"),
        description=_l("PNG, WebP o JPEG de al menos 60 puntos de alto; mejor con fondo transparente."),
    )
    dark_logo = FileField(
        _l("Logo para papel oscuro"),
        description=_l("La misma figura en colores claros, si el suyo es oscuro."),
    )
    plate = BooleanField(_l("Poner el logo sobre una placa de papel claro cuando el papel es oscuro"))
    without_logo = BooleanField(_l("Quitar el logo y volver a la marca de la casa"))
    submit = SubmitField(_l("Guardar y publicar"))

    @classmethod
    def of(cls, forum: Forum) -> Self:
        """Return the form with what holds now."""
        return cls(data={"name": forum.name, "lead": forum.look.lead if forum.look else ""})

    def look(self) -> LookPlan:
        """Return what was typed and sent."""
        return LookPlan(
            self.name.data,
            self.lead.data,
            _sent(self.logo),
            _sent(self.dark_logo),
            plate=self.plate.data,
            without_logo=self.without_logo.data,
        )


def _sent(field: FileField) -> bytes | None:
    file: Any = field.data
    return file.read() if file and getattr(file, "filename", "") else None
