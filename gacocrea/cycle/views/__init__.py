"""What people ask of a cycle: its calendar and rules; and how the secretariat sets it up."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.cycle.forms import REFUSALS
from gacocrea.cycle.panels import cycles_of_the_desk, of_primer, of_today
from gacocrea.cycle.views import colours, postponing, public, setup, translating
from gacocrea.web import layout, panels, today
from gacocrea.web.labels import add_refusals

PARTS = (colours,)
"""Views that stand on the blueprint of another file."""


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(public.bp)
    app.register_blueprint(setup.bp)
    app.register_blueprint(postponing.bp)
    app.register_blueprint(translating.bp)
    translating.register(app)
    add_refusals(REFUSALS | translating.REFUSALS)
    layout.add_entry(app, 10, label=lambda: _("El ciclo"), endpoint="cycle.show", in_head=False)
    layout.add_entry(app, 40, label=lambda: _("Planes y ciclos"), endpoint="cycle.plans", place="footer")
    today.register(app, of_today)
    panels.register(app, "motion", 10, postponing.of_motion)
    panels.register(app, "secretariat", 10, cycles_of_the_desk)
    panels.register(app, "look", 10, colours.link)
    panels.register(app, "primer", 10, of_primer)
