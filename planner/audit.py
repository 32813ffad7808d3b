"""Anyone may check a run: hashes, sums, limits, connectivity, benefit and bound, without a solver.

`verify_run` needs the run folder alone. `rederive_run` reads the recorded inputs again, builds the
problem and the plan from them, and names the first difference.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from inventory.catalogue import Timing
from optimizers import verify
from optimizers.problem import Problem
from planner.additions import FOLDER, faults_of_list, hashes_of_additions
from planner.arcs import ArcKind
from planner.costing import PresentValue, capex_of, opex_of
from planner.errors import InputError, PlannerError
from planner.fund_choice import parts_of
from planner.labels import Language, sentence
from planner.offers import CostLine
from planner.plan import Deployment, Plan
from planner.rules import row_use
from planner.runs import (
    ANSWER,
    INPUTS,
    MANIFEST,
    PLAN,
    PROBLEM,
    PROJECT_FILE,
    Run,
    RunError,
    checksum_of,
    fingerprint_of,
    load_run,
    plan_from_json,
    plan_to_json,
    read_json,
    sha256_of,
)
from planner.scenario import Scenario
from planner.settle import quantity_of
from planner.supply import TECHNICAL, fund_limit

CAPEX, OPEX = "capex_minor", "opex_per_year_minor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that does not hold: where, what was recorded, what comes out now."""

    file: str  # relative to the run folder; of the project when it says so
    field: str
    recorded: str
    recomputed: str

    def line(self, language: Language = "en") -> str:
        """Return the difference as one line of text; fields and values stay as they are."""
        return sentence("audit.line", language, **self.to_json())

    def to_json(self) -> dict[str, str]:
        """Return the difference as plain data."""
        return asdict(self)


def verify_run(run_dir: Path) -> list[Difference]:
    """Return everything about a run that does not hold; an empty list means that all holds.

    Uses no solver. Raises RunError only when the folder is no run at all.
    """
    manifest = read_json(run_dir / MANIFEST)
    if not isinstance(manifest, dict) or "outputs" not in manifest or "inputs" not in manifest:
        raise RunError(f"{run_dir}: not a run folder; its manifest lists no files")
    found = [*_manifest_differences(manifest), *_file_differences(run_dir, manifest)]
    found += _project_differences(run_dir, manifest)
    try:
        plan = plan_from_json(read_json(run_dir / PLAN))
        problem_json, answer = read_json(run_dir / PROBLEM), read_json(run_dir / ANSWER)
        problem = Problem.from_json(problem_json)
        scenario = Scenario.model_validate(manifest["scenario"])
        found += _content_differences(manifest, plan, problem, problem_json, answer, scenario)
    except (PlannerError, KeyError, TypeError, ValueError, IndexError, AttributeError) as fault:
        found.append(_differs("run", "readable content", "a plan, a problem, an answer", fault))
    return found


def _differs(file: str, field: str, recorded: Any, recomputed: Any) -> Difference:
    return Difference(
        file=file, field=field, recorded=_short(recorded), recomputed=_short(recomputed)
    )


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 200 else f"{text[:197]}..."


def _compare(file: str, pairs: Mapping[str, tuple[Any, Any]]) -> Iterator[Difference]:
    """Yield a difference for every field whose recorded and recomputed values differ."""
    for field, (recorded, recomputed) in pairs.items():
        if recorded != recomputed:
            yield _differs(file, field, recorded, recomputed)


# --- files --------------------------------------------------------------------------------------


def _manifest_differences(manifest: Mapping[str, Any]) -> Iterator[Difference]:
    yield from _compare(MANIFEST, {"checksum": (manifest.get("checksum"), checksum_of(manifest))})


def _file_differences(run_dir: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    recorded = {str(o["path"]): str(o["sha256"]) for o in manifest["outputs"]}
    recorded |= {str(i["copy"]): str(i["sha256"]) for i in manifest["inputs"]}
    list_of_additions = f"{FOLDER}/{MANIFEST}"
    recorded |= hashes_of_additions(run_dir)
    for fault in faults_of_list(run_dir, str(manifest.get("fingerprint"))):
        yield _differs(list_of_additions, *fault)
    for path, sha256 in sorted(recorded.items()):
        if not (run_dir / path).is_file():
            yield _differs(path, "file", "present", "missing")
        else:
            yield from _compare(path, {"sha256": (sha256, sha256_of(run_dir / path))})
    for file in sorted(run_dir.rglob("*")):
        name = file.relative_to(run_dir).as_posix()
        if file.is_file() and name not in recorded and name not in (MANIFEST, list_of_additions):
            yield _differs(name, "file", "not part of the run", "present")


def _project_differences(run_dir: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield the files of the project around the run that are not those it was made from."""
    project = run_dir.resolve().parent.parent
    if run_dir.resolve().parent.name != "runs" or not (project / PROJECT_FILE).is_file():
        return
    for recorded in manifest["inputs"]:
        path = project / str(recorded["path"])
        now = sha256_of(path) if path.is_file() else "missing"
        if now != recorded["sha256"]:
            name = f"project file {recorded['path']}"
            yield _differs(name, "sha256 since the run", recorded["sha256"], now)


# --- content ------------------------------------------------------------------------------------


def _content_differences(
    manifest: Mapping[str, Any],
    plan: Plan,
    problem: Problem,
    problem_json: Mapping[str, Any],
    answer: Mapping[str, Any],
    scenario: Scenario,
) -> Iterator[Difference]:
    yield from _identity_differences(manifest, plan, problem_json, answer)
    for fault in verify.check(dict(problem_json), dict(answer)):
        yield _differs(ANSWER, "proof", "holds", fault)
    yield from _proof_differences(plan, answer)
    if answer["chosen"] is None:
        yield from _compare(PLAN, {"deployments": (len(plan.deployments), 0)})
        return
    amounts = answer.get("amounts", ())
    yield from _total_differences(plan, problem, answer["chosen"], amounts, scenario)
    yield from _limit_differences(plan, problem, answer["chosen"], amounts)
    yield from _package_differences(plan)
    yield from _site_differences(plan, problem, answer["chosen"])
    yield from _link_differences(plan, problem, answer["chosen"])


def _identity_differences(
    manifest: Mapping[str, Any],
    plan: Plan,
    problem_json: Mapping[str, Any],
    answer: Mapping[str, Any],
) -> Iterator[Difference]:
    sources = [{"table": s.table, "path": s.path, "sha256": s.sha256} for s in plan.sources]
    fingerprint = fingerprint_of(problem_json, answer, manifest["scenario"], sources)
    yield from _compare(PLAN, {"fingerprint": (plan.fingerprint, fingerprint)})
    inputs = [i for i in manifest["inputs"] if i["table"] != "project"]
    recorded = sorted((s.table, s.path, s.sha256, s.rows) for s in plan.sources)
    listed = sorted((i["table"], i["path"], i["sha256"], i["rows"]) for i in inputs)
    yield from _compare(PLAN, {"sources": (recorded, listed)})
    shared = (
        "run_id fingerprint project solver seed status stopped_by objective bound"
        " certified_bound gap solver_gap currency price_date"
    )
    yield from _compare(
        MANIFEST, {name: (manifest[name], getattr(plan, name)) for name in shared.split()}
    )


def _proof_differences(plan: Plan, answer: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield where the plan claims another proof than the certificate that was just checked."""
    fields = ("name", "sense", "value", "bound", "certified_bound", "status")
    claimed = [{f: getattr(stage, f) for f in fields} for stage in plan.stages]
    proven = [{f: stage[f] for f in fields} for stage in answer["stages"]]
    yield from _compare(PLAN, {"stages": (claimed, proven)})
    if proven and answer["stages"]:
        first = proven[0]
        yield from _compare(
            PLAN,
            {
                "status": (plan.status, answer["status"]),
                "objective": (plan.objective, first["value"]),
                "bound": (plan.bound, first["bound"]),
                "certified_bound": (plan.certified_bound, first["certified_bound"]),
            },
        )


def _total_differences(
    plan: Plan,
    problem: Problem,
    chosen: Sequence[int],
    amounts: Sequence[int],
    scenario: Scenario,
) -> Iterator[Difference]:
    """Yield totals that are not the sums of the plan's lines, or not those of its arcs."""
    lines = [line for _, line in plan.all_lines()]
    fees = [d.kept_fee_per_year_minor for d in plan.deployments]
    value = PresentValue.of(scenario)
    from_lines = {
        "capex_minor": capex_of(lines) - sum(s.amount_minor for s in plan.savings),
        "opex_per_year_minor": opex_of(lines) + sum(fees),
        "npc_minor": sum(map(value.of_line, lines))
        + sum(map(value.of_fee, fees))
        + quantity_of(problem, "npc_minor", (), amounts),
        "kept_fee_per_year_minor": sum(fees),
    }
    yield from _compare(
        PLAN, {f"{n}, from its lines": (getattr(plan, n), v) for n, v in from_lines.items()}
    )
    for name in (CAPEX, OPEX, "npc_minor"):
        arcs = quantity_of(problem, name, chosen, amounts)
        yield from _compare(PLAN, {f"{name}, from the arcs": (getattr(plan, name), arcs)})
    gained = sum(d.benefit for d in plan.deployments) + sum(kept_worth_in(problem).values())
    first = gained if plan.goal == "benefit" else plan.npc_minor
    yield from _compare(PLAN, {"objective, from its sites": (plan.objective, first)})


def kept_worth_in(problem: Problem) -> dict[str, int]:
    """Return per site what its present link earns by staying: 0 unless the scenario lets it end."""
    prefix = f"{ArcKind.KEEP}:"
    return {
        arc_id.removeprefix(prefix): problem.benefit_of(a)
        for a, arc_id in enumerate(problem.arc_ids)
        if arc_id.startswith(prefix)
    }


def _package_differences(plan: Plan) -> Iterator[Difference]:
    """Yield packages that are not the plan's purchases, each once, less its savings."""
    bought = Counter((p, x) for p, x in plan.all_lines() if x.timing is Timing.ONE_TIME)
    packaged = Counter(pair for package in plan.packages for pair in package.lines)
    yield from _compare(PLAN, {"lines of packages": (sorted_pairs(packaged), sorted_pairs(bought))})
    amount = sum(package.amount_minor for package in plan.packages)
    yield from _compare(PLAN, {"capex_minor, from its packages": (plan.capex_minor, amount)})
    used = sum(fund.used_minor for fund in plan.funds)
    yield from _compare(PLAN, {"capex_minor, from its funds": (plan.capex_minor, used)})
    drawn = Counter[str]()
    rules = {fund.fund_id: (fund.cofinance_share, fund.cofinancer) for fund in plan.funds}
    for package in plan.packages:
        for fund_id, part in parts_of(package, *rules.get(package.fund_id, ("", ""))):
            drawn[fund_id] += part
    for fund in plan.funds:
        pair = fund.used_minor, drawn[fund.fund_id]
        yield from _compare(PLAN, {f"fund {fund.fund_id}, from its packages": pair})


def sorted_pairs(lines: Counter[tuple[str, CostLine]]) -> list[str]:
    """Return lines at their places as text, in order, to compare and to print."""
    return sorted(f"{n} x {place}: {x.sku} {x.quantity}" for (place, x), n in lines.items())


def _limit_differences(
    plan: Plan, problem: Problem, chosen: Sequence[int], amounts: Sequence[int]
) -> Iterator[Difference]:
    recorded = {
        use.id: (use.title, use.unit, use.used, use.lower, use.upper) for use in plan.limits
    }
    drawn = {fund_limit(fund.fund_id): fund for fund in plan.funds}
    for limit in problem.limits:
        if limit.id.startswith(TECHNICAL):
            continue
        use = row_use(problem, limit, chosen, amounts)
        fund = drawn.get(limit.id)
        if fund is not None:
            use = replace(use, used=fund.used_minor, upper=fund.ceiling_minor)
        now = (limit.title, limit.unit, use.used, use.lower, use.upper)
        yield from _compare(PLAN, {f"limit {limit.id}": (recorded.pop(limit.id, None), now)})
    for extra, use_now in recorded.items():
        yield _differs(PLAN, f"limit {extra}", use_now, None)


def _site_differences(plan: Plan, problem: Problem, chosen: Sequence[int]) -> Iterator[Difference]:
    """Yield sites whose purchases, fees or benefit are not those of their chosen arcs."""
    site_of_option = {d.candidate_id: d.site_id for d in plan.deployments if d.candidate_id}
    ids = problem.arc_ids
    options = [ids[a].partition(":")[2] for a in chosen if ids[a].startswith(ArcKind.OPTION)]
    yield from _compare(PLAN, {"chosen options": (sorted(site_of_option), sorted(options))})
    own: dict[str, list[int]] = {}
    for a in chosen:
        site_id = _site_of(ids[a], site_of_option)
        if site_id is not None:
            own.setdefault(site_id, []).append(a)
    worth = kept_worth_in(problem)
    for d in plan.deployments:
        arcs = own.pop(d.site_id, [])
        gain = sum(map(problem.benefit_of, arcs)) - worth.get(d.site_id, 0)
        yield from _compare(
            PLAN,
            {
                f"site {d.site_id}, capital": (capex_of(d.lines), _sum(problem, CAPEX, arcs)),
                f"site {d.site_id}, recurrent": (_yearly(d), _sum(problem, OPEX, arcs)),
                f"site {d.site_id}, benefit": (d.benefit, gain),
            },
        )
    for site_id in own:
        yield _differs(PLAN, f"site {site_id}", "not in the plan", "has chosen arcs")
    sites = [d.site_id for d in plan.deployments]
    yield from _compare(PLAN, {"sites, each once and in order": (sites, sorted(set(sites)))})


def _sum(problem: Problem, quantity: str, arcs: Iterable[int]) -> int:
    return sum(problem.quantities[quantity][a] for a in arcs)


def _yearly(deployment: Deployment) -> int:
    return opex_of(deployment.lines) + deployment.kept_fee_per_year_minor


def _site_of(arc_id: str, site_of_option: Mapping[str, str]) -> str | None:
    """Return the site that a chosen arc belongs to, None for a shared stretch."""
    kind, _, rest = arc_id.partition(":")
    if kind == ArcKind.ASSET:
        return None
    if kind == ArcKind.KEEP:
        return rest
    if kind == ArcKind.KIT:
        return rest.rsplit(":", 2)[0]
    if kind == ArcKind.OPTION:
        return site_of_option.get(rest)
    raise ValueError(f"arc {arc_id!r} is of no known kind")


def _link_differences(plan: Plan, problem: Problem, chosen: Sequence[int]) -> Iterator[Difference]:
    """Yield shared stretches that are not built for what their arcs cost, or not chosen at all."""
    costs = {
        _stretch_of(problem.arc_ids[a]): (_sum(problem, CAPEX, [a]), _sum(problem, OPEX, [a]))
        for a in chosen
        if problem.arc_ids[a].startswith(f"{ArcKind.ASSET}:")
    }
    shown = {link.id: (capex_of(link.lines), opex_of(link.lines)) for link in plan.links}
    paid = {link_id: cost for link_id, cost in costs.items() if any(cost)}
    for link_id in sorted({*paid, *(i for i, cost in shown.items() if any(cost))}):
        yield from _compare(
            PLAN,
            {f"link {link_id}, capital and recurrent": (shown.get(link_id), costs.get(link_id))},
        )


def _stretch_of(arc_id: str) -> str:
    return arc_id.removeprefix(f"{ArcKind.ASSET}:").removesuffix(":back")


# --- from the inputs again ----------------------------------------------------------------------


def rederive_run(run_dir: Path) -> list[Difference]:
    """Return the first difference between the recorded problem and the one its inputs give now.

    When the problems agree, the plan is put together again too: the first differing field of
    plan.json is named. Raises RunError when the folder is no run.
    """
    from planner.run import of_recorded

    run = load_run(run_dir)
    with tempfile.TemporaryDirectory() as place:
        try:
            prepared = of_recorded(run, Path(place))
        except InputError as fault:
            return [_differs(INPUTS, "findings", "no errors", fault.findings[0].sentence())]
        except PlannerError as fault:
            return [_differs(INPUTS, "inputs", "readable", str(fault))]
    recorded = run.read_json(PROBLEM)
    found = first_difference(recorded, prepared.model.problem.to_json())
    if found is not None:
        where, old, new = found
        return [_differs(PROBLEM, _named(where, recorded), old, new)]
    return _plan_rederived(run, prepared)


def _plan_rederived(run: Run, prepared: Any) -> list[Difference]:
    """Return the first field of the plan that its own answer and inputs do not give."""
    from planner.assemble import assemble
    from planner.run import result_of

    result = result_of(run.read_json(ANSWER))
    again = assemble(prepared.inputs, prepared.offers, prepared.model, result)
    kept = (
        "run_id",
        "fingerprint",
        "aimag",
        "directives",
        "next_money",
        "sources",
        "stopped_by",
    )
    again = replace(again, **{name: getattr(run.plan, name) for name in kept})
    found = first_difference(plan_to_json(run.plan), plan_to_json(again))
    return [] if found is None else [_differs(PLAN, *found)]


def first_difference(old: Any, new: Any, where: str = "") -> tuple[str, Any, Any] | None:
    """Return path, old and new value of the first place where two JSON values differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(k for k in new if k not in old)]:
            if key not in old or key not in new:
                return f"{where}.{key}".lstrip("."), old.get(key), new.get(key)
            found = first_difference(old[key], new[key], f"{where}.{key}".lstrip("."))
            if found is not None:
                return found
        return None
    if isinstance(old, list) and isinstance(new, list):
        for i, (a, b) in enumerate(zip(old, new, strict=False)):
            found = first_difference(a, b, f"{where}[{i}]")
            if found is not None:
                return found
        return None if len(old) == len(new) else (f"{where}, length", len(old), len(new))
    return None if old == new and type(old) is type(new) else (where, old, new)


def _named(where: str, problem: Mapping[str, Any]) -> str:
    """Return a path of problem.json with the id of the arc or node that it points at."""
    for group in ("arcs", "nodes"):
        if where.startswith(f"{group}.") and where.endswith("]"):
            ids, number = problem[group]["id"], int(where.rsplit("[", 1)[1][:-1])
            if number < len(ids):
                return f"{where} ({ids[number]})"
    return where
