"""A row of a file, what may be wrong with it, and how large things may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gacocrea.core.text import clean
from gacocrea.core.words import N_

MAX_BYTES = 200_000_000  # of a file, or of an archive when unpacked
MAX_ENTRIES = 100_000  # files in an archive or folder
MAX_DOCUMENT = 5_000_000  # bytes of one file in an archive or folder
MAX_CELL = 100_000  # characters
MAX_COLUMNS = 1_000

Value = str | list[str]

SENTENCES = {
    "missing": N_("No se encontró el archivo %(detail)s."),
    "empty": N_("El archivo está vacío: no tiene ninguna fila."),
    "format": N_("No se reconoce el formato «%(detail)s»: use CSV, JSON, XLSX, ZIP, TAR.GZ o PB."),
    "mismatch": N_(
        "El contenido no es el de un archivo %(detail)s: revise la extensión o vuelva a guardarlo."
    ),
    "damaged": N_("El archivo está dañado, incompleto o protegido."),
    "encoding": N_("El texto no está en UTF-8 ni en Windows-1252: guárdelo como UTF-8."),
    "size": N_("Es demasiado grande: el máximo es de %(detail)s millones de bytes."),
    "entries": N_("Hay demasiados archivos: el máximo es %(detail)s."),
    "cell": N_("Una celda o una línea es demasiado larga: el máximo por celda es de %(detail)s caracteres."),
    "columns": N_("Hay demasiadas celdas: la fila admite %(detail)s."),
    "json": N_("No es JSON válido: hay un error en la línea y columna %(detail)s."),
    "depth": N_("El JSON tiene demasiados niveles."),
    "object": N_("Se esperaba un objeto JSON con campos y valores."),
    "shape": N_("Se esperaba una lista de objetos JSON, o un objeto con una sola lista de ellos."),
    "sheet": N_("No hay ninguna hoja o sección «%(detail)s» en el archivo."),
    "map": N_("«%(detail)s» no indica una columna: escriba campo=columna, cada campo una sola vez."),
    "value": N_("Falta un dato o no se entiende: %(detail)s."),
    "repeated": N_("El identificador «%(detail)s» está repetido."),
    "project": N_("El voto nombra un proyecto que no existe: «%(detail)s»."),
}


class TableError(Exception):
    """What is wrong, at `line` of the file (0: the file as a whole).

    `sentence` is the Spanish source string that the catalogues translate; `facts` fill it.
    """

    def __init__(self, line: int, code: str, detail: object = "") -> None:
        text = clean(str(detail), multiline=False)
        super().__init__(line, code, text)
        self.line = line
        self.code = code
        self.detail = text if len(text) <= 120 else f"{text[:119]}…"

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code]

    @property
    def facts(self) -> dict[str, str]:
        return {"detail": self.detail}

    def __str__(self) -> str:
        return self.sentence % self.facts


@dataclass(frozen=True)
class Row:
    """One row: the line where it starts (in an archive or list of objects, its index), and its cells.

    With an `error` there are no values to use.
    """

    line: int
    values: Mapping[str, Value]
    error: TableError | None = None


def broken(line: int, code: str, detail: object = "") -> Row:
    return Row(line, {}, TableError(line, code, detail))


def row_of(line: int, values: Mapping[str, Value]) -> Row:
    """Make a row of raw cells: each cleaned as if it had been typed, none beyond the limits."""
    if len(values) > MAX_COLUMNS:
        return broken(line, "columns", MAX_COLUMNS)
    if any(_length(value) > MAX_CELL for value in values.values()):
        return broken(line, "cell", MAX_CELL)
    return Row(line, {name: _clean(value) for name, value in values.items()})


def row_of_cells(line: int, names: list[str], cells: list[str]) -> Row:
    """Make a row of a table: missing cells at its end are empty, further empty ones are ignored."""
    if any(cell.strip() for cell in cells[len(names) :]):
        return broken(line, "columns", len(names))
    return row_of(line, dict(zip(names, [*cells, *[""] * len(names)], strict=False)))


def column_names(line: int, cells: Iterable[str]) -> list[str]:
    """Name every column: "column_3" where the third has no name, "nota_2" for the second "nota"."""
    names: dict[str, None] = {}
    for position, cell in enumerate(cells, start=1):
        if position > MAX_COLUMNS:
            raise TableError(line, "columns", MAX_COLUMNS)
        plain = clean(cell[:200], multiline=False) or f"column_{position}"
        name, copy = plain, 1
        while name in names:
            copy += 1
            name = f"{plain}_{copy}"
        names[name] = None
    return list(names)


def _length(value: Value) -> int:
    return len(value) if isinstance(value, str) else sum(len(item) + 1 for item in value)


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value, multiline=True)
    return [clean(item, multiline=True) for item in value]
