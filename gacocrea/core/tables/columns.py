"""Which column of a file fills which field: written by people as "title=Titulo"."""

from dataclasses import dataclass

from gacocrea.core.tables.rows import Row, TableError, Value
from gacocrea.core.text import fold


@dataclass(frozen=True)
class ColumnMap:
    """Fields and the columns that fill them. Case and accents of a column's name do not matter."""

    columns: dict[str, str]

    @classmethod
    def parse(cls, pairs: list[str]) -> "ColumnMap":
        """Read "field=column" pairs. Raise TableError ("map") at one that is none, or a field twice."""
        columns: dict[str, str] = {}
        for pair in pairs:
            field, _, column = (part.strip() for part in pair.partition("="))
            if not field or not column or field in columns:
                raise TableError(0, "map", pair)
            columns[field] = column
        return cls(columns)

    def apply(self, row: Row) -> dict[str, Value]:
        """Return the mapped fields of `row`; a field whose column the row lacks is left out."""
        names = {field: self._name(row, column) for field, column in self.columns.items()}
        return {field: row.values[name] for field, name in names.items() if name is not None}

    def absent(self, row: Row) -> list[str]:
        """Return the columns that `row` lacks: in the first row of a table these are misspelt."""
        return [column for column in self.columns.values() if self._name(row, column) is None]

    @staticmethod
    def _name(row: Row, column: str) -> str | None:
        if column in row.values:
            return column
        wanted = fold(column)
        return next((name for name in row.values if fold(name) == wanted), None)
