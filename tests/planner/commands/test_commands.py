import csv
import hashlib
import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

import cli
from inventory.findings import Finding, Severity
from planner.commands.terminal.answer import ExitCode
from planner.commands.terminal.console import ConsoleOptions
from planner.commands.terminal.errors import message_of
from planner.commands.terminal.parameters import FORMATS
from planner.errors import InputError

USERS = {"students", "boarders", "staff", "visitors", "visitors_per_day", "users_at_once"}
CODES = {int(code) for code in ExitCode}
PLAN_KEYS = {
    "run_id",
    "run_dir",
    "fingerprint",
    "solver",
    "status",
    "stages",
    "objective",
    "bound",
    "certified_bound",
    "gap",
    "solver_gap",
    "limits",
    "capex_minor",
    "opex_per_year_minor",
    "npc_minor",
    "currency",
    "sites",
    "users_gaining",
    "seconds",
    "assumed",
}


def kholboo(*arguments):
    """Run a command line in this process; no exception may come out of it."""
    result = CliRunner().invoke(cli.shell, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in CODES
    assert "Traceback" not in result.output
    return result


def answer_of(result):
    """The one JSON object on stdout."""
    return json.loads(result.stdout)


def replace_in(path, old, new):
    """Replace a text that is there, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def drop_floors(project):
    """Take the floors out of the base scenario."""
    path = project / "kholboo.toml"
    text, found = re.subn(
        r"(?ms)^floors = \[.*?^\]\n", "", path.read_text(encoding="utf-8"), count=1
    )
    assert found
    path.write_text(text, encoding="utf-8")


# what every command has in common


def test_choices_of_the_shell_are_those_of_the_planner():
    """Formats and templates named in the help are exactly those that exist."""
    from planner.exports.registry import EXPORTS
    from planner.project.init import TEMPLATES

    assert set(FORMATS) == set(EXPORTS)
    assert set(TEMPLATES) == set(TEMPLATES)


@pytest.mark.parametrize("where", ["before", "after"])
def test_shared_options_may_stand_anywhere(planned, where):
    """-C and --json mean the same before and after the command."""
    shared = ["-C", str(planned), "--json"]
    words = [*shared, "audit", "verify"] if where == "before" else ["audit", "verify", *shared]

    answer = answer_of(kholboo(*words))

    assert answer["command"] == "audit verify"
    assert answer["status"] == "ok"


def test_json_is_one_object_also_for_errors(tmp_path):
    """With --json even a usage error is one object on stdout and nothing else."""
    result = kholboo("plan", "--json", "-C", tmp_path)

    answer = answer_of(result)
    assert result.exit_code == ExitCode.USAGE
    assert answer.keys() == {"schema_version", "command", "status", "data", "findings", "warnings"}
    assert answer["command"] == "plan"
    assert "kholboo init" in answer["warnings"][0]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["plna"], "plan"),
        (["plan", "--bugdet", "3"], "--budget"),
        (["plan", "--budget", "2.5"], "whole sum"),
        (["plan", "--budget", "-3"], "not a sum"),
        (["plan", "--budget", "650.000"], "may be 650000 or 650"),
        (["plan", "--yearly", "5 USD"], "currency MNT"),
        (["plan", "--total-cost", "much"], "not a sum"),
        (["sweep", "--budget", "1,200:5e9:3"], "may be 1200 or 1"),
        (["plan", "--gap", "2"], "0<=x<=1"),
        (["sweep", "--budget", "5:1:3"], "range"),
        (["sweep", "--budget", "5"], "range"),
        (["export", "docx"], "workbook"),
        (["explain"], "--infeasible"),
        (["explain", "A", "--site", "B"], "one site id"),
        (["schema", "stok"], "stock"),
        (["check", "--explain", "no.such.rule"], "rule"),
    ],
)
def test_usage_errors_say_what_is_right(words, hint, small, monkeypatch):
    """A wrong command line ends with code 2 and names what would be right."""
    monkeypatch.chdir(small)

    result = kholboo(*words)

    assert result.exit_code == ExitCode.USAGE
    assert hint in result.stderr
    assert result.stdout == ""


def test_a_folder_that_is_no_project_says_how_to_make_one(tmp_path):
    """Outside a project, commands say where to go; nothing is created."""
    of_runs = (["explain", "X"], ["export"], ["procure", "packages"], ["audit", "verify"])
    for words in (["check"], ["plan"], ["candidates"], ["compare", "a", "b"], *of_runs):
        result = kholboo(*words, "-C", tmp_path)
        assert result.exit_code == ExitCode.USAGE
        assert "kholboo init DIR" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_our_own_mistake_names_a_log_and_shows_no_traceback(small, monkeypatch, tmp_path):
    """An unexpected error ends with code 70 and a log that holds the details."""
    import planner.project.load

    def fail(*_arguments, **_kept):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(planner.project.load, "load_inputs", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    result = kholboo("check", "-C", small)

    assert result.exit_code == ExitCode.BUG
    assert "secret detail" not in result.output
    log = Path(re.search(r"details are in (\S+\.log)\.", result.stderr)[1])
    assert "ZeroDivisionError: secret detail" in log.read_text(encoding="utf-8")


def test_an_unexpected_error_without_room_for_a_log_is_still_told(small, monkeypatch):
    """When the log cannot be written the message says so and names the place of the mistake."""
    import planner.project.load

    def fail(*_arguments, **_kept):
        raise ZeroDivisionError

    def full(**_settings):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(planner.project.load, "load_inputs", fail)
    monkeypatch.setattr("tempfile.mkstemp", full)

    result = kholboo("check", "-C", small)

    assert result.exit_code == ExitCode.BUG
    assert "No log could be written" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (MemoryError, ExitCode.NO_PLAN, "--region"),  # not called a mistake: it has a next step
        (KeyboardInterrupt, ExitCode.INTERRUPTED, "Interrupted"),  # 130, outside the search
    ],
)
def test_memory_that_runs_out_and_ctrl_c_have_codes_of_their_own(
    small, monkeypatch, error, code, said
):
    """With one sentence each, anywhere."""
    import planner.project.load

    def fail(*_arguments, **_kept):
        raise error

    monkeypatch.setattr(planner.project.load, "load_inputs", fail)

    result = kholboo("check", "-C", small)

    assert result.exit_code == code
    assert said in result.stderr


def test_quiet_says_nothing_but_the_answer(small):
    """With -q nothing but data is printed by a command that succeeds."""
    result = kholboo("candidates", "-q", "-C", small, "--technology", "leo")

    assert result.stderr == ""
    assert result.stdout.count("leo") >= 40


def doubt_a_span(folder):
    """Give a span a status that nobody knows, which is a warning."""
    path = folder / "data/spans.geojson"
    layer = json.loads(path.read_text(encoding="utf-8"))
    layer["features"][0]["properties"]["status"] = "хуучин"
    path.write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")


def test_a_quiet_check_prints_nothing_but_errors(small):
    """Warnings and notes are not printed with -q, on no stream; what stops a plan is."""
    doubt_a_span(small)
    sound = kholboo("check", "-q", "-C", small)
    strict = kholboo("check", "-q", "--strict", "-C", small)
    loud = kholboo("check", "-C", small)
    as_data = kholboo("check", "-q", "--format", "csv", "-C", small)
    config = small / "kholboo.toml"
    spoilt = config.read_text(encoding="utf-8")
    spoilt = spoilt.replace("[scenarios.base]\n", "[scenarios.base]\ndiscount_rat = 0.1\n", 1)
    config.write_text(spoilt, encoding="utf-8")
    wrong = kholboo("check", "-q", "-C", small)

    assert "WARNINGS" in loud.stdout
    assert (sound.exit_code, sound.stdout, sound.stderr) == (0, "", "")
    assert strict.exit_code == 1 and "WARNINGS" in strict.stdout
    assert as_data.stdout.startswith("\ufeffseverity") and as_data.stderr == ""
    assert wrong.exit_code == 2 and "discount_rat" in wrong.stdout
    assert "WARNINGS" not in wrong.stdout


# init and check


def test_init_refuses_a_folder_with_something_in_it(tmp_path):
    """A folder that is not empty is left as it is, with code 2."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    result = kholboo("init", tmp_path)

    assert result.exit_code == ExitCode.USAGE
    assert "not empty" in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_init_lists_its_files_and_the_next_step(tmp_path, monkeypatch):
    """A new project is listed file by file, and the next command is named."""
    monkeypatch.chdir(tmp_path)

    result = kholboo("init", "миний төсөл", "--template", "blank")

    assert result.exit_code == ExitCode.OK
    assert "kholboo.toml" in result.stdout
    assert 'kholboo check -C "миний төсөл"' in result.stdout


def test_blank_project_is_told_what_is_missing(tmp_path):
    """A blank project has findings, code 1 or 2, and no traceback."""
    kholboo("init", tmp_path / "new", "--template", "blank")

    result = kholboo("check", "-C", tmp_path / "new")

    assert result.exit_code in (
        ExitCode.FINDINGS,
        ExitCode.USAGE,
    )
    assert "Next:" in result.stdout


def test_check_passes_on_good_input(small):
    """Warnings alone end with code 0; --strict makes them count."""
    doubt_a_span(small)
    good = kholboo("check", "-C", small)
    strict = kholboo("check", "-C", small, "--strict")

    assert good.exit_code == ExitCode.OK
    assert "0 errors" in good.stdout
    assert strict.exit_code == ExitCode.FINDINGS


def test_check_lists_every_fault_at_once(small):
    """Two faults in two rows are two findings, with file, row, column and rule."""
    sites = small / "data/sites.csv"
    lines = sites.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace(",community_centre,", ",comunity_centre,")
    lines[2] = lines[2].replace(",dormitory,", ",dormitry,")
    sites.write_text("\n".join(lines), encoding="utf-8")

    result = kholboo("check", "-C", small, "--json")

    answer = answer_of(result)
    errors = [f for f in answer["findings"] if f["severity"] == "error"]
    assert result.exit_code == ExitCode.FINDINGS
    assert {f["row"] for f in errors} == {2, 3}
    assert {f["column"] for f in errors} == {"kind"}
    assert answer["data"]["errors"] == len(errors)


@pytest.mark.parametrize("as_format", ["text", "csv", "html"])
def test_check_writes_every_format_to_a_file(small, tmp_path, as_format):
    """Each format goes whole to the file that is named, and stdout says where."""
    target = tmp_path / f"findings.{as_format}"

    result = kholboo("check", "-C", small, "--format", as_format, "-o", target)

    assert result.exit_code == ExitCode.OK
    assert str(target) in result.stdout
    assert "link.contract_ended" in target.read_text(encoding="utf-8")


def test_check_explains_a_rule(small):
    """A rule id is explained with its reason."""
    result = kholboo("check", "-C", small, "--explain", "link.contract_ended")

    assert result.exit_code == ExitCode.OK
    assert "does not stop a plan" in result.stdout


def test_a_fault_of_the_project_file_is_a_matter_of_configuration(small):
    """An unknown setting ends with code 2 and names the nearest one."""
    replace_in(small / "kholboo.toml", "capex = ", "cpex = ")

    result = kholboo("check", "-C", small)

    assert result.exit_code == ExitCode.USAGE
    assert "write capex" in result.stdout


@pytest.mark.parametrize("verb", ["plan", "candidates", "inventory report"])
def test_errors_stop_every_command_that_computes(small, verb):
    """No command computes on faulty input: code 1, the first errors, and where to see all."""
    replace_in(small / "data/sites.csv", ",community_centre,", ",comunity_centre,")

    result = kholboo(*verb.split(), "-C", small)

    assert result.exit_code == ExitCode.FINDINGS
    assert "kholboo check" in result.stderr
    assert not list(small.glob("runs/*/manifest.json"))


# candidates


def test_candidates_name_every_site_and_technology(small):
    """Every site has at least one line for every technology: none is dropped."""
    rows = answer_of(kholboo("candidates", "--json", "-C", small))["data"]
    equipment = {"computers", "lan", "ups"}
    pairs = {(r["site_id"], r["technology"]) for r in rows if r["technology"] not in equipment}
    sites = {r["site_id"] for r in rows}
    technologies = {technology for _, technology in pairs}

    assert len(pairs) == len(sites) * len(technologies)
    assert len(sites) == 40


def test_candidates_of_one_site_tell_their_cost_lines(small):
    """The cost of an offer is the sum of the lines that are told with it."""
    rows = answer_of(kholboo("candidates", "--json", "-C", small, "--site", "MN-071-03-B1"))["data"]
    offered = [r for r in rows if r["offered"]]

    assert offered
    for row in offered:
        once = [line["amount_minor"] for line in row["lines"] if line["timing"] == "one_time"]
        assert sum(once) == row["capex_minor"]


def test_candidates_as_csv_have_one_header(small):
    """CSV has one header line and one line for each row of the JSON."""
    import csv
    import io

    words = ["candidates", "-C", small, "--aimag", "MN-035"]
    rows = answer_of(kholboo(*words, "--json"))["data"]
    table = list(csv.DictReader(io.StringIO(kholboo(*words, "--format", "csv").stdout)))

    assert [r["site_id"] for r in table] == [r["site_id"] for r in rows]


def test_unknown_site_is_answered_with_near_ones(small):
    """A site that does not exist is answered with ids that do."""
    result = kholboo("candidates", "-C", small, "--site", "MN-071-03-B9")

    assert result.exit_code == ExitCode.USAGE
    assert "MN-071-03-B1" in result.stderr


# plan and what follows


def test_plan_json_holds_what_programs_need(told):
    """plan --json holds every promised key, and its sites add up."""
    answer = json.loads(told.answer)
    data = answer["data"]
    sites = data["sites"]

    assert PLAN_KEYS <= data.keys()
    assert {"read", "candidates", "solve", "write"} <= data["seconds"].keys()
    assert sites["total"] == sites["deployed"] + sites["adequate"] + sites["unserved"] == 40
    assert data["capex_minor"] <= 400_000_000
    assert data["objective"] <= data["certified_bound"]
    for limit in data["limits"]:
        assert {"id", "used", "upper", "lower", "binding", "dual"} <= limit.keys()


def test_check_and_plan_list_the_same_assumptions(small, told):
    """What a plan lists first is what a check lists last, for programs as well."""
    checked = answer_of(kholboo("check", "--json", "-C", small))["data"]["assumed"]
    planned = json.loads(told.answer)["data"]["assumed"]

    assert checked == planned
    assert [one["share"] for one in planned] == sorted((o["share"] for o in planned), reverse=True)


def test_a_plan_for_nobody_is_code_6(small):
    """Without any users nothing is planned, and the assumptions say why, for programs too."""
    path = small / "data" / "sites.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(dict.fromkeys(USERS & row.keys(), ""))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (small / "data" / "directives.csv").write_text(
        "directive_id,kind,target,value,reason,authority,document,date\n", encoding="utf-8"
    )

    result = kholboo("plan", "-C", small)
    answer = answer_of(kholboo("plan", "--json", "-C", small))

    assert result.exit_code == ExitCode.NOBODY == 6
    assert "40 of 40 sites name no users: nothing can be planned for them" in result.stdout
    assert "certified" not in result.output
    assert "There is nothing to plan: none of 40 sites can gain" in result.stderr
    assert "users_if_unknown" in result.stderr
    assert answer["status"] == "nobody"
    assert answer["data"]["sites"] == {"no_users": 40}
    assert answer["data"]["assumed"][0] == {
        "kind": "users_unknown",
        "sites": 40,
        "values": [],
        "share": 1.0,
        "of": "benefit",
    }
    assert list(small.glob("runs/*/plan.json")) == []
    swept = kholboo("sweep", "--quick", "--budget", "1e8:2e8:2", "-C", small)
    assert swept.exit_code == ExitCode.NOBODY


def test_plan_is_the_same_twice(planned, small):
    """Two plans of the same input have the same fingerprint and outcome, and tell it alike.

    The second begins without a cache; into a pipe or file neither says anything on stderr.
    """
    first = next(planned.glob("runs/*/plan.json"))

    result = kholboo("plan", "-C", small)

    second = next(small.glob("runs/*/plan.json"))
    assert first.read_bytes() == second.read_bytes()
    assert result.stderr == ""


def test_plan_sums_up_in_ten_lines(four_places):
    """After what was assumed the summary has ten lines, in English and in Mongolian."""
    lines = kholboo("plan", "-C", four_places).stdout.splitlines()
    assumed, english = lines[:-10], lines[-10:]
    who = ("--decided-by", "Д. Болд", "--decision-document", "А/12")
    day = ("--decision-date", "2026-11-20")
    lines = kholboo("plan", "-C", four_places, "--lang", "mn", *who, *day).stdout.splitlines()
    mongolian = lines[-10:]

    assert assumed[0] == "What was assumed, what decides most first:"
    assert 2 <= len(assumed) == len(lines[:-10]) <= 9
    assert "decided by: not stated." in english[0]
    assert "шийдвэр гаргасан: Д. Болд, А/12, 2026.11.20." in mongolian[0]
    newest = max(four_places.glob("runs/*/manifest.json"), key=lambda p: p.stat().st_mtime_ns)
    seal = hashlib.sha256(newest.read_bytes()).hexdigest()
    assert f"Битүүмжлэл: {' '.join(re.findall('....', seal))}." in mongolian[-1]
    assert "12,000,000 ₮" in english[4]
    assert "Нэг удаагийн зардал" in mongolian[4]


@pytest.mark.parametrize("day", ["20.11.2026", "2026-11-31", "20261120", "tomorrow"])
def test_a_day_of_decision_is_written_one_way(small, day):
    """A day that could be read two ways is refused before anything is planned."""
    result = kholboo("plan", "-C", small, "--decision-date", day)

    assert result.exit_code == ExitCode.USAGE
    assert "is not a day such as 2027-01-15" in result.stderr
    assert not (small / "runs").exists()


def test_the_command_offers_every_solver():
    """What `--solver` takes is what the optimizers and a scenario take."""
    from optimizers.solve import SOLVERS
    from planner.scenario.settings import Solve

    assert SOLVERS == SOLVERS == get_args(Solve.model_fields["solver"].annotation)


def test_more_money_than_can_be_spent_is_planned_like_any_other(four_places):
    """With budgets that bind nothing the plan is certified optimal, whatever the duals."""
    data = answer_of(
        kholboo("plan", "--json", "-C", four_places, "--budget", "1e12", "--yearly", "1e12")
    )["data"]

    assert data["status"] == "certified_optimal"
    assert data["capex_minor"] < 10**12


def test_a_gap_that_is_asked_for_and_missed_is_code_5(small):
    """The ranked solver proves nothing, so that a gap asked of it is not reached."""
    drop_floors(small)

    result = kholboo("plan", "-C", small, "--solver", "ranked", "--gap", "0")

    assert result.exit_code == ExitCode.GAP
    assert "--effort" in result.stderr


def test_a_simple_solver_without_a_plan_is_code_4(ready):
    """The ranked solver cannot keep floors; that is no proof, and exact is named as next step."""
    result = kholboo("plan", "-C", ready, "--solver", "ranked")

    assert result.exit_code == ExitCode.NO_PLAN
    assert "--solver exact" in result.stderr


def test_limits_that_cannot_hold_are_code_3_and_explained(small):
    """A budget below what a must-serve row costs is infeasible, and explain names the limits."""
    result = kholboo("plan", "-C", small, "--budget", "1000")
    told = kholboo("explain", "--infeasible", "-C", small)

    assert result.exit_code == ExitCode.INFEASIBLE
    assert "kholboo explain --infeasible" in result.stderr
    assert told.exit_code == ExitCode.OK
    assert "MN-071-03-B1" in told.stdout


def test_progress_comes_as_json_lines_when_asked(told):
    """With --log-json every line of stderr is an object: stage, value, bounds, gap, seconds."""
    events = [json.loads(line) for line in told.progress.splitlines()]

    assert events
    told = {"stage", "value", "bound", "certified_bound", "gap", "seconds"}
    assert all(e.keys() == told for e in events)
    solved = [e for e in events if e["stage"].startswith("benefit: ") and e["gap"] is not None]
    assert solved
    assert all(e["value"] <= e["bound"] <= e["certified_bound"] for e in solved)


def test_plan_for_one_aimag_stays_within_it(small):
    """--aimag plans only the sites of that aimag; an unknown one is answered with those known."""
    inside = answer_of(
        kholboo("plan", "--effort", "0", "--json", "-C", small, "--aimag", "MN-035")
    )["data"]
    outside = kholboo("plan", "-C", small, "--aimag", "MN-999")

    assert inside["aimag"] == "MN-035"
    assert 0 < inside["sites"]["total"] < 40
    assert outside.exit_code == ExitCode.USAGE
    assert "MN-035" in outside.stderr


def test_explain_tells_of_every_site(planned):
    """Each site of a run is explained, and an unknown one is answered with code 2."""
    run = next(planned.glob("runs/*/plan.json"))
    sites = [d["site_id"] for d in json.loads(run.read_text(encoding="utf-8"))["deployments"]]

    for site in sites[::12]:
        result = kholboo("explain", site, "-C", planned)
        assert result.exit_code == ExitCode.OK
        assert site in result.stdout
    assert kholboo("explain", "nowhere", "-C", planned).exit_code == ExitCode.USAGE


def test_compare_says_what_moved(four_places):
    """A run with more money is compared with the first: inputs the same, benefit not less."""
    first = answer_of(kholboo("plan", "--json", "-C", four_places))["data"]["run_id"]
    more = answer_of(kholboo("plan", "--json", "-C", four_places, "--budget", "13e6"))["data"][
        "run_id"
    ]

    result = kholboo("compare", first, more, "-C", four_places)

    assert result.exit_code == ExitCode.OK
    assert "13,000,000" in result.stdout or "13000000" in result.stdout
    assert kholboo("compare", first, "no-run", "-C", four_places).exit_code == ExitCode.USAGE


def test_export_writes_the_run_in_another_language_and_unit(planned, tmp_path):
    """An export in English and millions leaves the run as it was, byte for byte."""
    run = next(planned.glob("runs/*/"))
    before = {p.name: p.read_bytes() for p in run.iterdir() if p.is_file()}

    result = kholboo(
        "export", "page", "geojson", "-C", planned, "--lang", "en", "--money", "1000000",
        "-o", tmp_path / "out",
    )  # fmt: skip

    assert result.exit_code == ExitCode.OK
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["plan.geojson", "plan.html"]
    assert "million ₮" in (tmp_path / "out/plan.html").read_text(encoding="utf-8")
    assert before == {p.name: p.read_bytes() for p in run.iterdir() if p.is_file()}


def test_exports_into_a_run_are_known_to_its_audit(planned):
    """Data and sheets for others join the run; verify knows them, and one changed byte of them."""
    run = next(planned.glob("runs/*/"))

    result = kholboo(
        "export", run.name, "--to", "ocds", "--to", "ofds", "--to", "datapackage", "--to", "pdf",
        "-C", planned,
    )  # fmt: skip

    assert result.exit_code == ExitCode.OK
    there = {p.name for p in (run / "exports").iterdir()}
    assert there == {"ocds.json", "ofds.json", "datapackage.zip", "handover.pdf", "manifest.json"}
    assert kholboo("audit", "verify", "-C", planned).exit_code == ExitCode.OK
    with (run / "exports/ofds.json").open("ab") as file:
        file.write(b" ")
    result = kholboo("audit", "verify", "-C", planned)
    assert result.exit_code == ExitCode.FINDINGS
    assert "exports/ofds.json" in result.stdout
    shutil.rmtree(run / "exports")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--to", "ocds", "--site", "MN-1"], "--to pdf"),
        (["--to", "pdf", "--site", "no-such"], "no site 'no-such'"),
        (["--to", "pdf", "--aimag", "Атлантис"], "no site lies in aimag"),
        (["no-such-run", "--to", "pdf"], "no run 'no-such-run'"),
        (["--to", "ocds", "--ocid-prefix", "bad"], "such as ocds-a1b2c3"),
    ],
)
def test_exports_that_cannot_be_are_refused_in_words(planned, words, hint):
    """Places and runs that do not exist, and filters that fit no format, end with code 2."""
    result = kholboo("export", *words, "-C", planned)

    assert result.exit_code == ExitCode.USAGE
    assert hint in result.stderr


def test_audit_repeats_the_bound_of_the_solver_when_asked(planned):
    """What was solved again is told beside the answer, in JSON among the warnings."""
    result = kholboo("audit", "rederive", "--solve", "--json", "-C", planned)
    answer = json.loads(result.stdout)

    assert (result.exit_code, answer["data"]) == (ExitCode.OK, [])
    assert any("solved again, value" in told for told in answer["warnings"])


def test_audit_notices_one_changed_byte(planned):
    """An untouched run verifies and re-derives; one byte more in the plan is a difference."""
    assert kholboo("audit", "verify", "-C", planned).exit_code == ExitCode.OK
    assert kholboo("audit", "rederive", "-C", planned).exit_code == ExitCode.OK
    plan = next(planned.glob("runs/*/plan.json"))
    plan.write_bytes(plan.read_bytes() + b" ")

    result = kholboo("audit", "verify", "-C", planned)

    assert result.exit_code == ExitCode.FINDINGS
    assert "plan.json" in result.stdout


def test_sweep_resumes_where_it_was(four_places):
    """A second sweep over the same budgets plans nothing again, and more money is never worse."""
    words = ["sweep", "-C", four_places, "--budget", "8e6:12e6:3", "--json"]
    first = answer_of(kholboo(*words))["data"]
    again = answer_of(kholboo(*words))["data"]

    assert [r["resumed"] for r in first] == [False, False, False]
    assert [r["resumed"] for r in again] == [True, True, True]
    assert [r["run_id"] for r in first] == [r["run_id"] for r in again]
    assert all(a["benefit"] <= b["certified_bound"] for a, b in pairwise(first))


def test_a_quick_sweep_saves_a_picture_and_no_run(four_places, tmp_path):
    """--quick lists every budget with its bound, writes table, picture and page, and no run."""
    runs = sorted(Path(four_places, "runs").glob("*"))
    out = tmp_path / "out"
    words = ["sweep", "-C", four_places, "--budget", "9e6:11e6:4", "--quick", "-o", out, "--json"]
    data = answer_of(kholboo(*words))["data"]

    assert [9_000_000, 9_666_666, 10_333_333, 11_000_000] == [
        row["budget_minor"] for row in data["rows"]
    ]
    assert all(row["benefit"] <= row["certified_bound"] for row in data["rows"])
    assert {"frontier.csv", "frontier.svg", "frontier.html"} == {
        Path(name).name for name in data["files"]
    }
    assert runs == sorted(Path(four_places, "runs").glob("*"))


def test_drawn_prices_are_swept(four_places, tmp_path):
    """--draws tells how often sites are chosen; its files lie where they were asked for."""
    words = ["sweep", "-C", four_places, "--draws", "3", "--workers", "1", "-o", tmp_path / "out"]
    result = kholboo(*words)

    assert result.exit_code == ExitCode.OK
    assert "3 draws" in result.stdout
    assert {"draws.csv", "draws.html", "draws.json", "draws.svg"} == {
        path.name for path in (tmp_path / "out").iterdir()
    }


def test_a_sweep_is_over_one_thing(small):
    """None or two of budgets, draws and fairness is a usage error that says so."""
    for words in (
        [],
        ["--budget", "1e8:2e8:2", "--draws", "3"],
        ["--draws", "3", "--fairness", "2"],
    ):
        result = kholboo("sweep", "-C", small, *words)

        assert result.exit_code == ExitCode.USAGE
        assert "one of the three" in result.stderr


@pytest.mark.parametrize(
    ("stopped_by", "resumed"), [("time", True), ("work", True), ("interrupt", False)]
)
def test_only_interrupted_budgets_are_planned_again(four_places, monkeypatch, stopped_by, resumed):
    """A run that ended at its time or work limit has its answer; a broken one is begun anew."""
    from planner.runs import run_folder

    words = ["sweep", "-C", four_places, "--budget", "9e6:9e6:1", "--json"]
    kholboo(*words)
    load = run_folder.load_run

    def stopped(path):
        run = load(path)
        return replace(run, plan=replace(run.plan, stopped_by=stopped_by))

    monkeypatch.setattr(run_folder, "load_run", stopped)

    assert [r["resumed"] for r in answer_of(kholboo(*words))["data"]] == [resumed]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--draws", "3", "--quick"], "--quick goes with --budget"),
        (["--budget", "1e8:2e8:2", "--together"], "--together goes with --quick"),
        (["--budget", "1e8:2e8:2", "--spread", "0.3"], "--spread goes with --draws"),
        (
            ["--budget", "1e8:2e8:2", "-o", "out"],
            "--output goes with --quick, --draws and --fairness",
        ),
    ],
)
def test_options_that_would_change_nothing_are_refused(small, words, hint):
    """What a sweep would ignore is named with what it belongs to."""
    result = kholboo("sweep", "-C", small, *words)

    assert result.exit_code == ExitCode.USAGE
    assert hint in result.stderr


def test_equal_budgets_are_said_to_be_one_row(four_places, tmp_path):
    """One row for three equal budgets, and a sentence that says why."""
    words = ["sweep", "-C", four_places, "--budget", "9e6:9e6:3", "--quick", "-o", tmp_path / "out"]
    result = kholboo(*words)

    assert "3 budgets were asked for, 1 of them different" in result.stderr
    assert result.stdout.count("9,000,000 ") == 1


def test_an_interrupted_sweep_says_what_is_kept(four_places, monkeypatch):
    """Finished budgets are listed and stay; the next sweep goes on with the others."""
    from planner.pipeline import make_plan

    make, made = make_plan.make_plan, []

    def interrupted(*given, **more):
        if made:
            raise KeyboardInterrupt
        made.append(make(*given, **more))
        return made[0]

    monkeypatch.setattr(make_plan, "make_plan", interrupted)
    words = ["sweep", "-C", four_places, "--budget", "8e6:12e6:3"]
    result = kholboo(*words)

    assert result.exit_code == ExitCode.INTERRUPTED
    assert "Interrupted: 1 of 3 budgets are planned" in result.stderr
    assert "Nothing half-written" not in result.stderr
    assert made[0][0].run_id in result.stdout
    monkeypatch.setattr(make_plan, "make_plan", make)
    again = answer_of(kholboo(*words, "--json"))["data"]
    assert [r["resumed"] for r in again] == [True, False, False]


def test_sweep_plans_again_when_the_inputs_changed(four_places):
    """A changed price makes the runs of before stale."""
    words = ["sweep", "-C", four_places, "--budget", "9e6:9e6:1", "--json"]
    kholboo(*words)
    replace_in(four_places / "catalogue.csv", ",95000,", ",95001,")

    assert [r["resumed"] for r in answer_of(kholboo(*words))["data"]] == [False]


def test_inventory_report_is_written_where_asked(small, tmp_path):
    """The report is a workbook and a page in the folder that is named."""
    result = kholboo("inventory", "report", "-C", small, "-o", tmp_path / "out")

    assert result.exit_code == ExitCode.OK
    assert {p.suffix for p in (tmp_path / "out").iterdir()} == {".xlsx", ".html"}


# schema and doctor


def test_schema_lists_and_prints_every_table():
    """Whatever schema lists can be asked for, as text and as JSON."""
    names = answer_of(kholboo("schema", "--json"))["data"]

    assert {"scenario", "sites", "catalogue"} <= set(names)
    for name in names:
        assert kholboo("schema", name).stdout.strip()
        assert answer_of(kholboo("schema", name, "--json"))["data"]


def test_schema_accepts_what_the_scenario_accepts():
    """The JSON Schema of the scenario names exactly the settings that the scenario takes."""
    from planner.scenario.settings import Scenario

    properties = answer_of(kholboo("schema", "scenario", "--json"))["data"]["properties"]

    assert set(properties) == set(Scenario.model_fields)


def test_doctor_tries_what_a_plan_needs(tmp_path):
    """On this machine everything a plan needs works: solver, layers, workbooks, folder."""
    result = kholboo("doctor", "--json", "-C", tmp_path)
    health = {c["name"]: c["health"] for c in answer_of(result)["data"]}

    assert result.exit_code == ExitCode.OK
    assert {"Python", "solver", "geometry files", "spreadsheets", "project folder"} <= health.keys()
    assert "fail" not in health.values()


def test_doctor_fails_when_the_solver_does(tmp_path, monkeypatch):
    """A solver that answers wrongly is found, told with its repair, and ends with code 1."""
    import optimizers.solve

    def wrong(*_arguments, **_settings):
        raise ImportError("no ortools here")

    monkeypatch.setattr(optimizers.solve, "solve", wrong)

    result = kholboo("doctor", "-C", tmp_path)

    assert result.exit_code == ExitCode.FINDINGS
    assert "no ortools here" in result.stdout
    assert "pip install" in result.stdout


# pieces


def fault(file):
    """An error in a file."""
    return Finding(rule="a.rule", severity=Severity.ERROR, file=file)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError([fault("sites.csv")]), ExitCode.FINDINGS),
        (InputError([fault("kholboo.toml")]), ExitCode.USAGE),
        (
            InputError([fault("kholboo.toml"), fault("sites.csv")]),
            ExitCode.FINDINGS,
        ),
        (OSError(28, "No space left on device"), ExitCode.NO_PLAN),
        (PermissionError(13, "Permission denied", "x.csv"), ExitCode.USAGE),
        (click.Abort(), ExitCode.INTERRUPTED),
    ],
)
def test_each_kind_of_error_has_its_code(error, code):
    """The one place that decides exit codes gives each kind of trouble its own."""
    assert message_of(error, [], ConsoleOptions()).code == code


def test_spaced_budgets_hit_both_ends():
    """Budgets are whole, evenly spaced, and include both ends."""
    from planner.analysis.sweep import spaced

    assert spaced(10, 20, 3) == (10, 15, 20)
    assert spaced(10, 10, 1) == (10,)
    assert spaced(10, 10, 3) == (10, 10, 10)
    with pytest.raises(ValueError):
        spaced(10, 5, 2)
