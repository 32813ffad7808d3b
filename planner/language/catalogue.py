"""The Mongolian of every message, from the compiled catalogue that the .po of translators gives.

A message is its English under a context, its key: `kholboo.po` has both, so that a translator sees
what stands where. Only the compiled `kholboo.mo` is read, by gettext of the standard library. The
wheel brings it; in a checkout it is made when the .po is newer.
"""

from __future__ import annotations

import gettext
import os
import tempfile
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

DOMAIN = "kholboo"
FOLDER = Path(__file__).parent / "locale" / "mn" / "LC_MESSAGES"


class CatalogueError(RuntimeError):
    """The catalogue cannot be read, or lacks a message; nothing falls back to English."""


def mongolian(context: str, english: str) -> str:
    """Return a message in Mongolian; raises CatalogueError where the catalogue lacks it."""
    return translations().pgettext(context, english)


def mongolian_of_many(context: str, one: str, many: str, number: int) -> str:
    """Return a message with two forms in Mongolian, as said of so many; raises CatalogueError."""
    return translations().npgettext(context, one, many, number)


@cache
def translations() -> gettext.NullTranslations:
    """Return the catalogue, read once; raises CatalogueError where there is none."""
    found = gettext.GNUTranslations(BytesIO(compiled(FOLDER)))
    found.add_fallback(_Missing())
    return found


def compiled(folder: Path) -> bytes:
    """Return the catalogue of a folder, compiled anew where its .po is newer than its .mo.

    Raises CatalogueError where there is neither, and where Babel is needed and not installed.
    """
    source, made = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if not made.is_file() and not source.is_file():
        raise CatalogueError(f"no {made.name} in {folder}: install Kholboo again")
    if not source.is_file() or (made.is_file() and _age(made) >= _age(source)):
        return made.read_bytes()
    content = compile_po(source.read_bytes())
    with suppress(OSError):  # a folder that may not be written compiles at each start
        write_catalogue(made, content)
    return content


def _age(path: Path) -> int:
    return path.stat().st_mtime_ns


def compile_po(content: bytes) -> bytes:
    """Return the .mo of a .po; entries that are empty or fuzzy are left out, as in gettext.

    Raises CatalogueError where Babel is not installed or the .po is malformed.
    """
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import PoFileError, read_po
    except ImportError as error:
        raise CatalogueError(
            f"{DOMAIN}.po is newer than {DOMAIN}.mo, and Babel, which compiles it, is not "
            "installed: pip install babel"
        ) from error
    try:
        catalogue = read_po(BytesIO(content), locale="mn", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{DOMAIN}.po cannot be read: {error}") from error
    made = BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def write_catalogue(path: Path, content: bytes) -> None:
    """Write a compiled catalogue whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


class _Missing(gettext.NullTranslations):
    """What is asked when the catalogue lacks a message."""

    def pgettext(self, context: str, message: str) -> str:
        """Raise CatalogueError: a reader of Mongolian is never given English in silence."""
        raise CatalogueError(f"{DOMAIN}.po has no Mongolian of {context}: {message!r}")

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        """Raise CatalogueError, as `pgettext` does."""
        raise CatalogueError(f"{DOMAIN}.po has no Mongolian of {context}: {msgid1!r}")
