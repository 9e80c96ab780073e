"""What the secretariat sends to give its forum a map."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SubmitField

from gacocrea.forum.models.shapes import SOURCE_MAX
from gacocrea.forum.rules.shapes.reading import NAME_MAX
from gacocrea.web.forms import BaseForm, line

REFUSALS = {
    "shapes_large": _l("El mapa es demasiado grande o detallado: hasta 8 MB y 200 000 puntos."),
    "shapes_kind": _l(
        "Ese archivo no es un mapa de territorios: use GeoJSON con una colección (FeatureCollection) de polígonos."
    ),
    "shapes_degrees": _l("Las coordenadas no son grados. Exporte el mapa en longitud y latitud (WGS 84)."),
    "shapes_ring": _l(
        "Un contorno del mapa no está cerrado o no encierra nada. Repárelo y vuelva a exportarlo."
    ),
    "shapes_date_line": _l("El mapa cruza el meridiano 180 y no se puede dibujar. Pártalo en ese meridiano."),
    "shapes_name": _l("Ninguna propiedad así da el nombre de cada territorio. El archivo trae: %(known)s."),
    "shapes_source": _l("Diga quién hizo el mapa (hasta %(most)s letras)."),
}


class MapForm(BaseForm):
    """A GeoJSON file, which of its properties names the territories, and who made it."""

    file = FileField(
        _l("Archivo"),
        validators=[FileRequired(_l("Elija un archivo."))],
        description=_l(
            "GeoJSON de hasta 8 MB, con un polígono por territorio. Se guarda solo un dibujo sencillo."
        ),
    )
    name_property = line(
        _l("Propiedad con el nombre"),
        most=NAME_MAX,
        required=False,
        hint=_l(
            "Por ejemplo, nombre. Si la deja vacía, se busca la que más coincide con los territorios del foro."
        ),
    )
    source = line(
        _l("Quién hizo el mapa"),
        most=SOURCE_MAX,
        hint=_l("Se lee junto al mapa. Por ejemplo: Instituto Geográfico, 2024."),
    )
    submit = SubmitField(_l("Guardar el mapa"))

    def content(self) -> bytes:
        """Return what was sent; nothing without a file."""
        sent: Any = self.file.data
        return sent.read() if sent and sent.filename else b""
