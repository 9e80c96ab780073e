"""Settings, typed, from the environment (prefix GACOCREA_). An unsafe set refuses to start."""

import math
import os
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

GUESSED = ("secret", "change", "example", "default", "password", "gacocrea", "insecure", "0123456789")
"""Words that stand in no random key."""


class SettingsError(Exception):
    """The settings cannot be used; the message says what to do, one sentence for each fault."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs from one installation to another."""

    instance: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    is_production: bool = False
    mail_url: str = field(default="", repr=False)
    mail_from: str = "gacocrea <no-responder@localhost>"
    trusted_proxies: int = 0
    hosts: tuple[str, ...] = ()
    language: str = "es"
    public_url: str = "http://127.0.0.1:8000"
    security_contact: str = ""
    breached_passwords: Path | None = None
    """Stolen passwords as sorted SHA-1 lines, as Have I Been Pwned gives them."""
    redis_url: str = field(default="", repr=False)
    is_debug: bool = False
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
        production = _where(env) == "production"
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
            security_contact=_contact(env.get("GACOCREA_SECURITY_CONTACT", "")),
            breached_passwords=_file(env, "GACOCREA_BREACHED_PASSWORDS"),
            redis_url=env.get("GACOCREA_REDIS_URL", ""),
            is_debug=env.get("FLASK_DEBUG", "0").lower() not in ("", "0", "false", "no"),
            providers=Path(env["GACOCREA_OIDC"]) if env.get("GACOCREA_OIDC") else None,
        )
        settings.refuse_if_unsafe()
        return settings

    def refuse_if_unsafe(self) -> None:
        """Raise SettingsError with every reason why this installation must not serve the public."""
        if self.is_production and (faults := list(self._faults())):
            raise SettingsError("\n".join(faults))

    def _faults(self) -> Iterator[str]:
        if is_weak(self.secret_key):
            yield "GACOCREA_SECRET_KEY: use at least 32 random characters, as `openssl rand -hex 32` gives them."
        elif _is_local(self.secret_key, self.keys):
            yield "GACOCREA_SECRET_KEY: that is the key of the local installation; make another one for production."
        if not self.hosts or any("*" in host or host.startswith(".") for host in self.hosts):
            yield "GACOCREA_HOSTS: name each host name that this site answers to, without wildcards."
        elif urlsplit(self.public_url).hostname not in {host.partition(":")[0] for host in self.hosts}:
            yield "GACOCREA_PUBLIC_URL: its host is none of GACOCREA_HOSTS, so that no link in a letter would work."
        if self.trusted_proxies < 1 or not self.public_url.startswith("https://"):
            yield (
                "Production needs TLS: set GACOCREA_PUBLIC_URL to an https address and "
                "GACOCREA_TRUSTED_PROXIES to the number of proxies in front."
            )
        if not self.mail_url:
            yield "GACOCREA_MAIL_URL: without a mail server letters stay in a folder and nobody can sign up."
        if self.is_debug:
            yield "FLASK_DEBUG: switch it off; a debugger would show what people typed."
        if self.keys.exists() and self.keys.stat().st_mode & 0o077:
            yield f"Others on this machine can read {self.keys}: chmod -R go= {self.keys}"


def is_weak(secret: str) -> bool:
    """Say whether a secret is short, monotonous or made of words: few bits by how often each letter stands in it."""
    counts = Counter(secret).values()
    bits = -sum(count * math.log2(count / len(secret)) for count in counts)
    return len(secret) < 32 or bits < 110 or any(word in secret.lower() for word in GUESSED)


def _is_local(secret: str, keys: Path) -> bool:
    own = keys / "secret"
    return own.exists() and secret == own.read_text().strip()


def _where(env: Mapping[str, str]) -> str:
    """Return "local" or "production"; a misspelled word must not serve the public as if it were local."""
    where = env.get("GACOCREA_ENV", "") or "local"
    if where not in ("local", "production"):
        raise SettingsError("GACOCREA_ENV: write `production`, or leave it out.")
    return where


def _database_url(url: str, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / 'gacocrea.sqlite3'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _contact(said: str) -> str:
    """Return where weaknesses are reported, as an address of the kind that security.txt asks for."""
    if any(sign.isspace() for sign in said):
        raise SettingsError("GACOCREA_SECURITY_CONTACT: write one e-mail address or one https address.")
    return f"mailto:{said}" if "@" in said and ":" not in said else said


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
