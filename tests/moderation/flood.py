"""A flood as scanners and advertisers send it, made by a seed, and what thirty people write in the same hour."""

import random
from collections.abc import Iterator
from datetime import timedelta

from gacocrea.moderation.rules import Text
from tests.support import NOON

GENUINE = (
    "Publicar la nómina del municipio. Cada mes sale un archivo que no se puede abrir en el teléfono.",
    "Que el letrero de cada obra diga el costo del contrato y la fecha de entrega.",
    "Horarios de buses en las paradas de la parroquia rural, con un número para avisar si no pasan.",
    "Un buzón en kichwa y shuar en los centros de salud, y que alguien lo lea.",
    "Presupuesto participativo también para las comunidades que quedan a más de dos horas del cantón.",
    "Las actas del concejo llegan tarde. Pido que se publiquen en tres días, con la votación de cada concejal.",
    "Datos de calidad del agua por barrio. En el nuestro sale amarilla desde marzo.",
    "Que las compras de medicinas se vean en https://www.compraspublicas.gob.ec con el precio por unidad.",
    "Veedurías para los comedores escolares: madres y padres que puedan entrar a la bodega.",
    "Hagan un mapa de árboles talados y de los que se siembran a cambio.",
    "Lenguaje claro en las multas: no se entiende qué artículo se incumplió ni cómo reclamar.",
    "Declaraciones de intereses de quienes firman contratos, antes de firmarlos y no después.",
    "Interpretación en lengua de señas en las audiencias públicas de la prefectura.",
    "Soy de Loja y pido que el presupuesto de cultura se discuta con los grupos de danza.",
    "Abrir los datos de siniestros viales: hora, esquina y tipo de vehículo, sin nombres.",
    "Un solo trámite para el permiso de venta ambulante, que hoy pide nueve copias.",
    "Que la universidad revise las cuentas de la empresa de basura una vez al año.",
    "Registro de reuniones de cabildeo: quién entró, con quién habló y de qué ley.",
    "Red wifi abierta en las casas comunales para poder participar desde ahí.",
    "Más mujeres en los comités de obra; en el nuestro somos dos de once.",
    "Que digan por qué rechazan una solicitud de información y citen la norma, no un formato.",
    "El catastro debería poder consultarse sin ir a la ventanilla. Ejemplo: https://catastro.ejemplo.org",
    "Seguimiento a las promesas del plan anterior, una por una, con foto.",
    "Consulta previa de verdad en las concesiones mineras, con los estudios en nuestro idioma.",
    "Cámaras en las sesiones del consejo de educación y que queden grabadas.",
    "La lista de becas con puntajes, para saber quién quedó fuera y por cuánto.",
    "Capacitar a las juntas de agua para rendir cuentas: muchas no tienen ni computadora.",
    "Auditoría ciudadana de la deuda del hospital IESS 2019-2023.",
    "Formatos abiertos (CSV, no PDF) para las estadísticas de denuncias.",
    "Una línea de WhatsApp para denunciar coimas que garantice el anonimato.",
)
PAYLOADS = (
    "' OR '1'='1' --", "1 AND SLEEP(5)#", "<script>alert({n})</script>", "../../../../etc/passwd",
    "${{jndi:ldap://x{n}.test/a}}",
    "{{{{7*{n}}}}}", "1 UNION ALL SELECT NULL,NULL,{n}--", "<img src=x onerror=prompt({n})>", "; ping -c 3 127.0.0.{n}",
    "%00%0d%0aSet-Cookie: a={n}", "'||(select {n} from dual)||'", "`id`", "() {{ :; }}; echo {n}", "<!ENTITY x SYSTEM 'file:///{n}'>",
)  # fmt: skip
BASES = ("test", "1", "Una propuesta", "aaa", "555-0199@example.com", "Mr. {n}")
GOODS = ("zapatos", "relojes", "créditos", "casinos", "pastillas", "seguidores", "préstamos")
SPUN = (
    "{Compre|Consiga|Obtenga} {good} {baratos|originales|al mejor precio} {hoy|ahora|ya} en {link}",
    "{Oferta|Promoción|Descuento} {única|especial|del día}: {good} con envío gratis, visite {link}",
    "Gane dinero {desde casa|sin trabajar} con {good}, {escriba|entre} a {link} y {regístrese|pruebe gratis}",
)
SAME = "El gobierno es malo y todos deben renunciar hoy, compartan este mensaje en los grupos de la parroquia {place}"
PLACES = ("Norte", "Sur", "Centro", "El Valle", "San Juan", "La Merced", "Sucre")


def flood(seed: int, size: int = 500) -> list[Text]:
    """Return a flood of an hour: probes, advertisements, noise, one message with small changes; from new accounts."""
    chance = random.Random(seed)
    makers = (_probe, _advertisement, _noise, _same)
    return [
        Text(
            id=f"F{number}",
            words=chance.choices(makers, (4, 4, 1, 2))[0](chance, number),
            at=NOON + timedelta(seconds=chance.randrange(3600)),
            author=1000 + number // chance.choice((1, 1, 5)),
            account_age=timedelta(minutes=chance.randrange(2, 900)),
        )
        for number in range(size)
    ]


def people(seed: int) -> list[Text]:
    """Return what thirty people write in that hour; half of them opened their account the same day."""
    chance = random.Random(seed)
    return [
        Text(
            id=f"G{number}",
            words=words,
            at=NOON + timedelta(seconds=chance.randrange(3600)),
            author=number,
            account_age=timedelta(hours=chance.randrange(1, 20) if number % 2 else chance.randrange(96, 9600)),
        )
        for number, words in enumerate(GENUINE)
    ]


def _probe(chance: random.Random, number: int) -> str:
    base, payload = chance.choice(BASES).format(n=number), chance.choice(PAYLOADS).format(n=number)
    return f"{base} {payload}" if chance.random() < 0.8 else f"{payload} {base}"


def _advertisement(chance: random.Random, number: int) -> str:
    host = chance.choice(("tienda-barata.test", "ofertas.example", "gana-ya.example"))
    link = f"{chance.choice(('https://', 'http://', 'www.'))}{host}/{chance.randrange(10**6)}?r={number}"
    return "".join(_spin(chance.choice(SPUN), chance)).format(good=chance.choice(GOODS), link=link)


def _spin(text: str, chance: random.Random) -> Iterator[str]:
    head, brace, rest = text.partition("{")
    while brace:
        yield head
        inside, _close, text = rest.partition("}")
        yield chance.choice(inside.split("|")) if "|" in inside else "{" + inside + "}"
        head, brace, rest = text.partition("{")
    yield head


def _noise(chance: random.Random, _number: int) -> str:
    letters = "bcdfghjklmnpqrstvwxz0123456789"
    return " ".join("".join(chance.choices(letters, k=chance.randrange(6, 16))) for _n in range(chance.randrange(1, 5)))


def _same(chance: random.Random, _number: int) -> str:
    return SAME.format(place=chance.choice(PLACES)) + chance.choice(("", "!", " gracias", " por favor"))
