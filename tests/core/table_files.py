"""What the tests of people's files share."""

from pathlib import Path
from typing import Any

import pytest

from gacocrea.core.tables import TableError, read_rows


def put(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def values(path: Path, **options: Any) -> list[dict[str, Any]]:
    return [dict(row.values) for row in read_rows(path, **options)]


def refusal(path: Path, **options: Any) -> str:
    """Return the code of what is wrong with the whole file; its sentence must be complete."""
    with pytest.raises(TableError) as caught:
        list(read_rows(path, **options))
    assert "%" not in str(caught.value)
    return caught.value.code
