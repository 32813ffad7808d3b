"""The script and the style of the page, from the readable files beside this one."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from planner.rendering.html import as_function, script_source, tight_style


def page_script(*more: Traversable) -> str:
    """Return the switch of languages and `script/` as one function that leaves no names.

    `more` are folders of scripts that build on them, for a page that does more than this one.
    """
    folders = (files(__package__) / "script", *more)
    texts = [script_source("language.js"), *(text for one in folders for text in _scripts(one))]
    parts = "\n".join(map(_tight, texts))
    return as_function(parts + "\n")


def difference_script() -> Traversable:
    """Return the folder of scripts that tell what another plan gave each site."""
    return files(__package__) / "difference"


def _scripts(folder: Traversable) -> list[str]:
    """Return the scripts of a folder in the order of their names."""
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".js"))
    return [folder.joinpath(name).read_text(encoding="utf-8") for name in names]


def _tight(source: str) -> str:
    """Return a source without lines of comment, empty lines and the space before its lines."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def page_style() -> str:
    """Return the style sheet of what the script shows."""
    return tight_style(files(__package__).joinpath("page.css").read_text(encoding="utf-8"))
