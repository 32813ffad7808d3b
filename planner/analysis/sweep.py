"""The same question at several budgets; what was planned before is read, not planned again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.fields import fields_of
from planner.language.formats import money, percent, plain_money, points
from planner.language.label import Language
from planner.language.labels import label, sentence
from planner.plan.plan import Plan

if TYPE_CHECKING:
    from planner.analysis.curves.fairness_row import FairnessCurve
    from planner.analysis.curves.frontier_row import FrontierRow
    from planner.analysis.risk.price_risk import PriceDraws
    from planner.pipeline.prepare import BaseFloors, Prepared
    from planner.runs.run_folder import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepRow:
    """What one budget buys; `benefit` and `certified_bound` are thousandths of a point."""

    budget_minor: int
    run_id: str
    status: str
    benefit: int | None
    certified_bound: int | None
    gap: float | None
    capex_minor: int
    opex_per_year_minor: int
    currency: str
    sites_deployed: int
    users_gaining: int
    resumed: bool  # read from a run that was there already
    interrupted: bool = False  # the best plan until then, planned again by the next sweep

    def line(self, language: Language = "en") -> str:
        """Return the row as one line of text."""
        budget = money(self.budget_minor, self.currency, 1, language)
        if self.benefit is None:
            return f"{budget}: {status_word(self.status, language)}"
        return sentence(
            "sweep.line",
            language,
            budget=budget,
            points=points(self.benefit),
            gap=_gap(self.gap),
            sites=f"{self.sites_deployed:,}",
            people=f"{self.users_gaining:,}",
            run=self.run_id,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self)


def spaced(low: int, high: int, count: int) -> tuple[int, ...]:
    """Return `count` whole budgets from low to high, evenly spaced, equal ones repeated.

    Raises ValueError when high is below low or count below 1.
    """
    if count < 1 or high < low:
        raise ValueError(f"{count} budgets from {low} to {high}")
    if count == 1:
        return (low,)
    return tuple(low + (high - low) * i // (count - 1) for i in range(count))


def sweep(
    folder: Path,
    budgets: Sequence[int],
    *,
    scenario: str | None = None,
    aimag: str | None = None,
    floors: BaseFloors | None = None,
) -> Iterator[SweepRow]:
    """Yield what each budget buys, in the order given; each is a run of its own.

    A budget that was planned before from the same inputs, settings and amounts of floors is read
    from its run. `floors` are those of the base plan; without them each budget has its own.
    """
    from inventory.project import load_project
    from planner.pipeline.make_plan import make_plan
    from planner.pipeline.prepare import read_project
    from planner.scenario.aimags import aimag_code

    if aimag is not None:
        inputs = read_project(folder, scenario)
        aimag = aimag_code(aimag, inputs.sites, inputs.network.places)
    name = scenario or load_project(folder).default_scenario
    for budget in budgets:
        overrides = {"capex": budget}
        settings = {"scenario": name, "aimag": aimag, "overrides": overrides}
        found = _finished(folder, settings, floors)
        if found is not None:
            yield _row(budget, found, resumed=True)
            continue
        plan, _ = make_plan(
            folder, scenario=name, aimag=aimag, overrides=overrides, floors=floors, exports=()
        )
        yield _row(budget, plan, resumed=False)
        if plan.stopped_by == "interrupt":
            raise KeyboardInterrupt


def write_budgets(folder: Path, rows: Sequence[SweepRow], title: str) -> list[Path]:
    """Write table, picture and page of a sweep of saved runs, and return their paths."""
    from planner.analysis.curves.frontier import write
    from planner.analysis.curves.frontier_row import FrontierRow

    drawn = [
        FrontierRow(
            budget_minor=row.budget_minor,
            status=row.status,
            benefit=row.benefit,
            certified_bound=row.certified_bound,
            gap=row.gap,
            marginal=None,
            next_minor=None,
            capex_minor=None if row.benefit is None else row.capex_minor,
            opex_per_year_minor=None if row.benefit is None else row.opex_per_year_minor,
            sites_deployed=None if row.benefit is None else row.sites_deployed,
            users_gaining=None if row.benefit is None else row.users_gaining,
            currency=row.currency,
        )
        for row in rows
    ]
    return write(drawn, folder / "sweeps" / "budgets", title, quick=False)


def base_floors(
    folder: Path, *, scenario: str | None = None, aimag: str | None = None
) -> BaseFloors | None:
    """Return the floors of the scenario's own plan, None where the fair level gives it none."""
    from planner.pipeline.prepare import BaseFloors

    return BaseFloors.of(prepared_for(folder, scenario, aimag, {}))


def quick_sweep(
    folder: Path,
    budgets: Sequence[int],
    *,
    scenario: str | None = None,
    aimag: str | None = None,
    together: bool = False,
    floors: BaseFloors | None = None,
    output: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[FrontierRow], list[Path]]:
    """Return what each budget buys at most, proven but not saved as runs, and the files written.

    Table, picture and page go to `output`, or to sweeps/frontier/ in the project. `floors` are
    those of the base plan.
    Raises what reading, `frontier_rows` and writing raise.
    """
    from planner.analysis.curves.frontier import frontier_rows, write

    prepared = prepared_for(folder, scenario, aimag, {"capex": max(budgets)}, floors)
    if progress is not None:
        progress(0, len(set(budgets)))  # what takes longest now is the first budget
    rows = frontier_rows(prepared, budgets, together=together, progress=progress)
    place = output or folder / "sweeps" / "frontier"
    title = prepared.inputs.scenario.title or prepared.inputs.scenario_name
    return rows, write(rows, place, title)


def drawn_sweep(
    folder: Path,
    count: int,
    *,
    spread: float | None = None,
    seed: int = 1,
    scenario: str | None = None,
    aimag: str | None = None,
    workers: int = 1,
    floors: BaseFloors | None = None,
    figures: bool = False,
    output: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[PriceDraws, list[Path]]:
    """Return what stays in the plan under drawn prices, and the files written.

    They go to `output`, or to sweeps/draws/ in the project. `floors` are those of the plan at
    today's prices.
    Raises what reading, `draw_prices` and writing raise.
    """
    from planner.analysis.curves.frontier import put
    from planner.analysis.risk.draws_page import FILES, page, picture
    from planner.analysis.risk.price_risk import draw_prices
    from planner.analysis.risk.price_risk_text import as_csv

    prepared = prepared_for(folder, scenario, aimag, {}, floors)
    found = draw_prices(
        prepared,
        count,
        spread=spread,
        seed=seed,
        workers=workers,
        figures=figures,
        progress=progress,
    )
    place = output or folder / "sweeps" / "draws"
    place.mkdir(parents=True, exist_ok=True)
    title = f"{prepared.inputs.project.name}: {prepared.inputs.scenario_name}"
    texts = (
        "\ufeff" + as_csv(found),
        json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n",
        picture(found),
        page(found, title),
    )
    return found, [put(place / name, text) for name, text in zip(FILES, texts, strict=True)]


def fairness_sweep(
    folder: Path,
    count: int,
    *,
    by: str = "aimag",
    scenario: str | None = None,
    aimag: str | None = None,
    floors: BaseFloors | None = None,
    output: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[FairnessCurve, list[Path]]:
    """Return what fairness between groups costs, and the files written.

    They go to `output`, or to sweeps/fairness/ in the project. `floors` are those of the plan of
    most benefit. Raises what reading, `fairness_curve` and writing raise.
    """
    from planner.analysis.curves.fairness import fairness_curve, write

    prepared = prepared_for(folder, scenario, aimag, {}, floors)
    found = fairness_curve(prepared, count, by=by, progress=progress)
    place = output or folder / "sweeps" / "fairness"
    title = f"{prepared.inputs.project.name}: {prepared.inputs.scenario_name}"
    return found, write(found, place, title)


def prepared_for(
    folder: Path,
    scenario: str | None,
    aimag: str | None,
    overrides: Mapping[str, Any],
    floors: BaseFloors | None = None,
) -> Prepared:
    """Return the problem of a project, its floors as amounts: those given, or found anew.

    Raises what reading raises, and NobodyError where no site can gain anything.
    """
    from planner.pipeline.nobody import refuse_plan_for_nobody
    from planner.pipeline.prepare import prepare, read_project, with_base_floors
    from planner.project.kept_answers import kept_of
    from planner.scenario.aimags import aimag_code

    inputs = read_project(folder, scenario, overrides)
    if aimag is not None:
        aimag = aimag_code(aimag, inputs.sites, inputs.network.places)
    if floors is None:
        prepared = prepare(inputs, aimag, overrides=overrides, kept=kept_of(folder))
    else:
        prepared = with_base_floors(inputs, aimag, floors)
    refuse_plan_for_nobody(prepared)
    return prepared


def _finished(folder: Path, settings: Mapping[str, Any], floors: BaseFloors | None) -> Plan | None:
    """Return the plan of a finished run with these settings, floors and inputs, if any."""
    from planner.runs.layout import RunError
    from planner.runs.run_folder import list_runs, load_run

    for path in reversed(list_runs(folder)):
        try:
            run = load_run(path)
        except RunError:
            continue  # a damaged run is no reason not to plan
        same = all(run.manifest["settings"].get(k) == v for k, v in settings.items())
        broken = run.plan.stopped_by == "interrupt" or run.plan.status == "unknown"
        same = same and _same_floors(run, floors)
        if same and not broken and _same_inputs(folder, run.inputs):
            return run.plan
    return None


def _same_floors(run: Run, floors: BaseFloors | None) -> bool:
    """Return whether a run has the amounts asked for: those of a base plan, or its own."""
    from planner.runs.floors import read_floors

    record = read_floors(run.folder)
    if floors is not None:
        return record is not None and record.groups == floors.record.groups
    return record is None or record.overrides == run.manifest["settings"]["overrides"]


def _same_inputs(folder: Path, recorded: Sequence[Any]) -> bool:
    from planner.runs.canonical import sha256_of

    try:
        return all(sha256_of(folder / one.path) == one.sha256 for one in recorded)
    except OSError:
        return False


def _row(budget: int, plan: Plan, *, resumed: bool) -> SweepRow:
    return SweepRow(
        budget_minor=budget,
        **fields_of(
            plan,
            *("run_id", "status", "benefit", "gap", "capex_minor", "opex_per_year_minor"),
            *("currency", "users_gaining"),
        ),
        certified_bound=plan.benefit_bound,
        sites_deployed=plan.counts()["deployed"],
        resumed=resumed,
        interrupted=plan.stopped_by == "interrupt",
    )


def kept(rows: Sequence[SweepRow], asked: int, language: Language = "en") -> str:
    """Return what an interrupted sweep leaves behind, and how to go on."""
    done = sum(not row.interrupted for row in rows)
    told = [sentence("sweep.kept", language, done=done, asked=asked)]
    for row in rows:
        if row.interrupted and row.benefit is not None:
            told.append(sentence("sweep.kept_so_far", language, run=row.run_id))
    return " ".join((*told, label("sweep.go_on", language)))


def status_word(status: str, language: Language) -> str:
    """Return a status in Mongolian words, as its code in English."""
    return label(f"result.{status}", "mn") if language == "mn" else status


def _gap(gap: float | None) -> str:
    return "-" if gap is None else percent(gap)


def table(rows: Sequence[SweepRow], language: Language = "en") -> list[str]:
    """Return the rows as an aligned table of text."""
    names = ("budget", "points", "gap", "sites", "people", "cost_once", "cost_yearly", "run")
    head = tuple(label(f"sweep.{name}", language) for name in names)
    body = [
        (
            plain_money(r.budget_minor, r.currency),
            "-" if r.benefit is None else points(r.benefit),
            _gap(r.gap),
            f"{r.sites_deployed:,}",
            f"{r.users_gaining:,}",
            plain_money(r.capex_minor, r.currency),
            plain_money(r.opex_per_year_minor, r.currency),
            r.run_id,
        )
        for r in rows
    ]
    widths = [max(len(row[i]) for row in (head, *body)) for i in range(len(head))]
    return [
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in (head, *body)
    ]
