"""The program's server with every log on: each request, each statement, each error."""

import argparse
import logging

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gacocrea.app import from_environment
from gacocrea.home.commands.serving import HOST, THREADS
from gacocrea.web.application import Gacocrea


def program() -> Gacocrea:
    """Build the program in a worker that writes down all it is told."""
    app = from_environment()
    logging.getLogger().setLevel(logging.INFO)
    logging.getLogger("sqlalchemy").setLevel(logging.INFO)
    return app


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--workers", type=int, default=1)
    said = asked.parse_args()
    Granian(
        "tests.storm.loud:program",
        address=HOST,
        port=said.port,
        interface=Interfaces.WSGI,
        workers=said.workers,
        blocking_threads=THREADS,
        factory=True,
        log_level=LogLevels.debug,
        log_access=True,
    ).serve()


if __name__ == "__main__":
    main()
