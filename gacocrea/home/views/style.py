"""The living style page: every part of the system with invented content, in every theme. No production serves it."""

from types import SimpleNamespace as Sample

from flask import Blueprint, Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from gacocrea.core.permissions import Action
from gacocrea.cycle.models import GLYPHS, PALETTES
from gacocrea.web.application import application
from gacocrea.web.charts.bars import Bar, bars
from gacocrea.web.forms import BaseForm
from gacocrea.web.guards import needs
from gacocrea.web.layout import Strip, StripPhase, build_site, wear

bp = Blueprint("style", __name__)
THEMES = {
    "claro": ("light", "auto"),
    "oscuro": ("dark", "auto"),
    "claro-mas": ("light", "more"),
    "oscuro-mas": ("dark", "more"),
}
OWN = ("005eb8", "8a1538", "00a19b", "ffc72c", "6b2c91", "5b6770")
NAMES = (
    "Transparencia y acceso a la información",
    "Integridad y rendición de cuentas",
    "Participación ciudadana",
    "Colaboración e innovación",
    "Estado digital",
    "Clima",
)
PHASES = (
    "Preparación",
    "Propuestas",
    "Análisis",
    "Votación",
    "Impugnación",
    "Redacción",
    "Consulta",
    "Adopción",
)


VOTES = (
    ("Obra pública con página propia", 3912),
    ("Declaraciones que se puedan leer", 3405),
    ("Compras en vivo", 2980),
    ("Auditorías con vecinas y vecinos", 2102),
)
KNOTS = (
    ("punta", "Propuesta"),
    ("union", "Tema"),
    ("lazo", "Votación"),
    ("nudo", "Compromiso"),
    ("puntada", "Evidencia"),
)


class SampleForm(BaseForm):
    """A form that came back with what is to be corrected."""

    title = StringField(
        "Título", [InputRequired("Este dato hace falta."), Length(max=80)], description="Como lo diría usted."
    )
    text = TextAreaField("Qué pide", [Length(max=2000)])
    pillar = SelectField("Pilar", choices=[SelectChoice(name, name) for name in NAMES])
    how = RadioField(
        "Cómo quiere que le respondan",
        choices=[SelectChoice(way, way) for way in ("Por correo", "En la página")],
    )
    agrees = BooleanField("Se publica con mi nombre")  # fmt: skip


@bp.get("/estilo")
@needs(Action.READ)
def style() -> ResponseReturnValue:
    """Show the page as `?tema=`, with so many `?pilares=` (3 to 6), in colours of a forum's own with `?propios=1`."""
    many = min(6, max(3, request.args.get("pilares", 4, type=int)))
    palettes = OWN if request.args.get("propios") else PALETTES
    pillars = [Sample(name=n, palette=p, glyph=s) for n, p, s in zip(NAMES, palettes, GLYPHS, strict=True)][
        :many
    ]
    wear(palettes[:many])
    g.site = build_site()
    if chosen := THEMES.get(request.args.get("tema", "")):
        g.site.theme, g.site.contrast = chosen
    g.site.strip = _strip()
    return render_template("web/pages/estilo.html", sample=_sample(pillars), themes=list(THEMES))


def _strip() -> Strip:
    steps = (
        StripPhase(name, "done" if n < 3 else "now" if n == 3 else "todo", "")
        for n, name in enumerate(PHASES)
    )
    return Strip(tuple(steps), "Votación", 4, len(PHASES), "Quedan 9 días.")


def _sample(pillars: list[Sample]) -> Sample:
    form = SampleForm()
    form.validate()
    drawn = [Bar(label, value, f"{value:n}", palette=pillars[0].palette) for label, value in VOTES]
    return Sample(
        form=form,
        pillars=pillars,
        fan=[
            (251, "forman los 37 temas de la boleta"),
            (63, "ya existen: se explicó dónde"),
            (70, "van a otra entidad"),
        ],
        themes=[(label, "Una línea que dice de qué se trata.") for label, _value in VOTES],
        chart=bars("Boletas por tema", "Cuatro barras, de la más larga a la más corta.", drawn),
        votes=[(label, f"{value:n}") for label, value in VOTES],
        **_rows(pillars),
    )


def _rows(pillars: list[Sample]) -> dict[str, list[Sample]]:
    """Return what the parts ask for as rows of things with names."""
    sentence = "Qué se hace en esta fase."
    return {
        "tiles": [
            Sample(pillar=one, url="#main", text="Que se sepa y se use.", note="10 temas") for one in pillars
        ],
        "phases": [
            Sample(label=one.label, state=one.state, when="8–28 nov", text=sentence, url=None)
            for one in _strip().phases
        ],
        "switch": [
            Sample(pillar=one, url="#main", state="Por votar" if n else "Votada", is_current=n == 1)
            for n, one in enumerate(pillars)
        ],
        "thread": [
            Sample(kind=kind, title=title, url="#main", when="14 de mayo", text="Una línea.", done=n < 3)
            for n, (kind, title) in enumerate(KNOTS)
        ],
        "bars": [
            Sample(label=label, note="T-00", value=f"{value:n}", share=value / 39.12, chosen=value > 3000)
            for label, value in VOTES
        ],
        "slope": [
            Sample(label=label, left=n + 1, right=len(VOTES) - n) for n, (label, _value) in enumerate(VOTES)
        ],
    }


def register(app: Flask) -> None:
    """Serve the page where people build, never where the public is."""
    with app.app_context():
        if not application().settings.is_production:
            app.register_blueprint(bp)
