"""What the doctor says about how this installation stands in the world. What must not be, refuses to start."""

from collections.abc import Iterator

from flask import current_app
from flask_babel import gettext as _
from flask_limiter import Limiter

from gacocrea.settings import Settings
from gacocrea.web.application import application

Checked = Iterator[tuple[bool | None, str]]


def checks(workers: int) -> Checked:
    """Yield what was looked at: True when it holds, False when it fails, None for a warning."""
    settings = application().settings
    if settings.is_production:
        yield True, _("los ajustes de producción son seguros: secreto, nombres, TLS, correo y llaves.")
    else:
        yield None, _("es una instalación local: para el público hace falta GACOCREA_ENV=production.")
    yield from _counters(settings, workers)


def _counters(settings: Settings, workers: int) -> Checked:
    if not settings.redis_url:
        if workers > 1:
            yield (
                None,
                _(
                    "cada proceso cuenta sus límites por separado, así que valen %(workers)s veces más: ponga "
                    "GACOCREA_REDIS_URL.",
                    workers=workers,
                ),
            )
        return
    limiter: Limiter = current_app.extensions["pacing"]
    if limiter.storage.check():
        yield True, _("los límites se cuentan en Redis.")
    else:
        yield None, _("Redis no responde: cada proceso cuenta sus límites por separado.")
    if settings.redis_url.startswith("redis://") and not _is_here(settings.redis_url):
        yield None, _("Redis está en otra máquina y sin TLS: use rediss:// en GACOCREA_REDIS_URL.")


def _is_here(url: str) -> bool:
    host = url.removeprefix("redis://").rpartition("@")[2].partition("/")[0]
    return host.startswith(("127.", "localhost", "[::1]"))
