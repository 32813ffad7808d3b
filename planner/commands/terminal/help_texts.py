"""Help and click's own sentences in the language of the reader.

A help text stands where its command or option is written, in English. `make words` reads the
commands and puts each text into the catalogue: under `help.<command>` what a command does, under
`option` what an option does, under `metavar` what stands for a value, such as RUN, under `click`
what click itself says. English loads no catalogue.
"""

from __future__ import annotations

import copy
import gettext
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from planner.language.catalogue import mongolian, mongolian_of_many
from planner.language.label import Language
from planner.language.messages.click_texts import CLICK_PLURALS, CLICK_TEXTS

OPTION, METAVAR, CLICK = "option", "metavar", "click"
_NAME = re.compile(r"(?<![A-Z])[A-Z]{2,}(?![A-Za-z])")
LANGUAGES = ("mn", "en", "both")
VARIABLE = "KHOLBOO_LANG"
SHOW_HELP = "Show this message and exit."
_CLICK_MODULES: tuple[Any, ...] = (core, decorators, exceptions, formatting, parser, termui, types)
_MANY = dict(CLICK_PLURALS)
_NUMBERS: Mapping[Any, str] = {  # what click calls numbers, in errors and beside options
    type(types.INT): "integer",
    type(types.FLOAT): "float",
    types.IntRange: "integer range",
    types.FloatRange: "float range",
}
_spoken = "en"


def language_asked(words: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of a command line before it is parsed; "both" where none is named.

    Help and errors of the command line itself are said before `--lang` is read.
    """
    asked = environment.get(VARIABLE, "")
    for number, word in enumerate(words):
        if word == "--":
            break
        name, mark, value = word.partition("=")
        if name == "--lang":
            asked = value if mark else (words[number + 1 : number + 2] or [""])[0]
    return cast("Language", asked) if asked in LANGUAGES else "both"


def speak(language: str) -> None:
    """Let help and click speak Mongolian, or English as they are written."""
    global _spoken
    _spoken = language
    is_mongolian = language == "mn"
    for module in _CLICK_MODULES:
        if hasattr(module, "_"):
            module._ = _of_click if is_mongolian else gettext.gettext
        if hasattr(module, "ngettext"):
            module.ngettext = _many_of_click if is_mongolian else gettext.ngettext
    for kind, name in _NUMBERS.items():
        kind.name = _heard(CLICK, name)


def _of_click(text: str) -> str:
    """Return a sentence of click in Mongolian; one that newer versions add stays English."""
    return mongolian(CLICK, text) if text in CLICK_TEXTS else text


def _many_of_click(one: str, many: str, number: int) -> str:
    if _MANY.get(one) == many:
        return mongolian_of_many(CLICK, one, many, number)
    return gettext.ngettext(one, many, number)


def split_example(text: str) -> tuple[str, list[str]]:
    """Return the description of a command and the lines of its example."""
    words, _, example = inspect.cleandoc(text).partition("Example:\n")
    return words.strip(), [line.strip() for line in example.splitlines() if line.strip()]


def _heard(context: str, english: str) -> str:
    """Return a help text in the language of the reader."""
    return mongolian(context, english) if english and _spoken == "mn" else english


def heading(english: str) -> str:
    """Return a heading of the help; it stands among the texts of click."""
    return _heard(CLICK, english)


def description(command: click.Command) -> str:
    """Return what a command does, without its example."""
    heard = _heard(f"help.{command.name}", split_example(command.help or "")[0])
    return with_names(heard, command)


def with_names(text: str, command: click.Command) -> str:
    """Return a text with the names that stand for values of a command, in the reader's language."""
    if _spoken != "mn":
        return text
    names = {name: mongolian(METAVAR, name) for name in _names(command)}
    return _NAME.sub(lambda found: names.get(found[0], found[0]), text)


def _names(command: click.Command) -> set[str]:
    """Return the English names that stand for values of a command; numbers are click's own."""
    context = click.Context(command)
    valued = (p for p in command.params if not getattr(p, "is_flag", False))
    shown = [p.make_metavar(context) for p in valued] + [command.options_metavar or ""]
    if isinstance(command, click.Group):
        shown.append(command.subcommand_metavar)
    found = {name for text in shown for name in _NAME.findall(text)}
    return found - {word for name in _NUMBERS.values() for word in name.upper().split()}


def heard_option(option: click.Option, command: click.Command) -> click.Option:
    """Return an option as the help shows it; {choices} in its help are those that it has."""
    shown = copy.copy(option)
    if not option.is_flag:
        shown.metavar = with_names(option.make_metavar(click.Context(command)), command)
    if option.help:
        shown.help = with_names(_heard(OPTION, inspect.cleandoc(option.help)), command)
        if isinstance(option.type, click.Choice):
            shown.help = shown.help.replace("{choices}", ", ".join(option.type.choices))
    return shown


def help_messages(top: click.Group) -> Iterator[tuple[str, str]]:
    """Yield the English of all help texts with their contexts; `make words` reads them."""
    commands: list[click.Command] = [top]
    yield OPTION, SHOW_HELP  # click makes that option anew, with the names that a context gives it
    seen: set[str] = set()
    for command in commands:
        commands += command.commands.values() if isinstance(command, click.Group) else []
        yield f"help.{command.name}", split_example(command.help or "")[0]
        yield from ((METAVAR, name) for name in sorted(_names(command) - seen))
        seen |= _names(command)
        for parameter in command.params:
            text = getattr(parameter, "help", None)
            if text and text not in seen:
                seen.add(text)
                yield OPTION, inspect.cleandoc(text)
