"""What a password may be: long, of any letters, and none that a guesser tries first."""

import hashlib
import re
from itertools import chain
from pathlib import Path

from gacocrea.core.errors import Invalid
from gacocrea.core.text import fold
from gacocrea.people.models import PASSWORD_MAX, PASSWORD_MIN

_WORDS = """
gacocrea gobierno abierto gobiernoabierto gobiernos parlamento estado alianza compromiso compromisos
plan accion propuesta propuestas ciudadania ciudadano ciudadana participacion participa
transparencia rendicion cuentas integridad votacion voto foro nucleo secretaria cocreacion ogp
ecuador mexico colombia argentina peru chile jalisco quito bogota contrasena clave password acceso
teamo qwerty qwertyuiop asdfghjkl
"""
SITE_WORDS = _WORDS.split()
"""Words of this site and of its forums: a password may hold them, but not be made of them."""
LEAST_SCORE = 3
"""Of zxcvbn's 0 to 4: more than 10^8 guesses."""
WORTH_MEASURING = 72
"""Letters that zxcvbn looks at; it is slow on longer ones, and whatever these are worth is enough."""
LEAST_OWN = 6
"""Letters that are left of a password when the words of site and person are taken out of it."""


def check_password(password: str, *, email: str, name: str, breached: Path | None = None) -> None:
    """Raise Invalid("password", …) unless the password is long, not easy to guess and not known to be stolen.

    Length without composition rules follows NIST SP 800-63B-4, section 3.1.1.2; it is compared with the lists of
    frequent passwords and words that zxcvbn brings, with the words of this site and of the person, and with the
    file of stolen passwords when the installation has one.
    """
    if len(password) < PASSWORD_MIN:
        raise Invalid("password", "password_short", least=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise Invalid("password", "password_long", most=PASSWORD_MAX)
    if _is_easy(password, _own_words(email, name)):
        raise Invalid("password", "password_easy")
    if breached is not None and is_breached(password, breached):
        raise Invalid("password", "password_breached")


def is_breached(password: str, listed: Path) -> bool:
    """Say whether a file holds the SHA-1 of a password: one line each, sorted, as Have I Been Pwned gives them.

    A search by halves reads some forty lines of a file of any size.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    low, high = 0, listed.stat().st_size
    with listed.open("rb") as file:
        while low < high:
            middle = (low + high) // 2
            if middle:
                file.seek(middle - 1)
                file.readline()  # the rest of a line that began before
            else:
                file.seek(0)
            start, line = file.tell(), file.readline()
            found = line[:40].upper()
            if found == wanted:
                return True
            if line and found < wanted:
                low = start + len(line)
            else:
                high = middle
    return False


def _own_words(email: str, name: str) -> list[str]:
    """Return what a guesser who knows the person tries: the parts of name and address."""
    return [part for part in re.split(r"[\W_\d]+", fold(f"{name} {email}")) if len(part) > 2]


def _is_easy(password: str, own: list[str]) -> bool:
    from zxcvbn import zxcvbn

    words = [*SITE_WORDS, *own]
    bare = "".join(filter(str.isalpha, fold(password)))
    for word in sorted(chain(words), key=len, reverse=True):
        bare = bare.replace(word, "")
    if len(bare) < LEAST_OWN and any(map(str.isalpha, password)):
        return True
    return bool(zxcvbn(password[:WORTH_MEASURING], user_inputs=words)["score"] < LEAST_SCORE)
