"""An earlier plan read from a file: its JSON, its tables or its document; and what could not be read.

Nothing here stores anything or asks the database: a file becomes a `Found`, and `plan/actions` brings it in.
"""

from pathlib import Path

from gacocrea.core.errors import Invalid
from gacocrea.core.tables import TableError
from gacocrea.plan.reading.decoding import decode, read_json
from gacocrea.plan.reading.found import UNKNOWN_DAY, Found, Unread
from gacocrea.plan.reading.tables import read_tables
from gacocrea.plan.reading.worded import read_document

__all__ = ["UNKNOWN_DAY", "Found", "Unread", "decode", "read_plan"]

READERS = {".json": read_json, ".docx": read_document}
TABLES = frozenset({".csv", ".xlsx", ".zip"})


def read_plan(path: Path, name: str) -> Found:
    """Read a plan from the file at `path`, which its owner calls `name`.

    Raises Invalid on "file": "plan_file_kind" for a kind that is not read, "plan_file_broken" for a file that is not
    what its name says, "plan_file_empty" when no commitment was found in it.
    """
    kind = Path(name).suffix.lower()
    try:
        if kind in TABLES:
            found = read_tables(path, kind)
        elif kind in READERS:
            found = READERS[kind](path)
        else:
            raise Invalid("file", "plan_file_kind")
    except TableError as error:
        raise Invalid("file", "plan_file_broken") from error
    if not found.plan.commitments:
        raise Invalid("file", "plan_file_empty")
    return found
