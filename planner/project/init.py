"""Starting a project: copies of the folders that Kholboo carries with it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from inventory.schema.column import Shape
from inventory.schema.tables import TABLES
from planner.errors import SettingsError
from planner.language.said import Said, said
from planner.project.country.countries import OURS, country_of
from planner.project.country.country_project import project_text

TEMPLATES = {
    "mongolia": "an example country: real settlements of Mongolia, everything else invented",
    "blank": "an empty project: every table with its headers, ready to be filled in",
}


class TemplateError(SettingsError, ValueError):
    """A project cannot be started there; the message ends with the next step."""

    def __init__(self, message: Said, next_step: Said) -> None:
        self.message = message
        self.next_step = next_step
        super().__init__(said("{message}; {next}", message=message, next=next_step))


def init_project(dest: Path, template: str, country: str | None = None) -> list[Path]:
    """Copy a template to a new or empty folder and return the files written, in name order.

    With `country`, a code of ISO 3166-1, the blank project has the currency and the words of that
    country. Nothing is left behind when the copy fails: the files are written into a working
    folder on the same disk and moved into place at the end, the project file last.

    Raises:
        UnknownCountryError: no such country.
        TemplateError: no such template, an example for another country, or `dest` is not empty,
            not a folder or not writable.
    """
    source = _template(template)
    contents = {**dict(_files(source)), **_own_files(template, country)}
    _refuse_unusable(dest)
    names = sorted(contents)
    try:
        with _working_folder(dest) as fresh:
            for name in names:
                _write(fresh / name, contents[name])
            _take_place(fresh, dest)
    except OSError as error:
        raise _cannot_write(dest, error) from error
    return [dest / name for name in names]


def blank_tables() -> dict[str, bytes]:
    """Return the tables of the blank project, a header each; what is drawn comes as layers.

    Left out are columns that others say better: `link_type` says more than `connected`.
    """
    return {
        f"data/{table.name}.csv": ",".join(
            c.name for c in table.columns if not c.implies and c.name != "position"
        ).encode()
        + b"\n"
        for table in TABLES.values()
        if table.shape is not Shape.AREA and not table.needs_geometry
    }


def _own_files(template: str, country: str | None) -> dict[str, bytes]:
    """Return the files that are not copied: headers, and the project file of a country."""
    tables = blank_tables() if template == "blank" else {}
    if country is None:
        return tables
    chosen = country_of(country)
    if template != "blank":
        raise TemplateError(
            said("the template {template} is an example of one country", template=template),
            said("leave --template out to start a project for {country}", country=chosen.name),
        )
    if chosen.code == OURS:
        return tables
    return {**tables, "kholboo.toml": project_text(chosen).encode()}


def _template(name: str) -> Traversable:
    """Return the folder of a template inside the package."""
    if name not in TEMPLATES:
        known = ", ".join(sorted(TEMPLATES))
        raise TemplateError(
            said("there is no template {name!r}", name=name),
            said("choose one of: {known}", known=known),
        )
    return files("planner") / "templates" / name


def _refuse_unusable(dest: Path) -> None:
    """Raise when `dest` exists and is anything but an empty folder."""
    try:
        if dest.is_symlink() and not dest.exists():
            raise TemplateError(
                said("{folder} points to nothing", folder=dest), said("choose another folder")
            )
        if not dest.exists():
            return
        if not dest.is_dir():
            raise TemplateError(
                said("{folder} is a file, not a folder", folder=dest), said("choose another folder")
            )
        if any(dest.iterdir()):
            raise TemplateError(
                said("{folder} is not empty", folder=dest),
                said("choose a new folder, or empty this one first"),
            )
        if not os.access(dest, os.W_OK | os.X_OK):
            raise TemplateError(
                said("{folder} cannot be written to", folder=dest),
                said("choose a folder that is yours"),
            )
    except OSError as error:
        raise _cannot_write(dest, error) from error


def _cannot_write(dest: Path, error: OSError) -> TemplateError:
    """Return what the system said, as our error."""
    reason = error.strerror or str(error)
    return TemplateError(
        said("{folder} cannot be written ({reason})", folder=dest, reason=reason),
        said("choose a folder that is yours and has space"),
    )


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield all files below a folder of the package: names relative to it, and contents."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry.read_bytes()


def _write(path: Path, content: bytes) -> None:
    """Write one file of a new project."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@contextmanager
def _working_folder(dest: Path) -> Iterator[Path]:
    """Give a new folder on the disk of `dest`, and leave no trace of it when the work fails."""
    within = dest if dest.exists() else dest.absolute().parent
    made = _make_parents(within)
    fresh = Path(tempfile.mkdtemp(prefix=".kholboo-", dir=within))
    try:
        yield fresh
        made = []
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()


def _make_parents(parent: Path) -> list[Path]:
    """Create missing parent folders and return them, innermost first."""
    missing = []
    folder = parent
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    parent.mkdir(parents=True, exist_ok=True)
    return missing


def _take_place(fresh: Path, dest: Path) -> None:
    """Put the finished files where the project is wanted; an existing folder stays itself."""
    if not dest.exists():
        fresh.chmod(0o777 & ~_umask())
        fresh.rename(dest)
        return
    moved: list[Path] = []
    try:
        for entry in sorted(fresh.iterdir(), key=lambda path: (path.is_file(), path.name)):
            moved.append(dest / entry.name)
            entry.rename(moved[-1])
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the permission mask of this process."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
