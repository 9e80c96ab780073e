"""People's files as rows: CSV, JSON, XLSX, Pabulib, and archives or folders of JSON files.

Nothing is written to disk, and no file can make the reader grow without bound. What is wrong with the whole
file is raised as `TableError`; what is wrong with one row is that row's `error`, and the next row follows.
"""

from gacocrea.core.tables.columns import ColumnMap
from gacocrea.core.tables.formats import read_rows
from gacocrea.core.tables.pabulib import Meta, Pabulib, Project, Vote, read_pabulib
from gacocrea.core.tables.rows import Row, TableError, Value

__all__ = [
    "ColumnMap",
    "Meta",
    "Pabulib",
    "Project",
    "Row",
    "TableError",
    "Value",
    "Vote",
    "read_pabulib",
    "read_rows",
]
