"""Runs of the first format, made before runs had seals, are read by every command."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cli
from planner.audit.seals.check_seal import check_seal
from planner.audit.verify_run import verify_run
from planner.commands.terminal.answer import ExitCode
from planner.runs.canonical import sha256_of
from planner.runs.manifest import checksum_of
from planner.runs.plan_json import plan_from_json
from planner.runs.run_folder import load_run

RECORDED = Path(__file__).parent / "first_format.zip"  # every byte counts, line ends too
RICH, POOR = "base-4c67e9e1d6dd", "base-a86170a4080c"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the recorded project, free to be changed."""
    shutil.unpack_archive(RECORDED, tmp_path / "project")
    return tmp_path / "project"


def _kholboo(*words: Any) -> Result:
    return CliRunner().invoke(cli.shell, [str(w) for w in words])


def _answer(*words: Any) -> Any:
    return json.loads(_kholboo(*words, "--json").stdout)


@pytest.mark.parametrize("run", [RICH, POOR])
def test_it_verifies_and_says_which_fingerprint_it_has(folder: Path, run: str) -> None:
    """Twelve digits, of the first kind; nothing is written into the run."""
    result = _kholboo("audit", "verify", run, "-C", folder)

    assert result.exit_code == ExitCode.OK, result.output
    assert "of the first kind, with 12 digits" in result.stdout
    assert "unsigned: nobody vouches" in result.stderr
    found = _answer("audit", "verify", run, "-C", folder)
    assert found["data"] == []
    assert found["seal"]["fingerprint_kind"] == "first"
    assert found["seal"]["format"] == "kholboo-run/1"
    assert not (folder / "runs" / run / "seal.json").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "L1", "--run", RICH),
        ("compare", RICH, POOR),
        ("audit", "rederive", RICH),
        ("audit", "log"),
        ("procure", "packages", "--run", RICH),
        ("export", RICH, "--to", "page", "--to", "workbook", "--to", "geojson"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_every_command_reads_it(folder: Path, words: tuple[str, ...]) -> None:
    """And what is exported from it later is known to its audit."""
    result = _kholboo(*words, "-C", folder)

    assert result.exit_code == ExitCode.OK, result.output
    assert verify_run(folder / "runs" / RICH) == []


def test_it_is_exported_with_the_fingerprint_that_it_has(folder: Path) -> None:
    """Pages print its 12 digits, and say that nobody is stated to have decided."""
    _kholboo("export", RICH, "--to", "page", "--lang", "en", "-C", folder)
    page = (folder / "runs" / RICH / "exports" / "plan.html").read_text("utf-8")

    assert "4c67e9e1d6dd (4c67 e9e1 d6dd)" in page
    assert "<b>not stated</b>" in page


def test_it_can_be_sealed_afterwards(folder: Path, tmp_path: Path) -> None:
    """Its seal is the hash of its manifest like any other."""
    assert _kholboo("audit", "keygen", tmp_path / "key").exit_code == ExitCode.OK
    result = _kholboo("audit", "seal", RICH, "--key", tmp_path / "key", "-C", folder)

    assert result.exit_code == ExitCode.OK, result.output
    assert (folder / "runs" / RICH / "seal.json").is_file()
    assert check_seal(folder / "runs" / RICH, key_file=tmp_path / "key.pub").differences == ()


def test_the_fingerprints_it_was_made_with_still_come_out(folder: Path) -> None:
    """A change of what the first kind covers is found."""
    run_dir = folder / "runs" / RICH
    plan = json.loads((run_dir / "plan.json").read_text("utf-8"))
    plan["fingerprint"] = "000000000000"
    (run_dir / "plan.json").write_text(json.dumps(plan), encoding="utf-8")

    found = {(d.file, d.field) for d in verify_run(run_dir)}
    assert ("plan.json", "fingerprint") in found
    assert ("manifest.json", "fingerprint") in found


def test_a_new_run_is_not_passed_off_as_an_old_one(folder: Path) -> None:
    """Fields of the second format do not stand under the name of the first, nor the other way."""
    data = json.loads((folder / "runs" / RICH / "plan.json").read_text("utf-8"))

    assert plan_from_json(data).decisions == ()
    with pytest.raises(ValueError, match="fields of the format kholboo-plan/1"):
        plan_from_json({**data, "decisions": []})
    with pytest.raises(ValueError, match="fields of the format kholboo-plan/2"):
        plan_from_json({**data, "format": "kholboo-plan/2"})
    with pytest.raises(ValueError, match="none of the formats"):
        plan_from_json({**data, "format": "kholboo-plan/3"})


def test_a_format_that_is_not_known_is_refused(folder: Path) -> None:
    """Nothing is called whole that this version cannot check."""
    run_dir = folder / "runs" / RICH
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    manifest["format"] = "kholboo-run/3"
    manifest["checksum"] = checksum_of(manifest)
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert ("manifest.json", "format") in {(d.file, d.field) for d in verify_run(run_dir)}
    result = _kholboo("explain", "L1", "--run", RICH, "-C", folder)
    assert result.exit_code == ExitCode.USAGE
    assert "kholboo-run/1, kholboo-run/2" in result.stderr


def test_the_log_tells_what_changed_between_runs(folder: Path) -> None:
    """Oldest first, with hashes, who signed and decided, settings, capital and benefit."""
    first, second = _answer("audit", "log", "-C", folder)["data"]

    assert [first["run_id"], second["run_id"]] == [RICH, POOR]
    assert first["changes"] == []
    assert {(c["kind"], c["name"]) for c in second["changes"]} == {
        ("setting", "limits.capex_minor"),
        ("capital", "capex_minor"),
        ("benefit", "benefit"),
    }
    assert second["fingerprint_short"] == "a861 70a4 080c"
    assert re.fullmatch(r"[0-9a-f]{64}", second["seal"])
    text = _kholboo("audit", "log", "-C", folder).stdout
    assert "limits.capex_minor: 9000000 -> 6000000" in text
    assert "capital: 8,680,000 MNT -> 5,400,000 MNT" in text
    assert text.count("unsigned") == 2


def test_the_log_names_changed_inputs_versions_and_damaged_runs(folder: Path) -> None:
    """A run that cannot be read does not hide the others."""
    run_dir = folder / "runs" / POOR
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    manifest["versions"]["ortools"] = "9.99"
    table = run_dir / "inputs" / "data" / "sites.csv"
    table.write_text(table.read_text("utf-8") + "\n", encoding="utf-8")
    for recorded in manifest["inputs"]:
        if recorded["path"] == "data/sites.csv":
            recorded["sha256"] = sha256_of(table)
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    shutil.copytree(run_dir, folder / "runs" / "zz")
    (folder / "runs" / "zz" / "plan.json").write_text("{", encoding="utf-8")
    text = _kholboo("audit", "log", "-C", folder).stdout

    assert "inputs changed: data/sites.csv" in text
    assert "version of ortools: 9.15.6755 -> 9.99" in text
    assert "does not fit the seal" in text
    assert "zz: cannot be read" in text


def test_the_log_of_a_project_without_runs_says_what_to_do(folder: Path) -> None:
    """In both languages."""
    shutil.rmtree(folder / "runs")

    assert "kholboo plan" in _kholboo("audit", "log", "-C", folder).stdout
    assert "Төлөвлөгөө алга" in _kholboo("audit", "log", "-C", folder, "--lang", "mn").stdout


def test_the_command_refuses_and_accepts_with_its_exit_codes(folder: Path, tmp_path: Path) -> None:
    """0 when the run is the one promised, 1 when it is another, 2 for what proves nothing."""
    seal = _answer("audit", "verify", RICH, "-C", folder)["seal"]["seal"]

    def code(*words: Any) -> int:
        return _kholboo("audit", "verify", *words, "-C", folder).exit_code

    assert code(RICH, "--expect", seal) == code(RICH, "--expect", seal[:32]) == ExitCode.OK
    assert code(POOR, "--expect", seal) == ExitCode.FINDINGS
    assert code(RICH, "--expect", seal[:31]) == ExitCode.USAGE
    assert code(RICH, "--key", tmp_path / "none") == ExitCode.USAGE
    _kholboo("audit", "keygen", tmp_path / "key")
    assert code(RICH, "--key", tmp_path / "key.pub") == ExitCode.FINDINGS
    assert code(RICH, "--key", tmp_path / "key") == ExitCode.USAGE
    found = _answer("audit", "verify", POOR, "--expect", seal, "-C", folder)
    assert found["status"] == "findings"
    assert [d["field"] for d in found["data"]] == ["seal"]


def test_keys_may_be_locked_and_stay_outside(folder: Path, tmp_path: Path) -> None:
    """By a prompt or by a file; a project folder is refused in a sentence."""
    (tmp_path / "secret").write_text("нууц\n", encoding="utf-8")
    words = ["audit", "keygen", str(tmp_path / "typed"), "--passphrase"]
    typed = CliRunner().invoke(cli.shell, words, input="нууц\nнууц\n")
    assert typed.exit_code == ExitCode.OK, typed.output
    locked = ("audit", "seal", RICH, "--key", tmp_path / "typed", "-C", folder)
    assert _kholboo(*locked).exit_code == ExitCode.USAGE
    assert _kholboo(*locked, "--passphrase-file", tmp_path / "secret").exit_code == ExitCode.OK
    inside = _kholboo("audit", "keygen", folder / "key")
    assert inside.exit_code == ExitCode.USAGE
    assert "keep private keys outside" in inside.stderr


def test_an_inconsistent_run_is_not_sealed_by_the_command(folder: Path) -> None:
    """The differences are listed, and exit code 1."""
    (folder / "runs" / RICH / "plan.html").write_text("another", encoding="utf-8")
    result = _kholboo("audit", "seal", RICH, "-C", folder)

    assert result.exit_code == ExitCode.FINDINGS
    assert result.stdout.startswith("plan.html: sha256")
    assert "Not sealed" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("audit", "log"),
        ("audit", "seal", RICH),
        ("audit", "verify", RICH),
        ("audit", "keygen", "KEY"),
    ],
    ids=" ".join,
)
def test_audits_speak_mongolian(folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    """No English sentence is left in answer or warning."""
    given = [tmp_path / "key" if w == "KEY" else w for w in words]
    result = _kholboo(*given, "-C", folder, "--lang", "mn")
    plain = re.sub(r"kholboo audit [^\n]*|/\S+", "", result.output)

    assert result.exit_code == ExitCode.OK, result.output
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", plain), plain


def test_the_recorded_runs_are_as_they_were_made(folder: Path) -> None:
    """The fixture is small, and of the first format to the byte."""
    for run in (RICH, POOR):
        found = load_run(folder / "runs" / run)
        assert found.manifest["format"] == "kholboo-run/1"
        assert verify_run(folder / "runs" / run) == []
    assert sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) < 200_000
