"""A run that was swapped or made again is refused by whoever knows its seal or its signer."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from planner.audit.difference import Difference
from planner.audit.seals import keys
from planner.audit.seals.check_seal import Voucher, check_seal, seal_from
from planner.audit.seals.seal_run import seal_lines, seal_run
from planner.audit.trouble import AuditError
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.runs.canonical import sha256_of
from planner.runs.later_exports import add_to_run
from planner.runs.manifest import checksum_of
from planner.runs.run_folder import load_run
from planner.runs.seal import seal_of, write_seal


@pytest.fixture
def run_dir(project: Any, world: Any) -> Path:
    """Return a finished run."""
    made: Path = make_plan(project(world.under(limits={"capex_minor": 3000})), exports=())[1]
    return made


@pytest.fixture
def other_run(project: Any, world: Any) -> Path:
    """Return an honest run of another project."""
    given = world.under(limits={"capex_minor": 900})
    made: Path = make_plan(project(given, "another"), exports=())[1]
    return made


@pytest.fixture
def pair(tmp_path: Path) -> keys.KeyPair:
    """Return a pair of keys."""
    return keys.make_key_pair(tmp_path / "ministry")


def _fields(differences: Any) -> set[tuple[str, str]]:
    return {(d.file.rpartition(".")[2], d.field) for d in differences}


def _made_again(run_dir: Path) -> None:
    """Change an export's worth of content, and put every hash right: a run made as a whole."""
    (run_dir / "verify.py").write_text("print('holds')\n", encoding="utf-8")
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    for output in manifest["outputs"]:
        file = run_dir / output["path"]
        output |= {"sha256": sha256_of(file), "bytes": file.stat().st_size}
    manifest["checksum"] = checksum_of(manifest)
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    write_seal(run_dir)


# --- the seal


def test_the_seal_is_the_hash_of_the_manifest_and_is_printed_on_no_listed_file(
    run_dir: Path,
) -> None:
    """Anybody computes it with sha256sum; the manifest lists every other file but seal.json."""
    seal = hashlib.sha256((run_dir / "manifest.json").read_bytes()).hexdigest()
    manifest = load_run(run_dir).manifest
    listed = {o["path"] for o in manifest["outputs"]} | {i["copy"] for i in manifest["inputs"]}
    files = {p.relative_to(run_dir).as_posix() for p in run_dir.rglob("*") if p.is_file()}

    assert seal_of(run_dir) == seal
    assert json.loads((run_dir / "seal.json").read_text("utf-8"))["manifest_sha256"] == seal
    assert files - listed == {"manifest.json", "seal.json"}
    assert not any(seal in (run_dir / name).read_text("utf-8") for name in listed)


def test_an_honest_run_that_nobody_vouches_for_is_told_loudly(run_dir: Path) -> None:
    """All holds, and still nobody knows that it is the run that was promised."""
    report = check_seal(run_dir)

    assert report.differences == ()
    assert report.vouched_by is Voucher.NOBODY
    (warning,) = report.warnings("en")
    assert "unsigned: nobody vouches that this is the run you were promised" in warning
    assert "гарын үсэггүй" in report.warnings("mn")[0]


@pytest.mark.parametrize(
    "written",
    [
        "{0}",
        "{upper}",
        "{1}",
        "{groups}",
        "{dashes}",
        " {groups}\n",
    ],
)
def test_the_expected_seal_may_be_copied_from_paper(run_dir: Path, written: str) -> None:
    """Whole or 32 digits of it, in any case, spaces and dashes ignored."""
    seal = seal_of(run_dir)
    groups = " ".join(seal[i : i + 4] for i in range(0, 64, 4))
    text = written.format(
        seal, seal[:32], upper=seal.upper(), groups=groups, dashes=groups.replace(" ", "-")
    )
    report = check_seal(run_dir, expected=text)

    assert report.differences == ()
    assert report.vouched_by is Voucher.EXPECTED
    assert report.warnings("en") == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a" * 31, "seal.wrong_length"),
        ("a" * 65, "seal.wrong_length"),
        ("", "seal.not_digits"),
        ("1b85 70f8 dda0", "seal.wrong_length"),
        ("g" * 64, "seal.not_digits"),
        ("а" * 64, "seal.not_digits"),  # Cyrillic
    ],
)
def test_what_proves_nothing_is_not_taken_for_a_seal(text: str, key: str) -> None:
    """Too few digits can be met by trying."""
    with pytest.raises(AuditError) as fault:
        seal_from(text)
    assert fault.value.key == key
    assert fault.value.told("mn") != fault.value.told("en") == str(fault.value)


def test_another_honest_run_is_refused_by_the_expected_seal(run_dir: Path, other_run: Path) -> None:
    """The swapped run verifies by itself; it is not the one that was promised."""
    promised = seal_of(run_dir)
    shutil.rmtree(run_dir)
    shutil.copytree(other_run, run_dir)

    assert [d for d in verify_run(run_dir) if not d.file.startswith("project")] == []
    (found,) = check_seal(run_dir, expected=promised).differences
    assert (found.file, found.field, found.recorded) == ("manifest.json", "seal", promised)


def test_a_run_made_again_as_a_whole_is_refused_by_seal_and_by_key(
    run_dir: Path, pair: keys.KeyPair
) -> None:
    """Its hashes fit one another; the seal that was told and the signature do not."""
    promised = seal_of(run_dir)
    seal_run(run_dir, pair.private)
    _made_again(run_dir)

    assert verify_run(run_dir) == []
    assert check_seal(run_dir, expected=promised).differences
    assert _fields(check_seal(run_dir, key_file=pair.public).differences) == {("sig", "signature")}
    shutil.rmtree(run_dir / "signatures")  # whoever makes it again leaves the signature out
    assert check_seal(run_dir).vouched_by is Voucher.NOBODY
    assert _fields(check_seal(run_dir, key_file=pair.public).differences) == {("sig", "signature")}


def test_the_plan_s_fingerprint_is_not_taken_for_the_seal(run_dir: Path) -> None:
    """It covers no exports; the difference says which hash it is."""
    fingerprint = load_run(run_dir).plan.fingerprint
    (found,) = check_seal(run_dir, expected=fingerprint).differences

    assert "the plan's fingerprint" in found.recomputed


def test_a_seal_of_another_run_is_a_difference(run_dir: Path, other_run: Path) -> None:
    """So is a missing one, and one with another word in it."""
    shutil.copy(other_run / "seal.json", run_dir / "seal.json")
    assert ("seal.json", "seal") in {(d.file, d.field) for d in verify_run(run_dir)}
    write_seal(run_dir)
    assert verify_run(run_dir) == []
    text = (run_dir / "seal.json").read_text("utf-8")
    (run_dir / "seal.json").write_text(text.replace("}", ',"note": 1}'), encoding="utf-8")
    assert verify_run(run_dir)
    (run_dir / "seal.json").unlink()
    assert [(d.file, d.recomputed) for d in verify_run(run_dir)] == [("seal.json", "missing")]


def test_an_altered_listing_breaks_the_seal(run_dir: Path) -> None:
    """A file taken out of the list, with the manifest's own checksum put right."""
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    manifest["outputs"] = [o for o in manifest["outputs"] if o["path"] != "verify.py"]
    manifest["checksum"] = checksum_of(manifest)
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = {(d.file, d.field) for d in verify_run(run_dir)}

    assert found == {("seal.json", "seal"), ("verify.py", "file")}


@pytest.mark.parametrize("path", ["../../../secret.csv", "/etc/passwd"])
def test_a_listing_that_leads_out_of_the_run_is_a_difference(run_dir: Path, path: str) -> None:
    """Nothing outside is read."""
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    manifest["outputs"].append({"path": path, "sha256": "0" * 64, "bytes": 1})
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert (path, "path") in {(d.file, d.field) for d in verify_run(run_dir)}


# --- signatures


def test_a_signed_run_is_vouched_for_by_the_key_that_was_named(
    run_dir: Path, pair: keys.KeyPair
) -> None:
    """Without a key the signature is told, and that nobody knows whose it is."""
    report, differences = seal_run(run_dir, pair.private)

    assert differences == [] and report is not None
    assert any(pair.key_id in line for line in seal_lines(report, "runs/x", True, "en"))
    named = check_seal(run_dir, key_file=pair.public)
    assert named.vouched_by is Voucher.KEY and named.warnings("en") == []
    unnamed = check_seal(run_dir)
    assert unnamed.vouched_by is Voucher.UNKNOWN_KEY
    assert "anybody can make a key" in unnamed.warnings("en")[0]
    assert verify_run(run_dir) == []


def test_two_people_may_sign(run_dir: Path, pair: keys.KeyPair, tmp_path: Path) -> None:
    """Each key has a file of its own."""
    second = keys.make_key_pair(tmp_path / "auditor")
    seal_run(run_dir, pair.private)
    seal_run(run_dir, second.private)

    for file in (pair.public, second.public):
        assert check_seal(run_dir, key_file=file).vouched_by is Voucher.KEY
    assert verify_run(run_dir) == []


def test_a_signature_by_somebody_else_is_refused(
    run_dir: Path, pair: keys.KeyPair, tmp_path: Path
) -> None:
    """The difference names both keys."""
    other = keys.make_key_pair(tmp_path / "other")
    seal_run(run_dir, other.private)
    (found,) = check_seal(run_dir, key_file=pair.public).differences

    assert pair.key_id in found.recorded
    assert other.key_id in found.recomputed


def test_a_signature_taken_from_another_run_is_refused(
    run_dir: Path, other_run: Path, pair: keys.KeyPair
) -> None:
    """With and without the key, which lies beside the signature."""
    seal_run(other_run, pair.private)
    shutil.copytree(other_run / "signatures", run_dir / "signatures")

    for report in (check_seal(run_dir), check_seal(run_dir, key_file=pair.public)):
        assert _fields(report.differences) == {("sig", "signature")}
        assert report.vouched_by is Voucher.NOBODY


@pytest.mark.parametrize("size", [0, 63, 65])
def test_a_signature_of_another_length_is_refused(
    run_dir: Path, pair: keys.KeyPair, size: int
) -> None:
    """Truncated, empty or with something behind it."""
    seal_run(run_dir, pair.private)
    file = next((run_dir / "signatures").glob("*.sig"))
    file.write_bytes((file.read_bytes() + b"x")[:size])

    assert _fields(check_seal(run_dir, key_file=pair.public).differences) == {
        ("sig", "bytes of the signature")
    }


def test_the_key_beside_a_signature_must_be_the_one_of_its_name(
    run_dir: Path, pair: keys.KeyPair, tmp_path: Path
) -> None:
    """Another key, something else, and text around the key are differences."""
    other = keys.make_key_pair(tmp_path / "other")
    seal_run(run_dir, pair.private)
    file = next((run_dir / "signatures").glob("*.pub"))
    right = file.read_bytes()
    for content, field in (
        (other.public.read_bytes(), "key id"),
        (b"no key", "public key"),
        (b"note\n" + right, "public key"),
    ):
        file.write_bytes(content)
        assert ("pub", field) in _fields(check_seal(run_dir).differences)


def test_a_file_that_is_no_signature_is_not_part_of_the_run(run_dir: Path) -> None:
    """The folder of signatures hides nothing."""
    (run_dir / "signatures").mkdir()
    (run_dir / "signatures" / "note.txt").write_text("x", encoding="utf-8")

    assert [d.file for d in verify_run(run_dir)] == ["signatures/note.txt"]


def test_openssl_checks_the_signature_without_kholboo(run_dir: Path, pair: keys.KeyPair) -> None:
    """The signature is plain Ed25519 over the bytes of manifest.json."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    seal_run(run_dir, pair.private)
    signature = next((run_dir / "signatures").glob("*.sig"))
    words = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", pair.public, "-rawin"]
    words += ["-in", run_dir / "manifest.json", "-sigfile", signature]

    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


# --- sealing


def test_a_run_in_which_anything_differs_is_not_sealed(run_dir: Path, pair: keys.KeyPair) -> None:
    """Nothing is written, and the differences are handed back."""
    (run_dir / "plan.json").write_bytes((run_dir / "plan.json").read_bytes() + b" ")
    report, differences = seal_run(run_dir, pair.private)

    assert report is None
    assert [d.file for d in differences] == ["plan.json"]
    assert not (run_dir / "signatures").exists()


def test_a_run_is_sealed_although_its_project_has_moved_on(
    run_dir: Path, pair: keys.KeyPair
) -> None:
    """The run is what is signed, not the tables of today."""
    (run_dir.parent.parent / "data" / "prices.csv").write_text("sku,price\n", encoding="utf-8")

    assert verify_run(run_dir)
    assert seal_run(run_dir, pair.private)[0] is not None


# --- later exports


def _later(run_dir: Path) -> Path:
    """Export a file into the run afterwards."""
    file = run_dir / "exports" / "list.csv"
    file.parent.mkdir()
    file.write_text("a\n", encoding="utf-8")
    add_to_run(load_run(run_dir), [file])
    return file


def test_later_exports_leave_the_seal_as_it_is_and_are_told(run_dir: Path) -> None:
    """They are checked by their own list, which is not sealed."""
    seal = seal_of(run_dir)
    _later(run_dir)
    report = check_seal(run_dir, expected=seal)

    assert verify_run(run_dir) == []
    assert report.later_files == 1
    assert any("outside the seal" in line for line in report.lines("en"))


def test_an_altered_later_export_is_a_difference(run_dir: Path) -> None:
    """Listed and altered is altered."""
    _later(run_dir).write_text("b\n", encoding="utf-8")

    assert [(d.file, d.field) for d in verify_run(run_dir)] == [("exports/list.csv", "sha256")]


@pytest.mark.parametrize("content", ["[]", "{", '{"format": "kholboo-exports/1"}'])
def test_a_damaged_list_of_later_exports_is_a_difference(run_dir: Path, content: str) -> None:
    """It is told, not raised."""
    file = _later(run_dir)
    (file.parent / "manifest.json").write_text(content, encoding="utf-8")

    assert any(d.file == "exports/manifest.json" for d in verify_run(run_dir))


def test_later_exports_cannot_stand_in_for_files_of_the_run(run_dir: Path) -> None:
    """A list that names a file of the run does not replace its hash."""
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    file = _later(run_dir)
    manifest["outputs"].append({"path": "exports/list.csv", "sha256": "0" * 64, "bytes": 2})
    manifest["checksum"] = checksum_of(manifest)
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    write_seal(run_dir)

    assert file.is_file()
    assert {d.field for d in verify_run(run_dir)} == {"file of the run itself", "sha256"}


# --- keys


def test_a_private_key_is_its_owner_s_alone(pair: keys.KeyPair) -> None:
    """Mode 0600, and the public half gives its id."""
    assert pair.private.stat().st_mode & 0o777 == 0o600
    assert keys.key_id_of(keys.load_public_key(pair.public)) == pair.key_id
    assert len(pair.key_id) == 32


def test_a_key_is_never_overwritten(pair: keys.KeyPair, tmp_path: Path) -> None:
    """Neither half, and nothing is written when one of them is there."""
    before = pair.private.read_bytes()
    with pytest.raises(AuditError, match="exists already"):
        keys.make_key_pair(pair.private)
    (tmp_path / "new.pub").write_text("x", encoding="utf-8")
    with pytest.raises(AuditError, match="exists already"):
        keys.make_key_pair(tmp_path / "new")
    assert pair.private.read_bytes() == before
    assert not (tmp_path / "new").exists()
    with pytest.raises(AuditError, match="there is no folder"):
        keys.make_key_pair(tmp_path / "none" / "key")


def test_private_keys_stay_out_of_projects_and_runs(
    run_dir: Path, pair: keys.KeyPair, tmp_path: Path
) -> None:
    """Neither made nor used there, not even through a link."""
    project = run_dir.parent.parent
    (tmp_path / "link").symlink_to(project / "data")
    for place in (project / "key", project / "data" / "key", run_dir / "key", tmp_path / "link/k"):
        with pytest.raises(AuditError, match="inside the project"):
            keys.make_key_pair(place)
        assert not place.exists()
    shutil.copy(pair.private, project / "key")
    with pytest.raises(AuditError, match="inside the project"):
        seal_run(run_dir, project / "key")


def test_a_locked_key_signs_with_its_passphrase_alone(run_dir: Path, tmp_path: Path) -> None:
    """Without it, or with another one, the sentence says so."""
    made = keys.make_key_pair(tmp_path / "locked", "нууц үг")

    assert keys.is_locked(made.private)
    assert b"ENCRYPTED" in made.private.read_bytes()
    with pytest.raises(AuditError, match="needs its passphrase"):
        seal_run(run_dir, made.private)
    with pytest.raises(AuditError, match="does not fit"):
        seal_run(run_dir, made.private, "wrong")
    assert seal_run(run_dir, made.private, "нууц үг")[0] is not None


def test_a_passphrase_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    """As editors write it, with a mark and a line end; an empty file is refused."""
    (tmp_path / "secret").write_bytes("\ufeffнууц\r\nnote\r\n".encode())
    (tmp_path / "empty").write_bytes(b"\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")

    assert keys.passphrase_in(tmp_path / "secret") == "нууц"
    for name in ("empty", "binary"):
        with pytest.raises(AuditError, match="empty"):
            keys.passphrase_in(tmp_path / name)


def test_what_is_no_key_is_refused_in_words(
    run_dir: Path, pair: keys.KeyPair, tmp_path: Path
) -> None:
    """Text, binary, a folder, nothing at all, a huge file, the wrong half, and an RSA key."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "rsa.pub").write_bytes(
        other.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    (tmp_path / "rsa").write_bytes(
        other.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    (tmp_path / "text").write_text("hello", encoding="utf-8")
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    (tmp_path / "huge").write_bytes(b"0" * 200_000)
    wanted = {
        "text": "no public key",
        "binary": "no public key",
        "huge": "no public key",
        "none": "no file",
        ".": "no file",
        "rsa.pub": "no Ed25519 key",
        "ministry": "is a private key",
    }
    for name, words in wanted.items():
        with pytest.raises(AuditError, match=words):
            check_seal(run_dir, key_file=tmp_path / name)
    for name, words in (("text", "no private key"), ("rsa", "Ed25519"), ("ministry.pub", "no pri")):
        with pytest.raises(AuditError, match=words):
            seal_run(run_dir, tmp_path / name)


def test_without_the_library_nothing_is_taken_for_checked(
    run_dir: Path, pair: keys.KeyPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signatures are told as unchecked, and a key that was named stops the audit."""
    seal_run(run_dir, pair.private)
    monkeypatch.setattr(keys, "is_available", lambda: False)
    report = check_seal(run_dir)

    assert report.vouched_by is Voucher.NOBODY
    assert [s.holds for s in report.signatures] == [None]
    assert "were not checked" in report.warnings("en")[-1]
    with pytest.raises(AuditError, match=r"kholboo\[sign\]"):
        check_seal(run_dir, key_file=pair.public)
    with pytest.raises(AuditError, match=r"kholboo\[sign\]"):
        keys.make_key_pair(pair.private.with_name("new"))


def test_differences_are_values(run_dir: Path) -> None:
    """A seal report goes to programs as plain data."""
    report = check_seal(run_dir, expected="0" * 64)

    assert all(isinstance(d, Difference) for d in report.differences)
    assert json.loads(json.dumps(report.to_json()))["vouched_by"] == "unsigned"
