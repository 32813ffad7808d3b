"""The signatures of a run: `signatures/<key id>.sig` over manifest.json, `<key id>.pub` beside it.

A signature in the folder proves nothing by itself: anybody can make a key. It proves who sealed the
run to whoever got the public key, or the key id, from that person by another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.audit.difference import Difference, differs
from planner.audit.seals import keys
from planner.audit.trouble import AuditError
from planner.files import put_bytes
from planner.runs.layout import SIGNATURES
from planner.runs.seal import manifest_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

_NAME = re.compile(rf"(?P<key_id>[0-9a-f]{{{keys.KEY_ID_DIGITS}}})\.(?:sig|pub)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature found in a run; `holds` is None where the library to check it is missing."""

    key_id: str
    holds: bool | None


def is_signature_file(name: str) -> bool:
    """Return whether a path inside a run is that of a signature or of the key beside it."""
    folder, _, file = name.partition("/")
    return folder == SIGNATURES and _NAME.fullmatch(file) is not None


def sign_run(run_dir: Path, key: Ed25519PrivateKey) -> str:
    """Write a key's signature of a run, and its public half; return the key id."""
    folder, key_id = run_dir / SIGNATURES, keys.key_id_of(key.public_key())
    folder.mkdir(exist_ok=True)
    contents = {
        f"{key_id}.sig": key.sign(manifest_bytes(run_dir)),
        f"{key_id}.pub": keys.public_pem(key.public_key()),
    }
    for name, content in contents.items():
        put_bytes(folder / name, content)
    return key_id


def signatures_in(run_dir: Path) -> tuple[list[Signature], list[Difference]]:
    """Return the signatures of a run, each checked with the key beside it, and what is wrong."""
    found: list[Signature] = []
    wrong: list[Difference] = []
    for key_id in _key_ids(run_dir):
        faults = list(_faults(run_dir, key_id)) if keys.is_available() else []
        holds = not faults if keys.is_available() else None
        found.append(Signature(key_id=key_id, holds=holds))
        wrong += faults
    return found, wrong


def _key_ids(run_dir: Path) -> list[str]:
    names = (f"{SIGNATURES}/{path.name}" for path in (run_dir / SIGNATURES).glob("*"))
    return sorted({n.partition("/")[2].partition(".")[0] for n in names if is_signature_file(n)})


def _faults(run_dir: Path, key_id: str) -> Iterator[Difference]:
    """Yield what is wrong with a signature and the public key beside it."""
    name = f"{SIGNATURES}/{key_id}.pub"
    try:
        key = keys.load_public_key(run_dir / name)
    except AuditError as fault:
        yield differs(name, "public key", f"the key {key_id}", str(fault))
        return
    if keys.key_id_of(key) != key_id:
        yield differs(name, "key id", key_id, keys.key_id_of(key))
        return
    if keys.public_pem(key) != (run_dir / name).read_bytes().replace(b"\r\n", b"\n"):
        yield differs(name, "public key", f"nothing but the key {key_id}", "more or other text")
    yield from fault_of_signature(run_dir, key)


def fault_of_signature(run_dir: Path, key: Ed25519PublicKey) -> Iterator[Difference]:
    """Yield what is wrong with the signature that a key should have left in a run."""
    name = f"{SIGNATURES}/{keys.key_id_of(key)}.sig"
    file = run_dir / name
    if not file.is_file():
        others = ", ".join(_key_ids(run_dir)) or "nobody"
        yield differs(name, "signature", f"by the key {keys.key_id_of(key)}", f"by {others}")
        return
    size = file.stat().st_size
    if size != keys.SIGNATURE_BYTES:
        yield differs(name, "bytes of the signature", keys.SIGNATURE_BYTES, size)
    elif not keys.is_signed_by(key, file.read_bytes(), manifest_bytes(run_dir)):
        yield differs(
            name, "signature", "of this manifest", "of another one, or altered: not this run's"
        )
