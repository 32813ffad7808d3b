"""What was read and judged before, kept in the project's own cache folder.

An entry is a JSON file `.kholboo/cache/<what>-<hash of its key>.json`. Its first line is a keyed
hash (HMAC-SHA-256) of all the rest under a secret that lies in the user's own folder, never in the
project. An entry that this user did not write on this machine is therefore not believed, whoever
handed the folder over. Reading an entry runs no code. A folder that cannot be written to keeps
nothing, an entry that is damaged counts as absent, and the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

FORMAT = 1  # raise it when entries change their meaning
FOLDER, CACHE = ".kholboo", "cache"
SWITCH = "KHOLBOO_CACHE"  # "off" in the environment: nothing is kept, nothing kept is used
LARGEST_ENTRY_BYTES = 32 * 2**20
LARGEST_CACHE_BYTES = 128 * 2**20
MOST_ENTRIES = 400
_SECRET_BYTES = 32
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends
_OLD_TEMPORARY_SECONDS = 86_400
_ENTRY = re.compile(r"[a-z]+-[0-9a-f]{64}\.json")
_TEMPORARY = re.compile(r"\.tmp-[0-9a-f]{16}")
_LIBRARIES = (
    *("numpy", "scipy", "networkx", "shapely", "pyproj", "pyogrio", "pandas", "pyarrow"),
    *("python-calamine", "openpyxl", "pydantic"),
)


class Kept(Protocol):
    """Keeps plain data under a key, and gives them back."""

    def get(self, what: str, key: Any) -> Any:
        """Return what was kept under a key, None when nothing was."""

    def put(self, what: str, key: Any, value: Any) -> None:
        """Keep plain data under a key; what cannot be kept is not, and nothing is raised."""


@dataclass(frozen=True, slots=True)
class NothingKept:
    """Keeps nothing: everything is read and judged anew."""

    def get(self, _what: str, _key: Any) -> None:
        """Return None: nothing was kept."""

    def put(self, _what: str, _key: Any, _value: Any) -> None:
        """Do nothing."""


NOTHING_KEPT = NothingKept()


@dataclass(frozen=True, slots=True)
class OnlyKeeping:
    """Keeps for the commands that follow, and gives nothing back: all is read and judged anew."""

    inner: Kept

    def get(self, _what: str, _key: Any) -> None:
        """Return None, whatever was kept."""

    def put(self, what: str, key: Any, value: Any) -> None:
        """Keep plain data in the cache."""
        self.inner.put(what, key, value)


def only_keeping(kept: Kept) -> Kept:
    """Return a cache that keeps what another keeps and gives nothing back."""
    return NOTHING_KEPT if kept is NOTHING_KEPT else OnlyKeeping(kept)


def kept_in(project: Path, secret_place: Path | None = None) -> Kept:
    """Return the cache of a project folder; one that keeps nothing where there can be none.

    `secret_place` is the file of the user's secret, by default in the user's own folder.
    """
    if os.environ.get(SWITCH, "").casefold() == "off" or not (project / "kholboo.toml").is_file():
        return NOTHING_KEPT
    secret = _secret(secret_place or _secret_place())
    folder = project / FOLDER / CACHE
    if secret is None or folder.parent.is_symlink() or folder.is_symlink():
        return NOTHING_KEPT
    return KeptFolder(folder=folder, secret=secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFolder:
    """Entries in a folder, each sealed with the user's secret."""

    folder: Path
    secret: bytes

    def get(self, what: str, key: Any) -> Any:
        """Return what this user kept under a key, None when nothing was or the entry is damaged."""
        try:
            seal, _, body = _contents(self.folder / _name(what, key)).partition(b"\n")
            if not hmac.compare_digest(seal, self._seal(body)):
                return None
            entry = json.loads(body)
            same = entry["what"] == what and entry["key"] == json.loads(_json(key))  # no tuples
            return entry["value"] if same else None
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return None

    def put(self, what: str, key: Any, value: Any) -> None:
        """Keep plain data under a key, under its name only when complete."""
        with suppress(OSError, ValueError, TypeError, RecursionError):
            body = _json({"what": what, "key": key, "value": value}).encode()
            if len(body) <= LARGEST_ENTRY_BYTES:
                self._write(_name(what, key), self._seal(body) + b"\n" + body)
                self._make_room()

    def _seal(self, body: bytes) -> bytes:
        return hmac.digest(self.secret, body, "sha256").hex().encode()

    def _write(self, name: str, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), (self.folder.parent / ".gitignore").open("xb") as ignored:
            ignored.write(b"*\n")
        _replace(self.folder / name, self.folder, data)

    def _make_room(self) -> None:
        """Remove the oldest entries beyond the bounds, and what interrupted writes have left."""
        entries = []
        for path in self.folder.iterdir():
            status = path.lstat()
            if _ENTRY.fullmatch(path.name):
                entries.append((status.st_mtime, path.name, status.st_size))
            elif _TEMPORARY.fullmatch(path.name) and _is_old(status):
                path.unlink(missing_ok=True)
        total = 0
        for number, (_, name, size) in enumerate(sorted(entries, reverse=True)):
            total += size
            if number >= MOST_ENTRIES or total > LARGEST_CACHE_BYTES:
                (self.folder / name).unlink(missing_ok=True)


def _is_old(status: os.stat_result) -> bool:
    return time.time() - status.st_mtime > _OLD_TEMPORARY_SECONDS


def _json(data: Any, *, sort_keys: bool = False) -> str:
    """Return plain data as JSON; raises ValueError on what JSON lacks."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=sort_keys, separators=(",", ":"), allow_nan=False
    )


def _name(what: str, key: Any) -> str:
    return f"{what}-{hashlib.sha256(_json(key, sort_keys=True).encode()).hexdigest()}.json"


def _contents(path: Path) -> bytes:
    """Return the bytes of an ordinary file of bounded size; raises OSError for any other."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(f"{path} is not an ordinary file")
    with path.open("rb") as stream:
        data = stream.read(LARGEST_ENTRY_BYTES + 1024)
    if len(data) >= LARGEST_ENTRY_BYTES + 1024:
        raise OSError(f"{path} is too large")
    return data


def _replace(path: Path, folder: Path, data: bytes) -> None:
    """Write a file under a temporary name, then give it its own."""
    temporary = folder / f".tmp-{secrets.token_hex(8)}"
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


# -- the secret ---------------------------------------------------------------------------------


def _secret_place() -> Path | None:
    """Return where the user's secret lies, None for a user without a folder."""
    if sys.platform == "win32":
        given = os.environ.get("LOCALAPPDATA")
    else:
        given = os.environ.get("XDG_STATE_HOME")
    try:
        home = Path(given) if given else Path.home() / ".local" / "state"
    except RuntimeError:
        return None
    return home / "kholboo" / "cache.key"


def _secret(place: Path | None) -> bytes | None:
    """Return the user's secret, made when there is none; None when it cannot be kept."""
    if place is None:
        return None
    try:
        return _read_secret(place) or _make_secret(place)
    except OSError:
        return None


def _read_secret(place: Path) -> bytes | None:
    """Return a secret that nobody else may read or change, None when there is no such."""
    try:
        status = place.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size != _SECRET_BYTES:
        return None
    if os.name == "posix" and (status.st_mode & 0o077 or status.st_uid != os.getuid()):
        return None
    return place.read_bytes()


def _make_secret(place: Path) -> bytes | None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _replace(place, place.parent, secrets.token_bytes(_SECRET_BYTES))
    return _read_secret(place)


# -- who made an entry --------------------------------------------------------------------------


def made_by(*folders: Path) -> dict[str, Any] | None:
    """Return what an answer depends on besides its input: the code in some folders, and versions.

    None when the code is not there to be hashed: then nothing may be kept.
    """
    source = _source_sha256(folders)
    if source is None:
        return None
    return {"format": FORMAT, "source": source, "versions": _versions()}


@cache
def _source_sha256(folders: tuple[Path, ...]) -> str | None:
    digest = hashlib.sha256()
    for folder in folders:
        files = sorted(folder.rglob("*.py"))
        if not files:
            return None
        for path in files:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(folder.parent).as_posix()} {content}\n".encode())
    return digest.hexdigest()


@cache
def _versions() -> dict[str, str | None]:
    """Return the versions of Python, of the machine and of the libraries that read and judge."""
    found: dict[str, str | None] = {"python": sys.version, "system": sys.platform}
    return found | {name: _version(name) for name in _LIBRARIES}


def _version(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def plain(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return named values as plain data; what JSON lacks stands as its type and its own text."""
    return {name: _plain(value) for name, value in values}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return f"{type(value).__name__}: {value!r}"
