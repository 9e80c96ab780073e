"""What plans call their fields: OGP's template in three languages, and what members, dashboards and tables write."""

import re
from collections.abc import Iterable
from functools import cache

from gacocrea.core.text import fold

_SUPPORT = r"(?:apoy|support|contraparte|parceir|apoi)"
# Each field with patterns over the folded name (no accents, lower case); the first that fits wins.
_FIELDS = (
    ("ogp_id", r"ogp[ _]id|id ogp"),
    ("ref", r"ref|codigo|code"),
    ("number", r"(?:no|n|num|numero|number|n\.?º|commitment_no)\.?"),
    ("brief", r".*(?:breve descri|brief desc|descricao breve|descripcion corta|^brief$).*"),
    ("support_government", rf".*{_SUPPORT}.*(?:gobierno|government|governo).*"),
    ("support_civil_society", rf".*{_SUPPORT}.*(?:sociedad civil|civil.?society|sociedade civil).*"),
    (
        "support_other",
        (
            rf".*(?:{_SUPPORT}|otr[oa]s).*(?:otr|other|outr|contraparte|actor).*"
            r"|.*(?:contraparte|counterpart|supporting stakeholders|support_institutions).*"
        ),
    ),
    ("co_lead", r".*(?:corresponsable|co_?lead|corresponsavel).*"),
    ("themes", r"themes|temas(?: votados)?"),
    (
        "lead",
        (
            r".*(?:instituicao responsavel|(?:institucion|entidad)(?:es)? responsable|responsable|commitment lead).*"
            r"|.*lead(?:ing)?.*(?:agency|institution|stakeholder).*|lead"
        ),
    ),
    ("transparency", r".*(?:transparencia|transparency).*"),
    ("accountability", r".*(?:rendicion de cuentas|accountability|prestacao de contas).*"),
    ("participation", r".*(?:participacion|participation|participacao).*"),
    ("causes", r".*(?:causas|causes).*"),
    (
        "problem",
        (
            r".*problema.*(?:busca|aborda|resolver|enfrenta|pretende).*|.*(?:what problem|que problema).*"
            r"|.*definicion del problema.*|problema?"
        ),
    ),
    ("done_so_far", r".*(?:hecho hasta|done so far|feito ate|done_so_far|antecedentes).*"),
    ("results", r".*(?:resultados|what results|^results$).*"),
    ("solution", r".*(?:solucion|solution|solucao|descripcion del compromiso|objetivo).*"),
    ("pillar", r".*(?:pilar|pillar|eje tematico|group_or_pillar|^eje$|thematic).*"),
    ("contact", r".*(?:contacto|contact|contato).*"),
    ("period", r".*(?:periodo|period).*"),
    ("starts", r"starts?|inicio|fecha de inicio|desde|empieza|start.?date|inicio previsto"),
    (
        "ends",
        (
            r"ends?|fin|fecha de (?:fin|termino|finalizacion)|hasta|termina|end.?date|fim|plazo"
            r"|expected completion date"
        ),
    ),
    ("name", r".*(?:nombre|name|nome|titulo|title|compromiso|commitment|compromisso).*"),
)
_STEPS = (
    ("output", r".*(?:producto|output|entregable|deliverable|produto).*"),
    ("dates", r".*(?:inicio y (?:fin|termino)|start and end|inicio e (?:fim|termino)|fechas).*"),
    ("starts", r".*(?:inicio|start|desde).*"),
    ("ends", r".*(?:fin\b|fim\b|ends?\b|termino|hasta|completion|plazo|fecha).*"),
    ("supporters", r"(?:apoyo|quien apoya|supporters?|apoio)"),
    ("lead", r".*(?:responsable|lead|stakeholder|responsavel|a cargo).*"),
    ("number", r"(?:no|n|num|numero|number|#)\.?º?\.?"),
    ("commitment", r"(?:commitment|compromiso|commitment_no|commitment_ref)"),
    ("name", r".*(?:hito|milestone|marco|accion|actividad|name|text).*"),
)


@cache
def _compiled(milestones: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, re.compile(pattern)) for field, pattern in (_STEPS if milestones else _FIELDS))


def field_of(label: str, *, milestones: bool = False) -> str | None:
    """Return the field that a name or question means, None when no field is meant."""
    words = re.sub(r"^[\s\d.)¿]+|[\s:?*]+$", "", fold(label))
    if not words or len(words) > 200:
        return None
    return next((field for field, pattern in _compiled(milestones) if pattern.fullmatch(words)), None)


def columns_of(names: Iterable[str], *, milestones: bool = False) -> dict[str, str]:
    """Return by field the column that holds it; the first of two columns with the same meaning."""
    found: dict[str, str] = {}
    for name in names:
        field = field_of(name, milestones=milestones)
        if field and field not in found:
            found[field] = name
    return found
