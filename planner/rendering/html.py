"""Pages in one file: a template, its style, its content policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from planner.language import formats
from planner.language.label import Label, Language
from planner.language.labels import LABELS, joined, label, plain
from planner.rendering.page_policy import content_policy

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup


def render(template: str, language: Language, **content: Any) -> str:
    """Return a page from a template of this folder, with all text escaped.

    A page in both languages has the switch of `language.js`, unless it brings its own `script`.

    Templates get `t` for a label in two sizes, `b` for one in two languages of one size, `l` for
    the same of a label that is at hand, `w` for a label as plain words, `n` for numbers, `q` for a
    text as a style sheet quotes it, `scroll` for the beginning of a part that scrolls by itself,
    `label` and `plain` for labels that are handed on, `csp` for the content security policy.
    """
    page = _templates().get_template(template)
    return page.render(
        css=own(tight_style(_source("style.css"))),
        language=language,
        t=lambda key: two_sizes(key, language),
        b=lambda key: in_each(language, lambda one: label(key, one)),
        w=lambda key: label(key, language),
        l=lambda found: in_each(language, found.text),
        n=formats.number,
        scroll=lambda key, own_id="", *more: scroll_part(
            joined(", ", (LABELS[key], *more)), language, own_id
        ),
        label=LABELS.__getitem__,
        plain=plain,
        q=css_text,
        csp=content_policy,
        switch=written_script(),
        **content,
    )


@cache
def _templates() -> jinja2.Environment:
    """Return the templates of this folder, each of which is compiled once."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_source),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=False,
    )


def _source(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def two_sizes(key: str, language: Language) -> Markup:
    """Return a label as HTML: in both languages the English one is smaller."""
    from markupsafe import Markup

    found = LABELS[key]
    if language != "both" or found.mn == found.en:
        return Markup("{}").format(found.text(language))
    return Markup('<span lang="mn">{}</span> <span class="en" lang="en">{}</span>').format(
        found.mn, found.en
    )


def in_each(language: Language, write: Callable[[Language], str]) -> Markup:
    """Return what a function writes, in both languages as parts that can be hidden one by one."""
    from markupsafe import Markup

    if language != "both":
        return Markup("{}").format(write(language))
    mn, en = write("mn"), write("en")
    if mn == en:
        return Markup("{}").format(mn)
    return Markup('<span lang="mn">{}</span><i> · </i><span lang="en">{}</span>').format(mn, en)


def scroll_part(name: Label, language: Language, element_id: str = "") -> Markup:
    """Return the tag of a part that is scrolled by itself, by keyboard too, under its name."""
    from markupsafe import Markup

    own_id = Markup(' id="{}"').format(element_id) if element_id else ""
    each = Markup(' data-mn="{}" data-en="{}"').format(name.mn, name.en)
    tag = '<div class="scroll"{} tabindex="0" role="region" aria-label="{}"{}>'
    return Markup(tag).format(own_id, name.text(language), each if language == "both" else "")


def css_text(text: str) -> Markup:
    """Return a text quoted for a style sheet, with every character that could end it escaped."""
    from markupsafe import Markup

    kept = (c if c.isalnum() or c in " ·-." else f"\\{ord(c):x} " for c in text)
    return Markup('"' + "".join(kept) + '"')


def written_script(*more: str) -> Markup:
    """Return the script of pages whose texts are all written down, and others of this room."""
    names = ("language.js", *more, "written.js")
    return own(as_function("\n".join(map(script_source, names))))


def script_source(name: str) -> str:
    """Return the text of a script of this room."""
    return files(__package__).joinpath("script", name).read_text(encoding="utf-8")


def as_function(script: str) -> str:
    """Return a script, which ends in a line end, as one function that leaves no names."""
    return f'(() => {{\n"use strict";\n{script}}})();\n'


def tight_style(source: str) -> str:
    """Return a style sheet of ours without the space that it does not need."""
    text = re.sub(r"\s*([{};,])\s*", r"\1", source.strip())
    return re.sub(r":\s+", ":", text).replace(";}", "}")


def without_row_ends(page: str) -> str:
    """Return a page without the ends of cells and rows that the next cell or row tells."""
    ends = (("</td></tr>", ""), ("</td><td", "<td"), ("</th><th", "<th"))
    for written, short in ends:
        page = page.replace(written, short)
    return page


def own(text: str) -> Markup:
    """Return a text of ours that is to stand as it is: a style sheet, a script, never data."""
    from markupsafe import Markup

    return Markup(text)
