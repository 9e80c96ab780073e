"""What people ask about learning."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.learning.forms.primer import REFUSALS as PRIMER_REFUSALS
from gacocrea.learning.views import primer, primer_desk
from gacocrea.web import layout, panels
from gacocrea.web.labels import add_refusals


def register(app: Flask) -> None:
    """Add the stage to the program."""
    _add_primer(app)


def _add_primer(app: Flask) -> None:
    app.register_blueprint(primer.bp)
    app.register_blueprint(primer_desk.bp)
    add_refusals(PRIMER_REFUSALS)
    layout.add_entry(
        app, 5, label=lambda: _("Aprenda cómo funciona"), endpoint="primer.index", place="footer"
    )
    panels.register(app, "secretariat", 40, primer_desk.of_secretariat)
    app.jinja_env.globals.update(drawn=primer.drawn, term=primer.term, terms=primer.terms)
