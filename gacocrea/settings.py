"""Settings, typed, from the environment (prefix GACOCREA_). An unsafe set refuses to start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class SettingsError(Exception):
    """The settings cannot be used; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs from one installation to another."""

    instance: Path
    database_url: str
    secret_key: str
    is_production: bool = False
    mail_url: str = ""
    mail_from: str = "gacocrea <no-responder@localhost>"
    trusted_proxies: int = 0
    hosts: tuple[str, ...] = ()
    language: str = "es"
    public_url: str = "http://127.0.0.1:8000"
    breached_passwords: Path | None = None
    """Stolen passwords as sorted SHA-1 lines, as Have I Been Pwned gives them."""
    redis_url: str = ""
    providers: Path | None = None
    testing: bool = field(default=False, repr=False)

    @property
    def keys(self) -> Path:
        """The folder of the poll keys, outside the database and outside its backups."""
        return self.instance / "keys"

    @property
    def mail(self) -> Path:
        return self.instance / "mail"

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Read the environment; raise SettingsError with one sentence when it is not safe to start."""
        instance = Path(env.get("GACOCREA_INSTANCE", "instance")).absolute()
        production = env.get("GACOCREA_ENV", "local") == "production"
        settings = cls(
            instance=instance,
            database_url=_database_url(env.get("DATABASE_URL", ""), instance),
            secret_key=env.get("GACOCREA_SECRET_KEY", "") or ("" if production else _own_secret(instance)),
            is_production=production,
            mail_url=env.get("GACOCREA_MAIL_URL", ""),
            mail_from=env.get("GACOCREA_MAIL_FROM", cls.mail_from),
            trusted_proxies=_whole_number(env, "GACOCREA_TRUSTED_PROXIES"),
            hosts=tuple(env.get("GACOCREA_HOSTS", "").split()),
            language=env.get("GACOCREA_LANGUAGE", "es"),
            public_url=env.get("GACOCREA_PUBLIC_URL", cls.public_url).rstrip("/"),
            breached_passwords=_file(env, "GACOCREA_BREACHED_PASSWORDS"),
            redis_url=env.get("GACOCREA_REDIS_URL", ""),
            providers=Path(env["GACOCREA_OIDC"]) if env.get("GACOCREA_OIDC") else None,
        )
        settings.refuse_if_unsafe()
        return settings

    def refuse_if_unsafe(self) -> None:
        """Raise SettingsError when a production installation lacks a strong secret, hosts or TLS."""
        if not self.is_production:
            return
        if len(self.secret_key) < 32:
            raise SettingsError("GACOCREA_SECRET_KEY: use at least 32 random characters in production.")
        if not self.hosts:
            raise SettingsError("GACOCREA_HOSTS: name the host names that this site answers to.")
        if self.trusted_proxies < 1 or not self.public_url.startswith("https://"):
            raise SettingsError(
                "Production needs TLS: set GACOCREA_PUBLIC_URL to an https address and "
                "GACOCREA_TRUSTED_PROXIES to the number of proxies in front."
            )


def _database_url(url: str, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / 'gacocrea.sqlite3'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _whole_number(env: Mapping[str, str], name: str) -> int:
    try:
        return int(env.get(name, "0") or "0")
    except ValueError as error:
        raise SettingsError(f"{name}: write a whole number.") from error


def _file(env: Mapping[str, str], name: str) -> Path | None:
    if not env.get(name):
        return None
    if not Path(env[name]).is_file():
        raise SettingsError(f"{name}: there is no such file.")
    return Path(env[name])


def _own_secret(instance: Path) -> str:
    """Return this installation's own secret, made once and kept in a file only its owner reads."""
    path = instance / "keys" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text().strip()
