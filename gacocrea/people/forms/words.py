"""The sentences of what can go wrong with an account."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "name_hidden": _l("Ese nombre tiene caracteres que no se ven. Escríbalo de nuevo a mano."),
    "name_mixed": _l("Ese nombre mezcla letras de alfabetos distintos que se parecen. Use uno solo."),
    "name_office": _l("Ese nombre parece el de un cargo o el del foro. Elija otro."),
    "password_short": _l("Use al menos %(least)s caracteres; una frase sirve."),
    "password_long": _l("Use como máximo %(most)s caracteres."),
    "password_easy": _l("Esa contraseña es fácil de adivinar. Pruebe una frase de varias palabras."),
    "password_breached": _l("Esa contraseña apareció en un robo de datos de otro sitio. Elija otra."),
    "present_wrong": _l("Esa no es su contraseña de ahora."),
    "email_same": _l("Ese ya es su correo."),
    "sign_in_failed": _l("El correo o la contraseña no coinciden."),
    "token_gone": _l("Ese enlace ya se usó o venció. Pida uno nuevo."),
    "code_wrong": _l("Ese código no vale, o ya se usó. Espere el siguiente e intente de nuevo."),
    "code_wait": _l(
        "Van varios códigos equivocados. Espere unos minutos, o use uno de sus códigos de papel."
    ),
    "offer_gone": _l("La página estuvo abierta demasiado tiempo. Escanee el dibujo nuevo."),
}
