"""What a password may be."""

from gacocrea.core.errors import Invalid
from gacocrea.people.models import PASSWORD_MAX, PASSWORD_MIN

COMMON = frozenset(
    {"contraseña", "contrasena", "password", "gobierno", "abierto", "gobiernoabierto", "ciudadania"}
    | {"ciudadano", "participacion", "transparencia", "ecuador", "colombia", "jalisco", "mexico"}
    | {"qwerty", "qwertyuiop", "asdfghjkl", "teamo"}
)
"""Words that a guesser tries first: a password may hold them, but not be made of one of them alone."""


def check_password(password: str, *, email: str, name: str) -> None:
    """Raise Invalid("password", …) unless the password is long and not easy to guess.

    Length without composition rules follows NIST SP 800-63B, section 5.1.1.2.
    """
    if len(password) < PASSWORD_MIN:
        raise Invalid("password", "password_short", least=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise Invalid("password", "password_long", most=PASSWORD_MAX)
    bare = "".join(letter for letter in password.casefold() if letter.isalpha())
    guessable = COMMON | {part for part in (email.partition("@")[0], name.casefold()) if part}
    if len(set(password)) < 5 or bare in guessable or password.isdigit():
        raise Invalid("password", "password_easy")
