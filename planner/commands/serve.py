"""Open the local page: serve."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

import click

from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import ConsoleOptions, console_options
from planner.commands.terminal.parameters import project_folder
from planner.commands.terminal.shell import shell

if TYPE_CHECKING:
    from planner.serve.desk import Desk
    from planner.serve.http_server import Server

_SECONDS_TO_SAVE = 600.0  # that an ending server waits for its plan to be saved


@shell.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="Port on this machine; 0 takes a free one.",
)
def serve(port: int) -> CommandResult:
    """Plan by hand on a map, in a browser on this machine.

    Prints an address that works once, and only here: no other machine can reach it, and nothing
    leaves this one. Everything the page does is a file that it shows first, or a command. Ctrl-C
    ends it; a plan that is being made keeps the best so far.

    Example:
      kholboo serve
    """
    from planner.serve.desk import Desk
    from planner.serve.http_server import Server

    talk = console_options()
    desk = Desk.of(project_folder(), "mn" if talk.language == "mn" else "en")

    desk.jobs.keeps_ready = True

    def told(address: str) -> None:
        talk.say(talk.words("serve.another_address", address=address), loudness=-1)

    server = Server(desk.routes(), port, told)
    address = server.address(server.sessions.token)
    with _stopped_by_signal() as stopped:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        talk.say(talk.words("serve.address", address=address), loudness=-1)
        with suppress(KeyboardInterrupt):
            while not stopped.wait(1.0):  # a wait without end cannot be interrupted on Windows
                pass
    _end(server, desk, talk)
    return CommandResult(lines=[talk.words("serve.ended")], data={"port": server.server_port})


@contextmanager
def _stopped_by_signal() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and SIGHUP set, as a closed terminal or a shutdown send them."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield stopped
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _end(server: Server, desk: Desk, talk: ConsoleOptions) -> None:
    """Stop answering, stop what runs, and wait until a plan is saved; Ctrl-C again ends the wait.

    A plan that is still being saved then goes on by itself: it runs apart from this process.
    """
    threading.Thread(target=server.shutdown, daemon=True).start()
    desk.jobs.stop_all()
    with suppress(KeyboardInterrupt):
        if not desk.jobs.wait(0.2):
            talk.say(talk.words("serve.saving"))
            desk.jobs.wait(_SECONDS_TO_SAVE)
    desk.jobs.close()
    server.server_close()
