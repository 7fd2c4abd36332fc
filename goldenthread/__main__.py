"""Starts the command. Ctrl+C while it is still being loaded ends it at once and without a traceback."""

from __future__ import annotations

import signal


def main() -> None:
    """Loads the command, then runs it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from .cli import main as run

    signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
