"""Verify the public record of a gacocrea site: python3 verify_record.py registro.jsonl [more files] [--head HEX]

Needs nothing but Python. Exit 0 when the chain holds, 1 with the first bad entry otherwise.
"""

import hashlib
import json
import sys
from pathlib import Path


def hashed(purpose, content):
    return hashlib.sha256(purpose.encode() + b"\0" + content).hexdigest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fault(line, previous):
    """Return what is wrong with an entry, or None."""
    if line["previous"] != previous:
        return "does not follow the entry before it"
    if line["digest"] != hashed("gacocrea/record-link/v1", (previous + line["body"]).encode()):
        return "has another hash than it says"
    content = line.get("content")
    if content is not None and line["body"] != hashed("gacocrea/record/v1", canonical(content)):
        return "has another content than was hashed"
    actor = line.get("actor")
    if actor and (content or {}).get("actor") != hashed("gacocrea/record-actor/v1", canonical(actor)):
        return "names another person than was hashed"
    return None


def main(arguments):
    wanted = arguments.pop(arguments.index("--head") + 1) if "--head" in arguments else None
    files = [name for name in arguments if name != "--head"]
    lines = [json.loads(line) for name in files for line in Path(name).open(encoding="utf-8")]  # noqa: SIM115
    previous = lines[0]["previous"] if lines else None
    for line in lines:
        if found := fault(line, previous):
            return f"entry {line['number']} {found}"
        previous = line["digest"]
    if wanted and wanted not in {line["digest"] for line in lines}:
        return "the hash you kept is not in this record: something before it was changed or removed"
    print(f"{len(lines)} entries hold; the last hash is {previous}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
