"""How a command speaks: options, progress, paths as the user wrote them."""

from __future__ import annotations

import contextlib
import json
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import click


@dataclass(kw_only=True)
class ConsoleOptions:
    """How this call wants to be spoken to; options may stand before or after the command."""

    command: str = ""  # such as "audit verify"
    folder: Path = field(default_factory=Path)
    as_json: bool = False
    language: Literal["mn", "en", "both"] = "both"
    loudness: int = 0  # -1 quiet, 0 normal, 1 and more verbose
    color: bool | None = None  # None: when the stream is a terminal
    log_json: bool = False

    def say(self, text: str, *, loudness: int = 0) -> None:
        """Print a line for people on stderr, unless asked to be quieter than that."""
        if self.loudness >= loudness:
            click.echo(text, err=True, color=self.color)

    @property
    def spoken(self) -> Literal["mn", "en", "both"]:
        """The one language in which results are told here: "both" is English."""
        from planner.language.labels import spoken_on_terminal

        return spoken_on_terminal(self.language)

    def words(self, key: str, **values: object) -> str:
        """Return a sentence of the shell; "both" speaks English, as everywhere on a terminal."""
        from planner.language.labels import sentence

        return sentence(key, self.spoken, " · ", **values)


def console_options() -> ConsoleOptions:
    """Return the options of the running command."""
    talk = click.get_current_context().find_root().obj
    assert isinstance(talk, ConsoleOptions)
    return talk


WIDEST = 100  # columns of a sentence, on terminals that have more


def folded(line: str, width: int) -> list[str]:
    """Return a line broken between words, so that nothing wraps; what follows is set in.

    A word longer than a line stays whole: it may be a path, or a number to be copied.
    """
    inset = " " * (len(line) - len(line.lstrip()) + 2)
    found = textwrap.wrap(
        line,
        width,
        subsequent_indent=inset,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return found or [line]


def counted_progress(
    key: str, tell: Callable[[Any], None] | None
) -> Callable[[int, int], None] | None:
    """Return what tells progress as so many of so many."""
    from planner.pipeline.progress import Step

    if tell is None:
        return None
    begun, words = time.monotonic(), console_options().words
    what = words(key)

    def told(done: int, of: int) -> None:
        tell(
            Step(
                stage=f"{what}: {words('cli.of_many', done=done, all=of)}",
                seconds=time.monotonic() - begun,
            )
        )

    return told


def shown_path(path: Path) -> str:
    """Return a path as a person here would write it."""
    with contextlib.suppress(ValueError, OSError):
        return str(path.resolve().relative_to(Path.cwd())) or "."
    return str(path)


def place_of_path(folder: Path) -> str:
    """Return a folder as a reader would write it; the current one in words."""
    shown = shown_path(folder)
    return console_options().words("cli.this_folder") if shown == "." else shown


def quoted(path: Path) -> str:
    """Return a path as it can be pasted into a command line."""
    text = shown_path(path)
    return f'"{text}"' if " " in text else text


@contextlib.contextmanager
def show_progress(
    talk: ConsoleOptions, usual: Mapping[str, float] | None = None
) -> Iterator[Callable[[Any], None] | None]:
    """Yield what the planner calls as it goes on: a moving line, JSON lines, or nothing.

    The moving line speaks in plain steps, and says how much time is left where `usual` tells how
    many seconds each step took last time. With -v each step is a line of its own, in full.
    """
    clock = time.monotonic()
    watch = StepClock(usual=usual or {}, clock=time.monotonic)

    def told(event: Any) -> str:
        return _plain_text(event, watch.left(event.stage), talk)

    if talk.log_json:
        yield _log_event
    elif talk.loudness >= 1:
        yield lambda event: talk.say(_event_text(event, time.monotonic() - clock, talk), loudness=1)
    elif talk.loudness == 0 and sys.stderr.isatty():
        from rich.console import Console

        console = Console(stderr=True, no_color=talk.color is False)
        with console.status(talk.words("cli.stage.read")) as status:
            yield lambda event: status.update(told(event))
    else:
        yield None


def _log_event(event: Any) -> None:
    names = ("stage", "value", "bound", "certified_bound", "gap", "seconds")
    facts = {k: getattr(event, k) for k in names}
    click.echo(json.dumps(facts, ensure_ascii=False), err=True)


_STEPS = ("read", "candidates", "floors", "solve", "compare", "write")
_LEAST = ("least_shares_1", "least_shares_2", "least_shares_3")
_GOALS = ("benefit", "cost", "sites_at_standard", "users_at_standard", *_LEAST)


def _event_text(event: Any, seconds: float, talk: ConsoleOptions) -> str:
    """Return an event of the planner as one line for people."""
    stage, _, step = event.stage.partition(": ")
    words = talk.words(f"cli.stage.{stage}") if stage in (*_STEPS, *_GOALS) else stage
    parts = [f"{seconds:5.1f} s  {words}: {step}" if step else f"{seconds:5.1f} s  {words}"]
    if event.value is not None:
        in_points = stage == "benefit"
        shown = f"{event.value / 1000:,.1f}" if in_points else f"{event.value:,}"
        if stage in _LEAST:  # sums of ten-thousandths, shown as their mean
            shown = f"{event.value / 100 / (_LEAST.index(stage) + 1):,.2f} %"
        parts.append(talk.words("cli.points", points=shown) if in_points else shown)
    if _says_something(event.gap):
        tiny = 0 < event.gap < 0.0001
        shown = "< 0.01" if tiny else f"{100 * event.gap:,.2f}"
        parts.append(talk.words("cli.gap_now", gap=shown))
    return ", ".join(parts)


def _says_something(gap: float | None) -> bool:
    """Return whether a gap is less than the whole: before there is a bound it may be anything."""
    return gap is not None and gap < 1


_WITHIN = dict.fromkeys(_GOALS, "solve")  # goals are steps of choosing


@dataclass(kw_only=True)
class StepClock:
    """How long is left, from what each step took last time."""

    usual: Mapping[str, float]  # seconds by step
    clock: Callable[[], float]
    step: str = ""
    began: float = 0.0

    def left(self, stage: str) -> float | None:
        """Return about how many seconds are left at an event, None where nobody can know."""
        name = stage.partition(": ")[0]
        step = _WITHIN.get(name, name)
        if step not in _STEPS or not self.usual:
            return None
        if step != self.step:
            self.step, self.began = step, self.clock()
        later = sum(self.usual.get(x, 0.0) for x in _STEPS[_STEPS.index(step) + 1 :])
        return later + max(self.usual.get(step, 0.0) - (self.clock() - self.began), 0.0)


def _plain_text(event: Any, left: float | None, talk: ConsoleOptions) -> str:
    """Return an event as a plain step: what is done, how good it is so far, and time left."""
    stage, _, step = event.stage.partition(": ")
    known = stage in (*_STEPS, *_GOALS)
    words = talk.words(f"cli.stage.{stage}") if known else event.stage
    parts = [f"{words}: {step}" if stage == "compare" and step else words]
    if event.value is not None and stage == "benefit":
        parts.append(talk.words("cli.points", points=f"{event.value / 1000:,.0f}"))
    if known and _says_something(event.gap):
        parts.append(talk.words("cli.at_most_better", gap=f"{100 * event.gap:,.1f}"))
    if left is not None:
        parts.append(talk.words("cli.left", seconds=f"{max(5 * round(left / 5), 5)}"))
    return ", ".join(parts)
