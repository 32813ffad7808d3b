"""Ed25519 keys for seals: made, read and named; the library `cryptography` does the arithmetic.

A private key is a PEM file that only its owner may read, and lies outside every project. Its public
half lies beside it, ends in .pub, and is what others need to check a signature.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.audit.trouble import AuditError
from planner.files import put_bytes
from planner.runs.layout import MANIFEST, PROJECT_FILE

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

KEY_ID_DIGITS = 32
SIGNATURE_BYTES = 64
_LARGEST_BYTES = 100_000  # of a key file; more is something else


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A pair of keys just made: where each half lies, and what it is called."""

    private: Path
    public: Path
    key_id: str


def is_available() -> bool:
    """Return whether the library that checks and makes signatures is installed."""
    from importlib.util import find_spec

    return find_spec("cryptography") is not None


def _need_library() -> None:
    if not is_available():
        raise AuditError("key.no_library")


def make_key_pair(file: Path, passphrase: str | None = None) -> KeyPair:
    """Write a private key to a file, the public one beside it, and return both.

    Raises AuditError where a file exists already or lies inside a project or a run.
    """
    _need_library()
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public_file = file.with_name(f"{file.name}.pub")
    _refuse_inside_project(file)
    for taken in (file, public_file):
        if taken.exists() or taken.is_symlink():
            raise AuditError("key.exists", file=taken)
    if not file.resolve().parent.is_dir():
        raise AuditError("key.no_folder", folder=file.parent)
    key = Ed25519PrivateKey.generate()
    locked: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        locked = serialization.BestAvailableEncryption(passphrase.encode())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    _write_secret(file, pem)
    put_bytes(public_file, public_pem(key.public_key()))
    return KeyPair(private=file, public=public_file, key_id=key_id_of(key.public_key()))


def _write_secret(file: Path, content: bytes) -> None:
    """Write a file that nobody but its owner may read, at no moment."""
    handle, name = tempfile.mkstemp(prefix=".", dir=file.resolve().parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _refuse_inside_project(file: Path) -> None:
    """Raise AuditError for a private key in a project or run, which are handed on as a whole."""
    for folder in file.resolve().parents:
        if (folder / PROJECT_FILE).is_file() or (folder / MANIFEST).is_file():
            raise AuditError("key.inside", file=file, project=folder)


def load_private_key(file: Path, passphrase: str | None = None) -> Ed25519PrivateKey:
    """Return a private key; raises AuditError for what is none, is locked, or lies in a project."""
    _need_library()
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    _refuse_inside_project(file)
    content = _read(file)
    secret = passphrase.encode() if passphrase else None
    if secret is not None and b"ENCRYPTED" not in content:
        secret = None  # a passphrase that the key does not need
    try:
        key = serialization.load_pem_private_key(content, secret)
    except TypeError as fault:
        raise AuditError("key.locked", file=file) from fault
    except Exception as fault:  # the library raises several kinds, also of its own
        name = "key.wrong_passphrase" if secret is not None else "key.not_private"
        raise AuditError(name, file=file) from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise AuditError("key.other_kind", file=file)
    return key


def is_locked(file: Path) -> bool:
    """Return whether a private key asks for a passphrase; raises AuditError."""
    return b"ENCRYPTED PRIVATE KEY" in _read(file)


def passphrase_in(file: Path) -> str:
    """Return the first line of a file; raises AuditError when it is empty or no text."""
    try:
        lines = _read(file).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = []
    if not lines or not lines[0]:
        raise AuditError("key.empty_passphrase", file=file)
    return lines[0]


def load_public_key(file: Path) -> Ed25519PublicKey:
    """Return a public key; raises AuditError for what is none."""
    _need_library()
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    content = _read(file)
    if b"PRIVATE KEY" in content:
        raise AuditError("key.private_given", file=file)
    try:
        key = serialization.load_pem_public_key(content)
    except Exception as fault:  # the library raises several kinds, also of its own
        raise AuditError("key.not_public", file=file) from fault
    if not isinstance(key, Ed25519PublicKey):
        raise AuditError("key.other_kind", file=file)
    return key


def _read(file: Path) -> bytes:
    """Return the content of a key file; raises AuditError for a folder, device or huge file."""
    if not file.is_file():
        raise AuditError("key.missing", file=file)
    if file.stat().st_size > _LARGEST_BYTES:
        raise AuditError("key.not_public", file=file)
    return file.read_bytes()


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Return a public key as the text of its file."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def key_id_of(key: Ed25519PublicKey) -> str:
    """Return the name of a key: the first 32 digits of the SHA-256 of its public half."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:KEY_ID_DIGITS]


def is_signed_by(key: Ed25519PublicKey, signature: bytes, content: bytes) -> bool:
    """Return whether a signature is this key's, over exactly this content."""
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True
