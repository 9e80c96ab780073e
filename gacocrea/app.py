"""The table of contents of the program: what it is made of, floor by floor, and how a request goes through it."""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from gacocrea.commitments import views as commitments
from gacocrea.core.clock import Clock, SystemClock
from gacocrea.core.db import prepare
from gacocrea.core.mail import Transport, transport_for
from gacocrea.cycle import place as cycle_place
from gacocrea.cycle import views as cycle
from gacocrea.forum import place as forum_place
from gacocrea.forum import views as forum
from gacocrea.home import views as home
from gacocrea.identity import views as identities
from gacocrea.learning import views as learning
from gacocrea.moderation import views as moderation
from gacocrea.notices import views as notices
from gacocrea.openness import views as openness
from gacocrea.people import session as people_session
from gacocrea.people import views as people
from gacocrea.plan import views as plan
from gacocrea.privacy import views as privacy
from gacocrea.progress import views as progress
from gacocrea.proposals import views as proposals
from gacocrea.settings import Settings
from gacocrea.sharing import views as sharing
from gacocrea.themes import views as themes
from gacocrea.voting import views as voting
from gacocrea.web import errors, guards, layout, panels, reading, text
from gacocrea.web import views as web
from gacocrea.web.application import Gacocrea, Number, Word
from gacocrea.web.charts import art
from gacocrea.web.edges import assets, headers, logs, pacing, packing, proof
from gacocrea.web.extensions import babel, csrf, db, migrate
from gacocrea.web.labels import identity, label

PACKAGE = Path(__file__).parent
ROOT = PACKAGE.parent
STAGES = (
    people,
    forum,
    learning,
    cycle,
    identities,
    proposals,
    moderation,
    themes,
    voting,
    commitments,
    plan,
    progress,
    openness,
    sharing,
    notices,
    privacy,
    home,
)


def create_app(
    settings: Settings, *, clock: Clock | None = None, transport: Transport | None = None
) -> Gacocrea:
    """Build the program. The clock and the mail transport can be given, so that nothing needs to be patched."""
    app = Gacocrea(__name__, static_folder=None, template_folder=str(PACKAGE), root_path=str(PACKAGE))
    app.settings = settings
    app.clock = clock or SystemClock()
    app.transport = transport or transport_for(
        settings.mail_url, folder=settings.mail, sender=settings.mail_from
    )
    _configure(app, settings)
    _connect(app)
    _frame(app)
    for stage in STAGES:
        stage.register(app)
    return app


def from_environment() -> Gacocrea:
    """Build the program as a server and the command line start it. Raises SettingsError."""
    logs.configure()
    return create_app(Settings.from_env())


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # an error in a log must not hold a ballot
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_NAME="__Host-gacocrea" if settings.is_production else "gacocrea",
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(settings.hosts) or None,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        BABEL_DEFAULT_LOCALE="es",
    )
    app.url_map.converters |= {"default": Word, "string": Word, "int": Number}
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _connect(app: Gacocrea) -> None:
    logs.register(app)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    babel.init_app(app, locale_selector=reading.language, timezone_selector=reading.time_zone)
    csrf.init_app(app)
    people_session.register(app)


def _frame(app: Gacocrea) -> None:
    """What every request passes: place, actor, the law; then headers, errors, and the words of templates."""
    forum_place.register(app)
    cycle_place.register(app)
    app.before_request(guards.enforce)
    pacing.register(app, app.settings)
    proof.register(app, app.settings)
    app.after_request(packing.pack)  # the last of them: what is asked first after a request is done last
    app.after_request(headers.set_headers)
    errors.register(app)
    app.register_blueprint(web.bp)
    app.context_processor(layout.context)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as translations/babel.cfg gathers them
    app.jinja_env.filters.update(text.FILTERS, label=label, identity=identity)
    app.jinja_env.globals.update(
        panels=panels.panels,
        css_url=lambda name="gacocrea.css": assets.asset_url(name),
        js_url=assets.asset_url,
        art=art,
    )
