"""Accessible PDFs (PDF/UA-1, PDF/A-2a) from a Typst template and data alone; nothing of the data is read as markup."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

SECONDS = 60


class TypesettingError(RuntimeError):
    """The PDF could not be set; the message is the typesetter's own, for the log."""


def set_page(template: Path, data: dict[str, Any], *, when: int) -> bytes:
    """Return the PDF of a template, which finds `data` as JSON in sys.inputs.data, dated `when` (seconds since 1970).

    A process of its own sets it, for Typst keeps all that it ever laid out in memory. Raises TypesettingError.
    """
    command = [sys.executable, "-I", str(Path(__file__).with_name("setter.py")), str(template), str(when)]
    text = json.dumps(data, ensure_ascii=False).encode()
    try:
        done = subprocess.run(command, input=text, capture_output=True, timeout=SECONDS, check=True)
    except subprocess.CalledProcessError as error:
        raise TypesettingError(error.stderr.decode(errors="replace")[-2000:]) from error
    except subprocess.TimeoutExpired as error:
        raise TypesettingError(f"not ready after {SECONDS} s") from error
    return done.stdout
