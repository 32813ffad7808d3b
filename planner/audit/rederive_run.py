"""Derive everything of a run that people read again from its recorded inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.audit.content.line_ends import line_ends_put_back
from planner.audit.difference import Difference, compare, differs, first_difference
from planner.audit.notes import Audited, Note, claim_notes, unverifiable_notes
from planner.audit.verify_files import recorded_hashes
from planner.audit.versions import Versions, verifier_audited
from planner.errors import InputError, PlannerError
from planner.exports.registry import EXPORTS, WITH_EVERY_RUN
from planner.plan.plan import Plan
from planner.runs.comparisons import FILE as COMPARISONS
from planner.runs.comparisons import Comparison, read_comparisons
from planner.runs.fingerprint import fingerprint_of, fingerprint_parts, first_fingerprint_of
from planner.runs.layout import ANSWER, INPUTS, MANIFEST, PLAN, PROBLEM
from planner.runs.manifest import FIRST_FORMAT
from planner.runs.older_plans import as_first_format, as_its_release
from planner.runs.plan_json import plan_to_json
from planner.runs.run_folder import Run, load_run, names_run, safe_name
from planner.scenario.decisions import decisions_of
from planner.scenario.older_settings import is_older, older_policy
from planner.years.files import facts_of_run

if TYPE_CHECKING:
    from optimizers.result import Result
    from planner.pipeline.prepare import Prepared

# what forged content may raise on the way
_DAMAGE = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
)


def rederive_run(run_dir: Path) -> list[Difference]:
    """Return what the recorded inputs do not give; raises RunError when the folder is no run."""
    return rederive(run_dir).differences


def rederive(run_dir: Path, *, solve: bool = False) -> Audited:
    """Compare all of a run that people read with what its recorded inputs and answer give now.

    Of scenario, problem, plan, each export and each later export the first difference is named.
    Line ends that git changed are put back first: `verify_run` tells them. With `solve` the
    solver's own bound is repeated, too. Raises RunError when the folder is no run.
    """
    run = load_run(run_dir)
    try:
        recorded = recorded_hashes(run.manifest)
    except (KeyError, TypeError) as fault:
        damaged = differs(MANIFEST, "readable content", "lists of files", repr(fault))
        return Audited(differences=[damaged])
    with line_ends_put_back(run_dir, recorded) as folder:
        return _rederived_run(replace(run, folder=folder), solve=solve)


def _rederived_run(run: Run, *, solve: bool) -> Audited:
    """Return what a run with its recorded line ends does not give again."""
    versions = Versions(recorded=run.manifest["versions"])
    found = verifier_audited(run.folder, versions)
    found.notes.extend(versions.notes())
    try:
        _rederived(run, found, solve=solve)
    except InputError as fault:
        found.differences.append(
            differs(INPUTS, "findings", "no errors", fault.findings[0].sentence())
        )
    except PlannerError as fault:
        found.differences.append(differs(INPUTS, "inputs", "readable", str(fault)))
    except _DAMAGE as fault:  # PlanFaultError among them: the answer does not add up
        found.differences.append(differs("run", "readable content", "a whole run", repr(fault)))
    return found


def _rederived(run: Run, found: Audited, *, solve: bool) -> None:
    """Add what derives, step by step; what rests on a problem that differs is not looked at."""
    from planner.audit.rederive_floors import floor_differences
    from planner.audit.rederive_manifest import scenario_differences
    from planner.pipeline.prepare import of_recorded

    prepared = of_recorded(run)
    found.differences.extend(scenario_differences(run, prepared))
    found.differences.extend(floor_differences(run, prepared))
    recorded = run.read_json(PROBLEM)
    unequal = first_difference(recorded, prepared.model.problem.to_json())
    if unequal is not None:
        where, old, new = unequal
        found.differences.append(differs(PROBLEM, _named(where, recorded), old, new))
        return
    answer = run.read_json(ANSWER)
    found.notes.extend(() if solve else claim_notes(answer))
    found.notes.extend(unverifiable_notes(run.plan))
    _plan_rederived(run, prepared, answer, found)
    if solve:
        from planner.audit.rederive_solve import solved_again

        found.add(solved_again(answer, prepared, run))


def _plan_rederived(
    run: Run, prepared: Prepared, answer: Mapping[str, Any], found: Audited
) -> None:
    """Add where plan, manifest, comparisons and exports are not those that the answer gives."""
    from optimizers.result import result_of
    from planner.audit.rederive_comparisons import comparison_differences
    from planner.audit.rederive_exports import additions_audited, exports_audited
    from planner.audit.rederive_manifest import manifest_differences
    from planner.audit.years import years_audited
    from planner.pipeline.what_if import with_figures
    from planner.plan.assemble import assemble
    from planner.plan.packages import packages_by_year

    result = result_of(answer)
    again = assemble(prepared.inputs, prepared.offers, prepared.model, result)
    programme = facts_of_run(run.folder)
    if programme is not None:
        again = replace(again, packages=packages_by_year(again.packages, programme))
    own_stop = again.stopped_by
    try:
        comparisons = read_comparisons(run.folder)
    except ValueError as fault:
        found.differences.append(differs(COMPARISONS, "readable content", "comparisons", fault))
        return
    found.differences.extend(comparison_differences(comparisons or (), prepared, result))
    again = with_figures(_as_asked(again, run, prepared), prepared, result, comparisons or ())
    if is_older(run.manifest["scenario"]):
        again = replace(again, floors=())  # they were not priced
    if comparisons is None:
        if run.manifest["format"] != FIRST_FORMAT and result.chosen is not None:
            found.differences.append(differs(COMPARISONS, "file", "part of every run", "missing"))
        again = _with_uncertified(again, run.plan)
    if run.plan.stopped_by == "interrupt" and _unfinished(run, prepared, result, comparisons):
        again = replace(again, stopped_by="interrupt")
    again = replace(again, policy=older_policy(again.policy, run.manifest["scenario"]))
    again = as_its_release(again, run.plan)
    found.differences.extend(_identity_differences(run, prepared, answer, again))
    again = replace(again, run_id=run.plan.run_id, fingerprint=run.plan.fingerprint)
    unequal = first_difference(plan_to_json(run.plan), plan_to_json(again))
    if unequal is not None:
        found.differences.append(differs(PLAN, *unequal))
    found.differences.extend(manifest_differences(run.manifest, again, run))
    found.differences.extend(_dual_differences(answer))
    if run.manifest["format"] == FIRST_FORMAT:
        found.notes.append(Note.of("first_exports"))
        return
    found.add(exports_audited(run, again, prepared.inputs, own_stop))
    found.add(years_audited(run, prepared, again))
    if again.objective is not None:
        found.add(additions_audited(run, again, prepared.inputs))


def _as_asked(plan: Plan, run: Run, prepared: Prepared) -> Plan:
    """Return the plan with the part of the country and the decisions that the run was asked for."""
    if run.manifest["format"] == FIRST_FORMAT:
        return replace(as_first_format(plan), aimag=prepared.aimag)
    decisions = decisions_of(prepared.inputs, run.manifest["settings"]["overrides"])
    what_if = run.manifest["settings"].get("what_if") is True
    return replace(plan, aimag=prepared.aimag, decisions=decisions, what_if=what_if)


def _with_uncertified(again: Plan, recorded: Plan) -> Plan:
    """Return the derived plan with the recorded figures of a run without comparisons.

    They are told as not verifiable; the words of each directive are derived all the same.
    """
    figures = {row.directive_id: row for row in recorded.directives}
    rows = tuple(
        row
        if (old := figures.get(row.directive_id)) is None
        else replace(row, benefit_cost=old.benefit_cost, at_least=old.at_least, at_most=old.at_most)
        for row in again.directives
    )
    money = recorded.next_money
    return replace(
        again,
        directives=rows,
        next_money=None if money is None else replace(money, verifiable=False),
    )


def _unfinished(
    run: Run, prepared: Prepared, result: Result, comparisons: tuple[Comparison, ...] | None
) -> bool:
    """Return whether something is missing that an interrupt may have ended."""
    from planner.pipeline.floor_costs import floors_compared
    from planner.pipeline.what_if import compared_with

    written = {str(output["path"]) for output in run.manifest["outputs"]}
    exported = all(EXPORTS[name].filename in written for name in WITH_EVERY_RUN)
    asked = len(compared_with(prepared, result)) + len(floors_compared(prepared, result))
    return not exported or len(comparisons or ()) < asked


def _identity_differences(
    run: Run, prepared: Prepared, answer: Mapping[str, Any], again: Plan
) -> Iterator[Difference]:
    """Yield a fingerprint that inputs, scenario and answer do not give, and a name without it.

    Versions and scenario are those recorded: both are compared apart.
    """
    problem = prepared.model.problem.to_json()
    scenario = run.manifest["scenario"]
    if run.manifest["format"] == FIRST_FORMAT:
        sources = [{"table": s.table, "path": s.path, "sha256": s.sha256} for s in again.sources]
        fingerprint = first_fingerprint_of(problem, answer, scenario, sources)
    else:
        parts = fingerprint_parts(again, problem, answer, scenario, run.manifest["versions"])
        fingerprint = fingerprint_of(parts)
        yield from compare(
            MANIFEST, {"fingerprint_parts": (run.manifest["fingerprint_parts"], parts)}
        )
    yield from compare(PLAN, {"fingerprint": (run.plan.fingerprint, fingerprint)})
    yield from compare(MANIFEST, {"fingerprint": (run.manifest["fingerprint"], fingerprint)})
    for file, run_id in ((PLAN, run.plan.run_id), (MANIFEST, run.manifest["run_id"])):
        if not names_run(str(run_id), again.scenario, fingerprint):
            yield differs(file, "run_id", run_id, f"{safe_name(again.scenario)}-{fingerprint}")


def _dual_differences(answer: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield prices of limits that are not those of the certificate of the first goal."""
    certificate = answer["stages"][0]["certificate"]
    prices: Mapping[str, int] = {}
    if answer["chosen"] is not None and certificate is not None:
        prices = certificate["prices"]
        scale = certificate["scale"]
        found = first_difference(answer["duals"], {k: p / scale for k, p in prices.items()})
    else:
        found = first_difference(answer["duals"], {})
    if found is not None:
        yield differs(ANSWER, f"duals.{found[0]}", found[1], found[2])


def _named(where: str, problem: Mapping[str, Any]) -> str:
    """Return a path of problem.json with the id of the arc or node that it points at."""
    for group in ("arcs", "nodes"):
        if where.startswith(f"{group}.") and where.endswith("]"):
            ids, number = problem[group]["id"], int(where.rsplit("[", 1)[1][:-1])
            if number < len(ids):
                return f"{where} ({ids[number]})"
    return where
