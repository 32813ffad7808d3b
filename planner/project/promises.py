"""What an earlier run promised each site, in the points of today, and what cannot be kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from inventory.findings import Finding, Severity, error_rule, rules_in, warning_rule
from planner.candidates.benefit import attainable_benefit
from planner.candidates.candidate import Need, Offers
from planner.language.formats import points
from planner.language.messages.findings import Phrase, phrase
from planner.model.build import Model
from planner.plan.plan import Deployment, SiteStatus
from planner.project.config_text import ConfigText
from planner.runs.layout import ANSWER, PROBLEM, RunError
from planner.runs.run_folder import Run, find_run, load_run
from planner.scenario.inputs import Inputs
from planner.scenario.rationals import exact

KEEP_NO_RUN = error_rule(
    "keep.no_run",
    "The run whose promises are to be kept is not there, holds no plan, or the share is none",
    "Promises that nobody can read would be kept to nobody.",
)
KEEP_SITE_GONE = warning_rule(
    "keep.site_gone",
    "A site to which an earlier plan promised something is closed: it is in no table",
    "Its promise falls away; all other promises are kept.",
)
KEEP_NOT_ON_OFFER = error_rule(
    "keep.not_on_offer",
    "An earlier plan promised a site more than all that is on offer to it today",
    "No plan keeps such a promise, however much money there is.",
)
RULES = rules_in(globals())


@dataclass(frozen=True, kw_only=True)
class Promised:
    """The promises of a run: those that hold, and what is wrong with the others."""

    promises: Mapping[str, int]  # thousandths of a point by site
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every promise that holds may be kept by some plan, as far as offers go."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def promises_asked(national: Inputs, inputs: Inputs, offers: Offers, model: Model) -> Promised:
    """Return the promises that the scenario asks to keep, to the sites of `inputs`.

    A site is closed where it is none of the `national` ones.
    """
    keep = inputs.scenario.keep
    text = ConfigText.of(inputs.project.folder)
    where = ("scenarios", inputs.scenario_name, "keep")

    def no_run(key: str, found: str, expected: Phrase, todo: Phrase) -> Promised:
        at = (*where, key)
        fault = text.finding(KEEP_NO_RUN, at, found=found, expected=expected, todo=todo)
        return Promised(promises={}, findings=(fault,))

    try:
        if not 0 <= exact(keep.share) <= 1:
            raise ValueError(keep.share)
    except ValueError:
        expected = phrase('a fraction from 0 to 1 in quotation marks, such as "0.5"')
        return no_run("share", keep.share, expected, phrase("correct the share"))
    try:
        run = load_run(find_run(inputs.project.folder, keep.run))
        if run.plan.objective is None:
            raise RunError(keep.run)
    except RunError:
        expected = phrase("the id of a run of this project with a plan")
        return no_run("run", keep.run, expected, phrase("correct the id; `ls runs` lists them"))
    known = {site.id for site in national.sites}
    given = {d.site_id: d for d in run.plan.deployments if d.status is SiteStatus.DEPLOYED}
    held = {s: d for s, d in given.items() if s not in keep.without}
    gone = sorted(held.keys() - known)
    found = _in_points_of_today(run, held, offers, model)
    shared = {s: int(exact(keep.share) * worth) for s, worth in sorted(found.items())}
    attainable = attainable_benefit(offers)
    short = {s: least for s, least in shared.items() if least > attainable[s]}
    findings = [
        text.finding(
            KEEP_SITE_GONE,
            (*where, "run"),
            found=f"{site_id}: {points(given[site_id].benefit)}",
            expected=phrase("a site of the tables"),
            todo=phrase("bring it back, or list it under `without`"),
        )
        for site_id in gone
    ]
    findings += _short(text, where, short, attainable, found)
    return Promised(
        promises={s: least for s, least in shared.items() if least > 0},
        findings=tuple(findings),
    )


def _short(
    text: ConfigText,
    where: tuple[str, ...],
    short: Mapping[str, int],
    attainable: Mapping[str, int],
    full: Mapping[str, int],
) -> Iterator[Finding]:
    for site_id, least in short.items():
        enough = 10_000 * attainable[site_id] // full[site_id] / 10_000
        yield text.finding(
            KEEP_NOT_ON_OFFER,
            (*where, "share"),
            found=f"{site_id}: {points(least)}",
            expected=phrase(
                "at most {most}, all that is on offer", most=points(attainable[site_id])
            ),
            todo=phrase(
                "list it under `without`, or lower the share to {share}", share=f"{enough:g}"
            ),
        )


def _in_points_of_today(
    run: Run, given: Mapping[str, Deployment], offers: Offers, model: Model
) -> dict[str, int]:
    """Return what a run gave each site that is here today, as the problem of today counts it.

    Choices that are still on offer count what they gain today; a site with one that no longer is
    counts what the run recorded. What was carried out since is no promise any more.
    """
    problem, answer = run.read_json(PROBLEM), run.read_json(ANSWER)
    arcs, nodes = problem["arcs"], problem["nodes"]
    then = {
        arcs["id"][a]: nodes["prize"][arcs["head"][a]] - arcs["loss"][a] for a in answer["chosen"]
    }
    recorded: dict[str, int] = {}
    now: dict[str, int] = {}
    for arc in model.arcs:
        if arc.site_id is not None and arc.id in then:
            recorded[arc.site_id] = recorded.get(arc.site_id, 0) + then[arc.id]
            now[arc.site_id] = now.get(arc.site_id, 0) + arc.benefit
    attainable = attainable_benefit(offers)
    found = {}
    for site_id, d in given.items():
        need = offers.needs.get(site_id)
        if need is None or _is_carried_out(d, need):
            continue
        worth = now[site_id] if recorded.get(site_id) == d.benefit else d.benefit
        changed = (d.mbps_before, d.computers_before) != (need.present_mbps, need.working_computers)
        found[site_id] = min(worth, attainable[site_id]) if changed else worth
    return found


def _is_carried_out(given: Deployment, need: Need) -> bool:
    """Return whether a site has today what it was to have, and had it not when it was promised."""
    has_link = need.present_mbps >= given.mbps_after
    has_computers = need.working_computers >= given.computers_before + given.computers_added
    before = (given.mbps_before, given.computers_before)
    return has_link and has_computers and before != (need.present_mbps, need.working_computers)


def with_promises(inputs: Inputs, promises: Mapping[str, int]) -> Inputs:
    """Return the inputs with promises found, so that problems built from them keep these."""
    keep = inputs.scenario.keep.model_copy(update={"promises": dict(promises)})
    return replace(inputs, scenario=inputs.scenario.model_copy(update={"keep": keep}))


def check_promises(inputs: Inputs, offers: Offers) -> Iterator[Finding]:
    """Yield what cannot be kept of the promises that the scenario asks to keep."""
    from planner.model.build import build_problem

    keep = inputs.scenario.keep
    if keep.run and keep.promises is None:
        yield from promises_asked(inputs, inputs, offers, build_problem(inputs, offers)).findings
