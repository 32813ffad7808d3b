"""Check a run folder by itself: hashes, sums, limits, connectivity, benefit and bound.

Uses no solver and needs nothing but the run folder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from inventory.prices.catalogue import Timing
from optimizers import verify
from optimizers.evaluate import quantity_of
from optimizers.problem import Problem
from planner.audit.difference import Difference, compare, differs
from planner.audit.second_ways import second_way_differences
from planner.audit.verify_comparisons import comparison_differences
from planner.audit.verify_files import file_differences, project_differences, seal_differences
from planner.audit.verify_floors import floor_differences
from planner.audit.years import years_differences
from planner.candidates.candidate import CostLine
from planner.candidates.nodes import Node, NodeKind, link_host, service_node
from planner.candidates.present_value import PresentValue, capex_of, opex_of
from planner.errors import PlannerError
from planner.language.said import said
from planner.model.arcs import keep_id, keeping_ids, option_id, stretch_of
from planner.model.limit_meanings import DEFINITION, LimitKind, is_technical_id
from planner.model.limit_use import row_use
from planner.model.pop_uses import pop_uses
from planner.plan.packages import parts_of
from planner.plan.plan import Deployment, Plan
from planner.plan.purchasing import sharing
from planner.runs.fingerprint import fingerprint_of, fingerprint_parts, first_fingerprint_of
from planner.runs.layout import ANSWER, MANIFEST, PLAN, PROBLEM, RunError, read_json
from planner.runs.manifest import FIRST_FORMAT
from planner.runs.plan_json import plan_from_json
from planner.scenario.decisions import PARTS
from planner.scenario.settings import Scenario

CAPEX, OPEX = "capex_minor", "opex_per_year_minor"


def verify_run(run_dir: Path) -> list[Difference]:
    """Return everything about a run that does not hold; an empty list means that all holds.

    The project around it is compared, too. Uses no solver. Raises RunError only when the folder is
    no run at all.
    """
    found = verify_folder(run_dir)
    around = project_differences(run_dir, read_json(run_dir / MANIFEST))
    return [*found, *_or_unreadable(MANIFEST, "its lists of files", around)]


def verify_folder(run_dir: Path) -> list[Difference]:
    """Return everything that does not hold within a run folder, whatever lies around it.

    Raises RunError only when the folder is no run at all.
    """
    manifest = read_json(run_dir / MANIFEST)
    if not isinstance(manifest, dict) or "outputs" not in manifest or "inputs" not in manifest:
        raise RunError(
            said("{run_dir}: not a run folder; its manifest lists no files", run_dir=run_dir)
        )
    files, content = "its lists of files", "a plan, a problem, an answer"
    return [
        *_or_unreadable(MANIFEST, "a manifest", seal_differences(run_dir, manifest)),
        *_or_unreadable(MANIFEST, files, file_differences(run_dir, manifest)),
        *_or_unreadable("run", content, _recorded_differences(run_dir, manifest)),
    ]


def _or_unreadable(
    file: str, expected: str, differences: Iterable[Difference]
) -> Iterator[Difference]:
    """Yield differences, and one more where the content cannot be read to its end."""
    try:
        yield from differences
    except (PlannerError, LookupError, TypeError, ValueError, AttributeError, OSError) as fault:
        yield differs(file, "readable content", expected, repr(fault))


def _recorded_differences(run_dir: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what does not hold in plan, problem and answer; raises where they cannot be read."""
    plan = plan_from_json(read_json(run_dir / PLAN))
    problem_json, answer = read_json(run_dir / PROBLEM), read_json(run_dir / ANSWER)
    problem = Problem.from_json(problem_json)
    scenario = Scenario.model_validate(manifest["scenario"])
    yield from _content_differences(manifest, plan, problem, problem_json, answer, scenario)
    yield from comparison_differences(run_dir, plan, problem_json)
    yield from floor_differences(run_dir, scenario, problem_json)
    yield from years_differences(run_dir, scenario)


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
        yield differs(ANSWER, "proof", "holds", fault)
    yield from _proof_differences(plan, answer)
    if answer["chosen"] is None:
        yield from compare(PLAN, {"deployments": (len(plan.deployments), 0)})
        return
    amounts = answer.get("amounts", ())
    yield from _total_differences(plan, problem, answer["chosen"], amounts, scenario)
    yield from _limit_differences(plan, problem, answer["chosen"], amounts)
    yield from _package_differences(plan)
    yield from _site_differences(plan, problem, answer["chosen"])
    yield from _link_differences(plan, problem, answer["chosen"])
    yield from second_way_differences(plan, problem, answer["chosen"])


def _identity_differences(
    manifest: Mapping[str, Any],
    plan: Plan,
    problem_json: Mapping[str, Any],
    answer: Mapping[str, Any],
) -> Iterator[Difference]:
    yield from _fingerprint_differences(manifest, plan, problem_json, answer)
    inputs = [i for i in manifest["inputs"] if i["table"] != "project"]
    recorded = sorted((s.table, s.path, s.sha256, s.rows) for s in plan.sources)
    listed = sorted((i["table"], i["path"], i["sha256"], i["rows"]) for i in inputs)
    yield from compare(PLAN, {"sources": (recorded, listed)})
    shared = (
        "run_id fingerprint project solver seed status stopped_by objective bound"
        " certified_bound gap solver_gap currency price_date"
    )
    yield from compare(
        MANIFEST, {name: (manifest[name], getattr(plan, name)) for name in shared.split()}
    )


def _fingerprint_differences(
    manifest: Mapping[str, Any],
    plan: Plan,
    problem_json: Mapping[str, Any],
    answer: Mapping[str, Any],
) -> Iterator[Difference]:
    """Yield where the fingerprint is not that of the run's content, and in which part of it."""
    scenario = manifest["scenario"]
    if manifest["format"] == FIRST_FORMAT:
        sources = [{"table": s.table, "path": s.path, "sha256": s.sha256} for s in plan.sources]
        now = first_fingerprint_of(problem_json, answer, scenario, sources)
        yield from compare(PLAN, {"fingerprint": (plan.fingerprint, now)})
        return
    parts = fingerprint_parts(plan, problem_json, answer, scenario, manifest["versions"])
    recorded = manifest["fingerprint_parts"]
    yield from compare(
        MANIFEST,
        {f"fingerprint, {name}": (recorded.get(name), now) for name, now in parts.items()},
    )
    yield from compare(PLAN, {"fingerprint": (plan.fingerprint, fingerprint_of(parts))})
    yield from _decision_differences(manifest, plan)


def _decision_differences(manifest: Mapping[str, Any], plan: Plan) -> Iterator[Difference]:
    """Yield where plan, manifest and scenario name different people who decided."""
    listed = [asdict(decision) for decision in plan.decisions]
    yield from compare(MANIFEST, {"decisions": (manifest["decisions"], listed)})
    own = plan.decided
    named = {} if own is None else {part: getattr(own, part) for part in PARTS}
    yield from compare(PLAN, {"decided": (named, manifest["scenario"]["decided"])})


def _proof_differences(plan: Plan, answer: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield where the plan claims another proof than the certificate that was just checked."""
    fields = ("name", "sense", "value", "bound", "certified_bound", "status")
    claimed = [{f: getattr(stage, f) for f in fields} for stage in plan.stages]
    proven = [{f: stage[f] for f in fields} for stage in answer["stages"]]
    yield from compare(PLAN, {"stages": (claimed, proven)})
    if proven and answer["stages"]:
        first = proven[0]
        yield from compare(
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
    yield from compare(
        PLAN, {f"{n}, from its lines": (getattr(plan, n), v) for n, v in from_lines.items()}
    )
    for name in (CAPEX, OPEX, "npc_minor"):
        arcs = quantity_of(problem, name, chosen, amounts)
        yield from compare(PLAN, {f"{name}, from the arcs": (getattr(plan, name), arcs)})
    gained = sum(d.benefit for d in plan.deployments) + sum(kept_worth_in(problem).values())
    others = {"benefit": gained, "cost": plan.npc_minor}
    first = others.get(plan.goal)
    if first is None:
        first = quantity_of(problem, problem.goals[0].quantity, chosen, amounts)
    yield from compare(PLAN, {"objective, from its sites": (plan.objective, first)})


def kept_worth_in(problem: Problem) -> dict[str, int]:
    """Return per site what its present link earns by staying: 0 unless the scenario lets it end."""
    site_at = sites_by_node(problem)
    return {
        site_at[v]: problem.benefit_of(a)
        for a, v in enumerate(problem.head)
        if v in site_at and problem.arc_ids[a] == keep_id(site_at[v])
    }


def _package_differences(plan: Plan) -> Iterator[Difference]:
    """Yield packages that are not the plan's purchases, each once, less its savings."""
    bought = Counter((p, x) for p, x in plan.all_lines() if x.timing is Timing.ONE_TIME)
    packaged = Counter(pair for package in plan.packages for pair in package.lines)
    yield from compare(PLAN, {"lines of packages": (sorted_pairs(packaged), sorted_pairs(bought))})
    amount = sum(package.amount_minor for package in plan.packages)
    yield from compare(PLAN, {"capex_minor, from its packages": (plan.capex_minor, amount)})
    used = sum(fund.used_minor for fund in plan.funds)
    yield from compare(PLAN, {"capex_minor, from its funds": (plan.capex_minor, used)})
    drawn = Counter[str]()
    rules = {fund.fund_id: (fund.cofinance_share, fund.cofinancer) for fund in plan.funds}
    for package in plan.packages:
        for fund_id, part in parts_of(package, *rules.get(package.fund_id, ("", ""))):
            drawn[fund_id] += part
    for fund in plan.funds:
        pair = fund.used_minor, drawn[fund.fund_id]
        yield from compare(PLAN, {f"fund {fund.fund_id}, from its packages": pair})


def sorted_pairs(lines: Counter[tuple[str, CostLine]]) -> list[str]:
    """Return lines at their places as text, in order, to compare and to print."""
    return sorted(f"{n} x {place}: {x.sku} {x.quantity}" for (place, x), n in lines.items())


def _limit_differences(
    plan: Plan, problem: Problem, chosen: Sequence[int], amounts: Sequence[int]
) -> Iterator[Difference]:
    recorded = {
        use.id: (use.title, use.unit, use.used, use.lower, use.upper) for use in plan.limits
    }
    meanings = {use.id: use.meaning for use in plan.limits}
    drawn = {fund.fund_id: fund for fund in plan.funds}
    for limit in problem.limits:
        if is_technical_id(limit.id):
            continue
        meaning = meanings.get(limit.id) or DEFINITION
        if limit.id in meanings and not meaning.names(limit.id):
            yield differs(PLAN, f"limit {limit.id}, its meaning", meaning.kind.value, limit.title)
        use = row_use(problem, limit, meaning, chosen, amounts)
        fund = drawn.get(meaning.fund_id) if meaning.kind is LimitKind.FUND else None
        if fund is not None:
            used = sum(one.used_minor for one in sharing(plan.funds, fund))
            use = replace(use, used=used, upper=fund.ceiling_minor)
        now = (limit.title, limit.unit, use.used, use.lower, use.upper)
        yield from compare(PLAN, {f"limit {limit.id}": (recorded.pop(limit.id, None), now)})
    for pop in pop_uses(problem, chosen):
        name = pop.meaning.limit_id()
        now = (pop.title, pop.unit, pop.used, None, pop.upper)
        yield from compare(PLAN, {f"limit {name}": (recorded.pop(name, None), now)})
    for extra, use_now in recorded.items():
        yield differs(PLAN, f"limit {extra}", use_now, None)


def _site_differences(plan: Plan, problem: Problem, chosen: Sequence[int]) -> Iterator[Difference]:
    """Yield sites whose purchases, fees or benefit are not those of their chosen arcs."""
    site_at = sites_by_node(problem)
    own: dict[str, list[int]] = {}
    for a in chosen:
        if problem.head[a] in site_at:
            own.setdefault(site_at[problem.head[a]], []).append(a)
    shown = [option_id(d.candidate_id) for d in plan.deployments if d.candidate_id]
    options = [
        problem.arc_ids[a] for s, arcs in own.items() for a in arcs if _serves(problem, a, s)
    ]
    yield from compare(PLAN, {"chosen options": (sorted(shown), sorted(options))})
    worth = kept_worth_in(problem)
    for d in plan.deployments:
        arcs = own.pop(d.site_id, [])
        gain = sum(map(problem.benefit_of, arcs)) - worth.get(d.site_id, 0)
        yield from compare(
            PLAN,
            {
                f"site {d.site_id}, capital": (capex_of(d.lines), _sum(problem, CAPEX, arcs)),
                f"site {d.site_id}, recurrent": (_yearly(d), _sum(problem, OPEX, arcs)),
                f"site {d.site_id}, benefit": (d.benefit, gain),
            },
        )
    for site_id in own:
        yield differs(PLAN, f"site {site_id}", "not in the plan", "has chosen arcs")
    sites = [d.site_id for d in plan.deployments]
    yield from compare(PLAN, {"sites, each once and in order": (sites, sorted(set(sites)))})


def _sum(problem: Problem, quantity: str, arcs: Iterable[int]) -> int:
    return sum(problem.quantities[quantity][a] for a in arcs)


def _yearly(deployment: Deployment) -> int:
    return opex_of(deployment.lines) + deployment.kept_fee_per_year_minor


def sites_by_node(problem: Problem) -> dict[int, str]:
    """Return the site of every service node, of the packs under it and of the links it shares."""
    nodes = [Node.of(node_id) for node_id in problem.node_ids]
    kinds = [None if node is None else node.kind for node in nodes]
    under: dict[int, list[int]] = {}
    for tail, head in zip(problem.tail, problem.head, strict=True):
        if kinds[head] is NodeKind.KIT:
            under.setdefault(tail, []).append(head)
    found = {v: n.name for v, n in enumerate(nodes) if n and n.kind is NodeKind.SERVICE}
    stack = list(found)
    while stack:
        v = stack.pop()
        for pack in under.get(v, ()):
            if pack not in found:
                found[pack] = found[v]
                stack.append(pack)
    hosts = ((v, link_host(node_id)) for v, node_id in enumerate(problem.node_ids))
    return found | {v: host for v, host in hosts if host is not None}


def _serves(problem: Problem, arc: int, site_id: str) -> bool:
    """Return whether an arc brings a new link into service at its site."""
    enters = problem.node_ids[problem.head[arc]] == service_node(site_id)
    return enters and problem.arc_ids[arc] not in keeping_ids(site_id)


def _link_differences(plan: Plan, problem: Problem, chosen: Sequence[int]) -> Iterator[Difference]:
    """Yield shared stretches that are not built for what their arcs cost, or not chosen at all."""
    shown = {link.id: (capex_of(link.lines), opex_of(link.lines)) for link in plan.links}
    site_at = sites_by_node(problem)
    costs = {
        stretch_of(problem.arc_ids[a]): (_sum(problem, CAPEX, [a]), _sum(problem, OPEX, [a]))
        for a in chosen
        if problem.head[a] not in site_at
    }
    paid = {link_id: cost for link_id, cost in costs.items() if any(cost)}
    for link_id in sorted({*paid, *(i for i, cost in shown.items() if any(cost))}):
        yield from compare(
            PLAN,
            {f"link {link_id}, capital and recurrent": (shown.get(link_id), costs.get(link_id))},
        )
