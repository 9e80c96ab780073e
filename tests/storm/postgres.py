"""A throw-away PostgreSQL on this machine, for proofs that are run by hand."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import own_database


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster() -> Iterator[str]:
    """Start a PostgreSQL that writes to the disk as in production, give its address, stop and remove it."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    home, port = Path(tempfile.mkdtemp(prefix="gacocrea-postgres.")), free_port()
    before: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(home, "postgres")
        before = ["runuser", "-u", "postgres", "--"]

    def do(program: str, *words: str) -> None:
        subprocess.run([*before, programs / program, *words], cwd=home, check=True, stdout=subprocess.DEVNULL)

    data = f"--pgdata={home / 'data'}"
    do("initdb", data, "--username=gacocrea", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    options = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    do("pg_ctl", data, f"--log={home / 'log'}", "--wait", "--silent", "start", f"--options={options}")
    try:
        yield f"postgresql+psycopg://gacocrea@127.0.0.1:{port}/postgres"
    finally:
        do("pg_ctl", data, "--mode=immediate", "--silent", "stop")
        shutil.rmtree(home)


@contextmanager
def database(engine: str) -> Iterator[str]:
    """Give the address of an empty database: "" for SQLite, which needs none, else one of PostgreSQL."""
    if engine == "sqlite":
        yield ""
    elif "GACOCREA_TEST_POSTGRES" in os.environ:
        with own_database() as url:
            yield url
    else:
        with cluster() as server:
            os.environ["GACOCREA_TEST_POSTGRES"] = server
            try:
                with own_database() as url:
                    yield url
            finally:
                del os.environ["GACOCREA_TEST_POSTGRES"]
