"""What people type: a proposal, an argument, a workshop; and the sentences of this stage's refusals."""

from typing import Any

from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, Any] = {
    "words_missing": _l("Este dato hace falta."),
    "words_short": _l("Es muy corto: escriba al menos %(least)s caracteres."),
    "words_long": _l("Es muy largo: el máximo es de %(most)s caracteres."),
    "attendance": _l("Ningún grupo puede ser mayor que el total de asistentes."),
    "draft_submitted": _l("Este borrador ya se envió: ahora es una propuesta pública."),
    "edit_window_over": _l("El plazo para cambiar esta propuesta ya terminó. Puede retirarla y presentar otra."),
    "proposal_answered": _l("Esta propuesta ya tiene su respuesta: no se puede cambiar ni retirar."),
    "proposal_withdrawn": _l("Esta propuesta fue retirada."),
    "import_pillar": _l("No hay ningún pilar «%(pillar)s» en este ciclo: use --pillar-map."),
    "import_words_missing": _l("Falta «%(field)s»."),
    "import_words_long": _l("«%(field)s» tiene más de %(most)s caracteres."),
}
