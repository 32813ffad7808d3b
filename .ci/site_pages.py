"""Put the pages beside docs/ into the documentation site, their links turned to it.

A hook of MkDocs: README.md becomes the first page, CONTRIBUTING.md and CHANGELOG.md follow. Links
from one page to another are checked by MkDocs, which ends at a dead one; links to what is no page
(folders and files of the code) become plain text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
BESIDE = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_IMAGE = re.compile(r"(!\[[^\]]*\]\()docs/([^)\s]+\))")


def on_files(files: Files, config: Any) -> Files:
    """Add the pages beside docs/."""
    for name, page in BESIDE.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=_IMAGE.sub(r"\1\2", text)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Turn the links of a page to the pages of the site."""
    beside = page.file.src_uri in BESIDE.values()
    return _LINK.sub(lambda found: _turned(found, beside), markdown)


def _turned(found: re.Match[str], beside: bool) -> str:
    text, (path, mark, anchor) = found[1], found[2].partition("#")
    if "://" in path or not path:
        return found[0]
    own = path.removeprefix("../") if not beside else path
    outside = beside or path.startswith("../")
    if outside and own in BESIDE:
        return f"[{text}]({BESIDE[own]}{mark}{anchor})"
    if beside and path.startswith("docs/"):
        return f"[{text}]({path.removeprefix('docs/')}{mark}{anchor})"
    if outside and (ROOT / own).exists():
        return text
    return found[0]
