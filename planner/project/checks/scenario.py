"""Reading a scenario of the project file, and judging it against sites and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from inventory.findings import Finding
from inventory.project import Project
from inventory.rules import CONFIG_UNKNOWN_KEY, CONFIG_WRONG_VALUE
from inventory.values import shorten, suggestion
from optimizers.problem import LARGEST
from planner.project.checks import rules
from planner.project.checks.payers import kinds_without_payer, payer_limits
from planner.project.config_text import ConfigText
from planner.scenario import setting_faults
from planner.scenario.floor_settings import Floor
from planner.scenario.inheritance import EXTENDS, ExtendsError, holder, inherited, lineage
from planner.scenario.money_settings import with_sums_read, written_name
from planner.scenario.setting_faults import as_written
from planner.scenario.settings import Scenario
from sites.roads.settings import RoadSettings
from sites.site import Site

_RANGES: Mapping[str, tuple[float, float]] = {
    "horizon_years": (1, 50),
    "discount_rate": (0, 1),
    "vat_rate": (0, 1),
    "minimum_mbps": (0, 100_000),
    "reliable_power_hours": (0, 24),
    "utility_exponent": (0.01, 1),
    "high_latency_factor": (0, 1),
    "offline_utility": (0, 1),
    "gb_per_user_month": (0, 100_000),
    "kg_co2_per_kwh": (0, 10),
    "limits.reserve": (0, 0.95),
    "uncertainty.item_sd": (0, 2),
    "uncertainty.fx_sd": (0, 2),
    "uncertainty.works_sd": (0, 2),
    "uncertainty.users_sd": (0, 2),
    "uncertainty.assumed_users_sd": (0, 2),
    "uncertainty.demand_sd": (0, 2),
    "uncertainty.mbps_sd": (0, 2),
    "uncertainty.assumed_mbps_sd": (0, 2),
    "uncertainty.network_sd": (0, 2),
    "uncertainty.power_hours_sd": (0, 24),
    "uncertainty.assumed_power_hours_sd": (0, 24),
    "uncertainty.outages_sd": (0, 24),
    "uncertainty.visit_cost_minor": (0, 10**12),
    "uncertainty.visit_cost_per_km_minor": (0, 10**12),
    "uncertainty.stay_within": (0.01, 0.999),
    "equity.remote_km": (0, 20_000),
    "equity.remote_factor": (0, 1_000),
    "equity.bagh_factor": (0, 1_000),
    "equity.capital_factor": (0, 1_000),
    "second_link.share": (0, 1),
    "shares.link": (0, 1),
    "shares.computers": (0, 1),
    "shares.lan": (0, 1),
    "shares.ups": (0, 1),
    "shares.recipes": (0, 1),
    "solve.gap": (0, 1),
    "demand.mbps_if_unknown": (0, 100_000),
    "demand.tower_share": (0, 1),
    "prices_valid_days": (1, 36_500),
    "demand.students_share_of_population": (0, 1),
    "demand.visitors_share_of_population": (0, 1),
    "demand.most_by_population": (0, 1_000_000),
}
"""Lowest and highest sense of a setting; an exponent above 1 would no longer be concave."""
_STANDARD_RANGES: Mapping[str, tuple[float, float]] = {
    "mbps_floor": (0, 100_000),
    "kbps_per_user": (0, 1_000_000),
    "users_per_computer": (0.01, 1_000_000),
    "users_per_access_point": (0.01, 1_000_000),
    "hours_per_week": (0, 168),
    "weight": (0, 1_000),
    "mbps_if_unknown": (0, 100_000),
}


# choosing and reading


def read_scenario(
    project: Project, wanted: str | None, text: ConfigText
) -> tuple[str, Scenario, list[Finding]]:
    """Return the wanted or default scenario, its name and every fault of it.

    A scenario with faults is replaced by the defaults, so that the rest of the input can still be
    looked at; its errors stop a plan.
    """
    name = wanted if wanted is not None else project.default_scenario
    if name is None or name not in project.scenarios:
        return name or "", Scenario(), _no_scenario(project, wanted, text)
    try:
        names = lineage(name, project.scenarios)
        scenarios, money_faults = _with_sums_read(names, project, text)
        if money_faults:
            return name, Scenario(), money_faults
        return name, Scenario.model_validate(inherited(names, scenarios)), []
    except ExtendsError as fault:
        return name, Scenario(), [_wrong_base(fault, project, text)]
    except ValidationError as error:
        faults = error.errors(include_url=False)
        return name, Scenario(), [_fault(names, project, e, text) for e in faults]


def _with_sums_read(
    names: Sequence[str], project: Project, text: ConfigText
) -> tuple[dict[str, Mapping[str, Any]], list[Finding]]:
    """Return the scenarios of a lineage with their sums of money read, and the faults of these."""
    scenarios: dict[str, Mapping[str, Any]] = {}
    findings = []
    for name in names:
        scenarios[name], faults = with_sums_read(project.scenarios[name], project.currency)
        findings += [
            text.finding(
                CONFIG_WRONG_VALUE,
                ("scenarios", name, *fault.where),
                found=shorten(fault.found),
                expected='a sum such as 2500000, "2.5e9" or "1,000,000 USD"',
                todo=fault.expected,
            )
            for fault in faults
        ]
    return scenarios, findings


def _wrong_base(fault: ExtendsError, project: Project, text: ConfigText) -> Finding:
    """Return the finding of a scenario that extends nothing, or itself."""
    others = sorted({*project.scenarios} - {fault.scenario})
    near = None if fault.cycle else suggestion(fault.wanted, others)
    return text.finding(
        rules.SCENARIO_EXTENDS,
        ("scenarios", fault.scenario, EXTENDS),
        found=fault.wanted,
        expected="a scenario that does not build on this one"
        if fault.cycle
        else "one of " + (", ".join(others) or "the other scenarios; there is none"),
        todo=f"write {near}" if near else "name another scenario, or remove the line",
    )


def _no_scenario(project: Project, wanted: str | None, text: ConfigText) -> list[Finding]:
    """Return why there is no scenario; a wrong default is already a finding of the project."""
    known = sorted(project.scenarios)
    if wanted is None and any(f.column == "project.default_scenario" for f in project.findings):
        return []
    if not known and project.findings:
        return []
    near = suggestion(wanted, known) if wanted else None
    todo = f"write {near}" if near else "name one of them with --scenario or as default_scenario"
    finding = text.finding(
        rules.SCENARIO_MISSING,
        ("scenarios", wanted) if wanted else ("scenarios",),
        found=wanted or ("several scenarios and no default" if known else "no scenario"),
        expected="one of " + ", ".join(known) if known else "a table such as [scenarios.base]",
        todo=todo if known else "add [scenarios.base] with its limits",
    )
    return [finding]


def _fault(names: Sequence[str], project: Project, error: Any, text: ConfigText) -> Finding:
    """Return the finding of one of pydantic's errors, in the scenario that wrote the setting."""
    inner = [str(part) for part in error["loc"] if part != setting_faults.KEY]
    where = ("scenarios", holder(names, project.scenarios, inner), *inner)
    return _fault_at(where, Scenario, inner, error, text)


def road_faults(errors: Iterable[Any], text: ConfigText) -> Iterator[Finding]:
    """Yield the findings of pydantic's errors in [roads]."""
    for error in errors:
        inner = [str(part) for part in error["loc"]]
        yield _fault_at(("roads", *inner), RoadSettings, inner, error, text)


def terrain_faults(errors: Iterable[Any], text: ConfigText) -> Iterator[Finding]:
    """Yield the findings of pydantic's errors in [terrain]."""
    for error in errors:
        from sites.terrain.settings import TerrainSettings

        inner = [str(part) for part in error["loc"]]
        yield _fault_at(("terrain", *inner), TerrainSettings, inner, error, text)


def _fault_at(
    where: Sequence[str],
    model: type[BaseModel],
    inner: Sequence[str],
    error: Any,
    text: ConfigText,
) -> Finding:
    """Return the finding of one of pydantic's errors at a place of the project file."""
    if error["type"] != setting_faults.UNKNOWN_KEY:
        return text.finding(
            CONFIG_WRONG_VALUE,
            where,
            found=setting_faults.found(error),
            expected=setting_faults.expected(model, error),
            todo=setting_faults.CORRECT,
        )
    known = settings_at(model, inner[:-1])
    options = sorted(written_name((*inner[:-1], option))[-1] for option in known)
    likely = suggestion(inner[-1], [*options, *known])
    near = likely and written_name((*inner[:-1], likely))[-1]
    expected = "one of " + ", ".join(options)
    todo = f"write {near}" if near else "remove it or correct its name"
    return text.finding(CONFIG_UNKNOWN_KEY, where, found=inner[-1], expected=expected, todo=todo)


def settings_at(model: type[BaseModel], where: Sequence[str]) -> tuple[str, ...]:
    """Return the settings that a table of the scenario may hold, () where it may hold any."""
    at: Any = model
    for part in where:
        if isinstance(at, type) and issubclass(at, BaseModel):
            at = at.model_fields[part].annotation if part in at.model_fields else None
        elif get_origin(at) in (dict, list):
            at = get_args(at)[-1]
    if isinstance(at, type) and issubclass(at, BaseModel):
        return tuple(at.model_fields)
    return ()


# judging


def check_scenario(
    name: str, scenario: Scenario, sites: Sequence[Site], text: ConfigText
) -> Iterator[Finding]:
    """Yield every fault of a scenario that only its numbers, or its sites, can show."""
    base = ("scenarios", name)
    yield from _shares(base, scenario, text)
    yield from _ranges(base, scenario, text)
    yield from _groups(base, scenario, sites, text)
    yield from payer_limits(base, scenario, sites, text)
    yield from kinds_without_payer(base, scenario, sites, text)


def _shares(base: tuple[str, str], scenario: Scenario, text: ConfigText) -> Iterator[Finding]:
    parts = scenario.shares.model_dump()
    total = sum((Decimal(str(part)) for part in parts.values()), Decimal(0))
    if total != 1:
        yield text.finding(
            rules.SCENARIO_SHARES,
            (*base, "shares"),
            found=" + ".join(f"{value:g}" for value in parts.values()) + f" = {total}",
            expected="1",
            todo="correct the shares",
        )


def _ranges(base: tuple[str, str], scenario: Scenario, text: ConfigText) -> Iterator[Finding]:
    for path, (low, high) in _RANGES.items():
        value: Any = scenario
        for part in path.split("."):
            value = getattr(value, part)
        yield from _range(text, (*base, *path.split(".")), value, low, high)
    for kind, standard in scenario.standard.items():
        for key, (low, high) in _STANDARD_RANGES.items():
            where = (*base, "standard", kind.value, key)
            yield from _range(text, where, getattr(standard, key), low, high)
    for code, factor in scenario.equity.aimag_factors.items():
        yield from _range(text, (*base, "equity", "aimag_factors", code), factor, 0, 1_000)
    yield from _limits(base, scenario, text)
    for floor in scenario.limits.floors:
        yield from _floor_share(text, (*base, "limits", "floors"), floor.share)
        yield from _floor_settings(text, (*base, "limits", "floors"), floor)


def _limits(base: tuple[str, str], scenario: Scenario, text: ConfigText) -> Iterator[Finding]:
    """Yield a finding for every limit that a problem cannot hold."""
    limits, where = scenario.limits, (*base, "limits")
    for key in ("capex_minor", "opex_per_year_minor"):
        if (limit := getattr(limits, key)) is not None:
            yield from _range(text, (*where, key), limit, 0, LARGEST)
    for payer, limit in limits.opex_per_year_by_payer_minor.items():
        yield from _range(text, (*where, "opex_per_year_by_payer_minor", payer), limit, 0, LARGEST)
    for floor in limits.coverage:
        yield from _range(text, (*where, "coverage", "least"), floor.least, 0, LARGEST // 1000)


def _range(
    text: ConfigText, where: Sequence[str], value: float | None, low: float, high: float
) -> Iterator[Finding]:
    if value is not None and not low <= value <= high:
        found = f"{Decimal(value):.6g}" if isinstance(value, int) else f"{value:g}"
        expected = f"{low:g} to {high:g}"
        todo = "write rates and shares as fractions: 0.09 for 9 %"
        yield text.finding(rules.SCENARIO_RANGE, where, found=found, expected=expected, todo=todo)


def _floor_share(text: ConfigText, where: Sequence[str], share: str) -> Iterator[Finding]:
    try:
        value = Decimal(share)
    except InvalidOperation:
        value = Decimal("NaN")
    if not (value.is_finite() and 0 <= value <= 1):
        yield text.finding(
            rules.SCENARIO_RANGE,
            (*where, "share"),
            found=share,
            expected='a fraction from 0 to 1 in quotation marks, such as "0.5"',
            todo="correct the share",
        )


def _floor_settings(text: ConfigText, where: Sequence[str], floor: Floor) -> Iterator[Finding]:
    """Yield what a floor says twice, or not at all."""
    for amount in floor.amounts.values():
        yield from _range(text, (*where, "amounts"), amount, 0, LARGEST // 10_000)
    if bool(floor.amounts) is not (floor.of == "amounts"):
        yield text.finding(
            rules.SCENARIO_FLOOR,
            (*where, "amounts"),
            found=f'of = "{floor.of}", amounts = {as_written(floor.amounts)}',
            expected='amounts of groups, and of = "amounts" beside them',
            todo="state an amount for each group, or leave amounts out",
        )
    if floor.of == "fair" and floor.quantity == "capex":
        yield text.finding(
            rules.SCENARIO_FLOOR,
            (*where, "quantity"),
            found='quantity = "capex", of = "fair"',
            expected="benefit, users, sites",
            todo='nobody attains money: write of = "plan" or of = "amounts"',
        )


def _groups(
    base: tuple[str, str], scenario: Scenario, sites: Sequence[Site], text: ConfigText
) -> Iterator[Finding]:
    aimags = {s.aimag: s.aimag_name for s in sites if s.aimag}
    kinds = {s.kind.value: s.kind.value for s in sites}
    for code in scenario.equity.aimag_factors:
        yield from _group(text, (*base, "equity", "aimag_factors", code), code, aimags)
    for floor in scenario.limits.floors:
        known = aimags if floor.by == "aimag" else kinds
        for code in floor.only:
            yield from _group(text, (*base, "limits", "floors", "only"), code, known)
        for code in floor.amounts:
            yield from _group(text, (*base, "limits", "floors", "amounts"), code, known)
    for coverage in scenario.limits.coverage:
        known = aimags if coverage.by == "aimag" else kinds
        for code in coverage.only:
            yield from _group(text, (*base, "limits", "coverage", "only"), code, known)
    for where, weights in scenario.division.tables() if scenario.division else ():
        for code in weights:
            yield from _group(text, (*base, "division", *where), code, aimags)


def _group(
    text: ConfigText, where: Sequence[str], code: str, known: Mapping[str, str]
) -> Iterator[Finding]:
    if code in known or not known:
        return
    by_name = {name: key for key, name in sorted(known.items())}
    near = suggestion(code, [*known, *by_name])
    expected = "one of " + ", ".join(sorted(known))
    todo = f"write {by_name.get(near, near)}" if near else "use the code in the sites' summary"
    yield text.finding(rules.SCENARIO_GROUP, where, found=code, expected=expected, todo=todo)


# payers
