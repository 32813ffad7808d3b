"""Write the pages of docs/ that are made from the code; `make docs` runs this.

`--check` writes nothing and fails when a page is not what the code says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

import cli
from inventory import inputs_page
from planner.language import labels
from planner.reports.findings_report import rules_markdown

ROOT = Path(__file__).resolve().parent.parent
INTRODUCTION = """\
# The command

This page is generated from the command itself by `make docs`; a test keeps it current.

In five minutes: `kholboo --help` lists the commands, `kholboo COMMAND --help` says what one does,
with an example.

Data goes to stdout, everything else to stderr.
With `--json` a command prints one object on stdout:
`schema_version`, `command`, `status`, `data`, `findings` and `warnings`;
`audit verify` adds `seal`.
Progress is shown only on a terminal; with `--log-json` it comes as JSON lines on stderr instead.
The options of every command may stand before or after the command.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | the input has errors, or an audit found a difference |
| 2 | the command line, the configuration, or a file that cannot be used |
| 3 | the limits cannot hold together: no plan exists |
| 4 | stopped before there was a plan: out of time, disk or memory |
| 5 | a plan, but above the gap that `--gap` asked for |
| 6 | no plan was made: no site can gain any benefit, and the message says why |
| 70 | our mistake; the message names a log to send us |
| 130 | interrupted; the best plan so far is saved |
"""


def commands(
    group: click.Group, above: click.Context
) -> Iterator[tuple[click.Command, click.Context]]:
    """Yield every command below a group with its context, in the order of the help."""
    for name in group.list_commands(above):
        command = group.commands[name]
        context = command.make_context(name, [], above, resilient_parsing=True)
        yield command, context
        if isinstance(command, click.Group):
            yield from commands(command, context)


def command_page() -> str:
    """Return docs/cli.md."""
    top = cli.shell.make_context("kholboo", [], resilient_parsing=True, terminal_width=80)
    parts = [INTRODUCTION, _section("kholboo", cli.shell.get_help(top))]
    for command, context in commands(cli.shell, top):
        parts.append(_section(context.command_path, command.get_help(context)))
    return "\n".join(parts)


def _section(path: str, text: str) -> str:
    own = text.split("\nOptions of every command:")[0] if path != "kholboo" else text
    return f"## {path}\n\n```text\n{own.rstrip()}\n```\n"


GROUPS = {
    "kind": "Kinds of site · Байгууллагын төрөл",
    "link_type": "Links · Холболт",
    "technology": "Technologies · Технологи",
    "status": "What becomes of a site · Байгууллагын төлөв",
    "reason": "Reasons · Шалтгаан",
    "category": "What a tender buys · Худалдан авалтын ангилал",
    "procurement": "Packages · Худалдан авах багц",
    "ruling": "Where no method is named · Арга нэрлээгүй шалтгаан",
    "timing": "When it is paid · Төлөх хэлбэр",
    "coordinate_quality": "Where a point comes from · Байршлын чанар",
    "severity": "Severity of a finding · Илрүүлэлтийн зэрэг",
}
MARK = "<!-- below: made from the code by `make docs` -->\n"


def glossary_page() -> str:
    """Return docs/glossary.md: the concepts as written, and every code with both its words."""
    head = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition(MARK)[0]
    return "\n".join([head + MARK, *(_code_section(group) for group in GROUPS)])


def _code_section(group: str) -> str:
    found = {k: v for k, v in sorted(labels.LABELS.items()) if k.startswith(f"{group}.")}
    rows = [f"| `{k.partition('.')[2]}` | {v.en} | {v.mn} |" for k, v in found.items()]
    head = f"## {GROUPS[group]}\n\n| code | English | Монгол |\n| --- | --- | --- |\n"
    return head + "\n".join(rows) + "\n"


PAGES = {
    "cli.md": command_page,
    "findings.md": rules_markdown,
    "glossary.md": glossary_page,
    "inputs.md": inputs_page.markdown,
}


def main() -> None:
    """Write the pages, or with --check compare them."""
    stale = []
    for name, page in PAGES.items():
        path, text = ROOT / "docs" / name, page()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.exit(f"docs/{', docs/'.join(stale)} is not what the code says; run: make docs")
    print(f"Pages changed: {', '.join(stale) or 'none'}")


if __name__ == "__main__":
    main()
