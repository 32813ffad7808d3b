"""What click says of a command line, as its source has it, and the headings of our help."""

from __future__ import annotations

CLICK_TEXTS: frozenset[str] = frozenset(
    (
        # headings
        "Usage:",
        "Options",
        "Options of every command",
        "Commands",
        "Example",
        # beside an option
        "deprecated",
        "required",
        "default: {default}",
        "env var: {var}",
        "(dynamic)",
        # numbers
        "integer",
        "float",
        "integer range",
        "float range",
        # faults
        "Aborted!",
        "Missing command.",
        "Missing argument",
        "Missing option",
        "Missing parameter",
        "Missing {param_type}",
        "Missing parameter: {param_name}",
        "Invalid value: {message}",
        "Invalid value for {param_hint}: {message}",
        "No such option {name!r}.",
        "No such command {name!r}.",
        "Option {name!r} does not take a value.",
        "Argument {name!r} takes {nargs} values.",
        "Could not open file {filename!r}: {message}",
        "unknown error",
        "Choose from:\n\t{choices}",
        "{value} is not in the range {range}.",
        "{value!r} is not a valid {number_type}.",
        "{value!r} is not a valid boolean. Recognized values: {states}",
        "{name} {filename!r} does not exist.",
        "{name} {filename!r} is a file.",
        "{name} {filename!r} is a directory.",
        "{name} {filename!r} is not readable.",
        "{name} {filename!r} is not writable.",
        "file",
        "directory",
        "path",
        # questions
        "Repeat for confirmation",
        "Do you want to continue?",
        "Error: {message}",
        "Error: invalid input",
        "Error: The two entered values do not match.",
    )
)
CLICK_PLURALS: tuple[tuple[str, str], ...] = (
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
)
"""Sentences with two forms; the second form is that of many."""
