"""The script and the style of the page, from the readable files beside this one."""

from __future__ import annotations

from importlib.resources import files


def page_script() -> str:
    """Return the files of `script/` one after another, as one function that leaves no names."""
    folder = files(__package__) / "script"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".js"))
    parts = "\n".join(_tight(folder.joinpath(name).read_text(encoding="utf-8")) for name in names)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


def _tight(source: str) -> str:
    """Return a source without lines of comment, empty lines and the space before its lines."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def page_style() -> str:
    """Return the style sheet of what the script shows."""
    return _tight(files(__package__).joinpath("page.css").read_text(encoding="utf-8"))
