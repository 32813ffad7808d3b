"""Commands answer the same with a cache, without one, and with one that is damaged or foreign."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cli
from inventory.kept import NOTHING_KEPT, KeptFolder, kept_in
from planner.analysis import explain
from planner.analysis.compare import compare_runs
from planner.analysis.explain import explain_site
from planner.candidates.candidate import Offers
from planner.candidates.possible_routes import Laid
from planner.model.limit_meanings import MONEY
from planner.model.problem_meaning import ProblemMeaning
from planner.offers import build
from planner.offers.build import build_offers, lay_out, offers_at
from planner.pipeline.prepare import prepare
from planner.project import kept_answers
from planner.project.checks.floors import with_floors_checked
from planner.project.kept_answers import inputs_key, kept_beside, known_problem, laid_for
from planner.project.load import load_inputs
from planner.project.recorded_inputs import recorded_settings, same_files
from planner.runs.canonical import sha256_of
from planner.runs.layout import RunError
from planner.runs.run_folder import list_runs, load_run


def entries(project: Path) -> list[Path]:
    """Return the files of a project's cache."""
    return sorted((project / ".kholboo" / "cache").glob("*.json"))


def part_of(offers: Offers, site_id: str) -> Offers:
    """Return what offers hold of one site, with all needs and no stretch."""
    return Offers(
        needs=offers.needs,
        candidates=tuple(c for c in offers.candidates if c.site_id == site_id),
        rejections=tuple(r for r in offers.rejections if r.site_id == site_id),
        assets=(),
        kit=tuple(k for k in offers.kit if k.site_id == site_id),
    )


def told_of(folder: Path) -> list[str]:
    """Return what the everyday commands print about a planned project, exit codes included."""
    run_id = list_runs(folder)[-1].name
    site_ids = [d.site_id for d in some_of_each(list_runs(folder)[-1])]
    commands = [
        ["check", "--json"],
        ["compare", run_id, run_id],
        ["candidates", "--site", site_ids[0], "--json"],
        ["explain", site_ids[0], "--json"],
    ]
    told = []
    for command in commands:
        result = CliRunner().invoke(cli.shell, [*command, "-C", str(folder)])
        told.append(f"{result.exit_code} {result.output}")
    return told


def some_of_each(run_dir: Path) -> list[Any]:
    """Return a deployment of every status and technology of a run."""
    found: dict[Any, Any] = {}
    for d in load_run(run_dir).plan.deployments:
        found.setdefault((d.status, d.technology), d)
    return list(found.values())


# --- one site alone -----------------------------------------------------------------------------


def test_offers_at_a_site_are_its_part_of_all_offers(three_villages: Any) -> None:
    """Made for one site, offers are what making them for all gives of it, masts too."""
    every, laid = build_offers(three_villages), lay_out(three_villages)
    again = Laid.from_json(json.loads(json.dumps(laid.to_json())))

    assert again == laid
    for site in three_villages.sites:
        assert offers_at(three_villages, site.id, again) == part_of(every, site.id)
        assert offers_at(three_villages, site.id) == part_of(every, site.id)


def test_so_they_are_in_the_example(small: Path) -> None:
    """The same holds at every site of the example, deliveries and directives included."""
    inputs = load_inputs(small)
    every, laid = build_offers(inputs), lay_out(inputs)
    again = Laid.from_json(json.loads(json.dumps(laid.to_json())))

    for site in inputs.sites:
        assert offers_at(inputs, site.id, again) == part_of(every, site.id)


def test_a_list_of_one_site_makes_no_offers_of_others(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`candidates --site` prints what the list of all prints of the site, without making it."""
    site_id = load_inputs(small).sites[0].id
    whole = CliRunner().invoke(cli.shell, ["candidates", "-C", str(small), "--format", "csv"])
    monkeypatch.setattr(build, "build_offers", None)
    alone = ["candidates", "-C", str(small), "--format", "csv", "--site", site_id]
    one = CliRunner().invoke(cli.shell, alone)

    lines = whole.output.splitlines()
    assert one.output.splitlines() == [lines[0], *(x for x in lines if x.startswith(site_id))]


# --- the same answers ---------------------------------------------------------------------------


def test_commands_answer_the_same(planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a cache, into one, from one, from a damaged one: one answer."""
    shutil.rmtree(planned / ".kholboo", ignore_errors=True)  # the level of the plan's floors
    monkeypatch.setenv("KHOLBOO_CACHE", "off")
    without = told_of(planned)
    assert not (planned / ".kholboo").exists()
    monkeypatch.delenv("KHOLBOO_CACHE")

    assert told_of(planned) == without
    assert {p.name.partition("-")[0] for p in entries(planned)} >= {
        *("table", "rows", "laid", "problem")
    }
    assert told_of(planned) == without
    for number, path in enumerate(entries(planned)):
        data = bytearray(path.read_bytes())
        data[number % 70 :] = b"" if number % 2 else bytes([data[number % 70] ^ 1, *data[70:]])
        path.write_bytes(data)
    assert told_of(planned) == without


def test_a_cache_of_another_user_changes_nothing(
    planned: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Entries that another user sealed, saying whatever they like, are as good as none."""
    without = told_of(planned)
    for path in entries(planned):
        body = path.read_bytes().partition(b"\n")[2]
        entry = json.loads(body)
        lie = {"table": None, "problem": True}.get(entry["what"], [])
        KeptFolder(folder=path.parent, secret=b"theirs").put(entry["what"], entry["key"], lie)

    assert told_of(planned) == without


def test_explanations_are_the_same_for_every_kind_of_site(planned: Path) -> None:
    """Built anew, and from what is kept that the run is true, an explanation is one."""
    run_dir = list_runs(planned)[-1]
    kept = kept_beside(run_dir)
    explain_site(run_dir, some_of_each(run_dir)[0].site_id, kept=kept)

    for deployment in some_of_each(run_dir):
        site_id = deployment.site_id
        assert explain_site(run_dir, site_id, kept=kept) == explain_site(run_dir, site_id)


def test_a_known_run_is_not_built_again(planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first explanation no problem is built, whatever site is asked for."""
    run_dir = list_runs(planned)[-1]
    first, *others = (d for d in some_of_each(run_dir) if d.technology)
    explain_site(run_dir, first.site_id, kept=kept_beside(run_dir))
    monkeypatch.setattr(explain, "before_floors", None)

    for deployment in others:
        assert explain_site(run_dir, deployment.site_id, kept=kept_beside(run_dir)).deployment


# --- what makes commands work anew --------------------------------------------------------------


def test_an_altered_run_is_compared_again(planned: Path) -> None:
    """A problem.json that is not the one found true is built again, and said to differ."""
    run_dir = list_runs(planned)[-1]
    site_id = some_of_each(run_dir)[0].site_id
    assert explain_site(run_dir, site_id, kept=kept_beside(run_dir)).notes == ()
    problem = json.loads((run_dir / "problem.json").read_bytes())
    problem["limits"][0]["title"] += " (altered)"
    (run_dir / "problem.json").write_text(json.dumps(problem), encoding="utf-8")

    found = explain_site(run_dir, site_id, kept=kept_beside(run_dir))
    assert found.notes
    assert found == explain_site(run_dir, site_id)


def test_altered_recorded_inputs_are_read_again(planned: Path) -> None:
    """A recorded table that was changed gives another problem, and the explanation says so."""
    run_dir = list_runs(planned)[-1]
    site_id = some_of_each(run_dir)[0].site_id
    explain_site(run_dir, site_id, kept=kept_beside(run_dir))
    table = run_dir / "inputs/data/sites.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join(lines[:-1]), encoding="utf-8")

    found = explain_site(run_dir, site_id, kept=kept_beside(run_dir))
    assert found.notes
    assert found == explain_site(run_dir, site_id)


def test_what_limits_mean_is_not_read_from_ids(
    planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a known run needs of its limits and stretches comes from the cache as typed data."""
    run_dir = list_runs(planned)[-1]
    unserved = next(d for d in some_of_each(run_dir) if not d.technology)
    kept = kept_beside(run_dir)
    built = explain_site(run_dir, unserved.site_id, kept=kept)
    inputs = recorded_settings(load_run(run_dir), kept=kept)
    meaning = known_problem(kept, inputs, sha256_of(run_dir / "problem.json"))

    assert meaning is not None
    assert {m.kind for m in meaning.money.values()} <= MONEY
    assert meaning == ProblemMeaning.of(prepare(inputs).model)
    assert built.takes is not None
    assert built.takes.extra
    assert explain_site(run_dir, unserved.site_id, kept=kept) == built


def test_equal_files_are_told_by_what_is_read(planned: Path) -> None:
    """Another byte of the project file or a table, or a lost copy, makes other inputs."""
    run_dir = list_runs(planned)[-1]
    run = load_run(run_dir)
    for name, change in (
        ("kholboo.toml", lambda p: p.write_bytes(p.read_bytes() + b"# more\n")),
        ("data/sites.csv", lambda p: p.write_bytes(p.read_bytes() + b"\n")),
        ("data/sites.csv", Path.unlink),
    ):
        other = shutil.copytree(run_dir, run_dir.with_name("other"))
        assert same_files(run, load_run(other))
        change(other / "inputs" / name)
        assert not same_files(run, load_run(other))
        shutil.rmtree(other)


def test_a_copy_outside_of_the_run_is_never_hashed(planned: Path) -> None:
    """A manifest that leads out of the run is damage also where the bytes are the same."""
    run_dir = list_runs(planned)[-1]
    other = shutil.copytree(run_dir, run_dir.with_name("other"))
    manifest = json.loads((other / "manifest.json").read_bytes())
    row = next(i for i in manifest["inputs"] if i["path"] == "data/sites.csv")
    row["copy"] = f"../{run_dir.name}/{row['copy']}"
    (other / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(RunError, match="outside"):
        compare_runs(run_dir, other)


def test_settings_of_the_scenario_make_another_key(small: Path) -> None:
    """A changed policy, scenario or price is another key for offers, floors and runs."""
    inputs = load_inputs(small)
    key = inputs_key(inputs)
    policy = inputs.scenario.model_copy(update={"minimum_mbps": inputs.scenario.minimum_mbps + 1})
    source = replace(inputs.sources[0], sha256="0" * 64)

    assert key is not None
    assert inputs_key(replace(inputs, scenario=policy)) != key
    assert inputs_key(replace(inputs, scenario_name="other")) != key
    assert inputs_key(replace(inputs, sources=(source, *inputs.sources[1:]))) != key
    unread = replace(inputs.sources[0], sha256="")
    assert inputs_key(replace(inputs, sources=(unread, *inputs.sources[1:]))) is None


def test_findings_follow_the_dates_of_the_tables(small: Path) -> None:
    """What is judged by the newest price date is judged anew when a price gets a newer date.

    The clock counts nowhere: what is kept today is true tomorrow.
    """
    kept = kept_in(small)
    before = load_inputs(small, kept=kept).findings
    rates = small / "data/exchange_rates.csv"
    text = rates.read_text(encoding="utf-8")
    newest = max(part for line in text.splitlines() for part in line.split(",") if part[:2] == "20")
    rates.write_text(text.replace(newest, "2035-01-01"), encoding="utf-8")
    after = load_inputs(small, kept=kept).findings

    assert after == load_inputs(small).findings
    ended = [sum(f.rule == "link.contract_ended" for f in found) for found in (before, after)]
    assert ended[1] > ended[0]


def test_floors_are_the_same(small: Path) -> None:
    """The warnings about floors are the same made, kept and taken from what was kept."""
    kept = kept_in(small)
    directives = small / "data/directives.csv"
    header, *rows = directives.read_text(encoding="utf-8").splitlines()
    names = header.split(",")
    floor = dict.fromkeys(names, "") | dict(zip(names, rows[0].split(","), strict=False))
    floor |= {"directive_id": "F", "kind": "floor", "target": "library", "value": "0.99"}
    added = ",".join(floor[name] for name in names)
    directives.write_text("\n".join([header, *rows, added, ""]), encoding="utf-8")
    inputs = load_inputs(small)
    without = with_floors_checked(inputs).findings

    assert with_floors_checked(inputs, kept=kept).findings == without
    assert with_floors_checked(inputs, kept=kept).findings == without
    assert any(f.rule == "directive.floor_above_reach" for f in without)
    assert any(p.name.startswith("floors-") for p in entries(small))


# --- who uses it --------------------------------------------------------------------------------


def test_audits_plans_and_exports_use_no_cache(
    four_places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What proves or decides reads every table itself, and runs hold nothing of the cache.

    A plan takes the fair level of its floors from it, whose answers it verifies first, and keeps
    what it read and made for the commands that follow.
    """
    assert CliRunner().invoke(cli.shell, ["plan", "-C", str(four_places)]).exit_code == 0
    told_of(four_places)
    before = load_run(list_runs(four_places)[-1])
    run_id = before.plan.run_id

    asked: list[str] = []
    given: list[str] = []

    def never(_self: Any, what: str, *_: Any) -> Any:
        asked.append(what)

    monkeypatch.setattr(KeptFolder, "get", never)
    monkeypatch.setattr(KeptFolder, "put", lambda _self, what, *_: given.append(what))
    for command in (
        ["audit", "verify", run_id],
        ["audit", "rederive", run_id],
        ["export", "--run", run_id, "--to", "geojson"],
        ["plan"],
    ):
        result = CliRunner().invoke(cli.shell, [*command, "-C", str(four_places)])
        assert result.exit_code == 0, result.output
        planning = command == ["plan"]
        assert set(asked) <= ({"fair"} if planning else set()), command
        assert set(given) == ({"table", "rows", "fair", "offers"} if planning else set()), command
    after = load_run(list_runs(four_places)[-1])
    assert after.folder != before.folder
    assert after.plan.fingerprint == before.plan.fingerprint
    assert not list(after.folder.rglob(".kholboo"))


def test_the_cache_may_be_deleted(planned: Path) -> None:
    """Without its folder the next command reads again and keeps again."""
    shutil.rmtree(planned / ".kholboo", ignore_errors=True)
    told_of(planned)
    kept = len(entries(planned))
    shutil.rmtree(planned / ".kholboo")
    told_of(planned)

    assert len(entries(planned)) == kept


def test_a_run_outside_a_project_has_no_cache(planned: Path, tmp_path: Path) -> None:
    """A run folder handed over alone is read each time, and nothing is written beside it."""
    run_dir = shutil.copytree(list_runs(planned)[-1], tmp_path / "handed" / "over" / "run")

    assert kept_beside(run_dir) is NOTHING_KEPT
    assert kept_beside(list_runs(planned)[-1]) is not NOTHING_KEPT


def test_trenches_are_laid_once(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where trenches and masts lead is found once and taken from the cache after that."""
    inputs, kept = load_inputs(small), kept_in(small)
    first = laid_for(inputs, kept)
    monkeypatch.setattr(build, "lay_out", None)

    assert laid_for(inputs, kept) == first


def test_an_explanation_keeps_where_trenches_lead(
    planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was found with all offers: the next explanation does not look for it again."""
    run = load_run(list_runs(planned)[-1])
    kept, site_id = kept_beside(run.folder), run.plan.deployments[0].site_id
    first = explain_site(run.folder, site_id, kept=kept)
    assert laid_for(recorded_settings(run), kept) == lay_out(recorded_settings(run))
    monkeypatch.setattr(build, "lay_out", None)

    assert explain_site(run.folder, site_id, kept=kept) == first


def test_every_folder_of_code_is_part_of_every_key():
    """Kept answers depend on all code that reads, judges and plans, wherever a module lies."""
    top = {
        folder.name for folder in kept_answers._ROOT.iterdir() if (folder / "__init__.py").is_file()
    }

    assert top == set(kept_answers._ALL)
    assert set(kept_answers._READERS) <= top
