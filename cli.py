"""The console script: load the commands, set up the streams, run the shell."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn

from planner.commands import (  # noqa: F401 (each adds its command to the shell)
    audit,
    candidates,
    check,
    compare,
    divide,
    doctor,
    evaluation,
    explain,
    export,
    forms,
    importing,
    init,
    inventory,
    merge,
    plan,
    procure,
    reprice,
    schema,
    serve,
    sweep,
)
from planner.commands.terminal.answer import ExitCode
from planner.commands.terminal.shell import shell


def _in_utf8() -> None:
    """Start this command again in UTF-8 where Python was told to read file names as ASCII.

    Libraries for maps and databases take names as UTF-8 and find no folder called өгөгдөл else.
    """
    if os.name == "posix" and not sys.flags.utf8_mode and sys.getfilesystemencoding() != "utf-8":
        words = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
        os.execve(sys.executable, words, {**os.environ, "PYTHONUTF8": "1"})


def main() -> NoReturn:
    """Run the kholboo command."""
    _in_utf8()
    gc.set_threshold(50_000, 20, 50)  # tables are many small objects: fewer looks for circles
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles and pipes know no ₮
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    try:
        shell.main()
    except KeyboardInterrupt:  # while the answer was being printed
        sys.exit(ExitCode.INTERRUPTED)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left to interrupt
