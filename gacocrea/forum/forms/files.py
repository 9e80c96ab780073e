"""A file that is published beside what somebody says."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SubmitField

from gacocrea.forum.actions import Upload
from gacocrea.forum.models import ALT_MAX
from gacocrea.web.forms import BaseForm, line


class WithFile(BaseForm):
    """A form that may carry a file and its description."""

    file = FileField(
        _l("Archivo"), description=_l("Una fotografía o un PDF, de hasta 10 MB. Sus datos ocultos se borran.")
    )
    alt = line(
        _l("Qué muestra el archivo"),
        most=ALT_MAX,
        required=False,
        hint=_l("Lo lee quien no puede verlo, y es su nombre."),
    )

    def upload(self) -> Upload | None:
        """Return the file that was sent, None without one."""
        sent: Any = self.file.data
        return Upload(sent.read(), self.alt.data) if sent and sent.filename else None


class PictureForm(WithFile):
    """A picture of a meeting."""

    file = FileField(
        _l("Fotografía"),
        validators=[FileRequired(_l("Elija un archivo."))],
        description=_l("JPEG, PNG o WebP, de hasta 10 MB. El lugar y la cámara se borran del archivo."),
    )
    submit = SubmitField(_l("Publicar la fotografía"))
