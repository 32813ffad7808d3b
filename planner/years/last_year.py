"""What a plan of a programme has to keep in the end: the limits of its last year."""

from __future__ import annotations

from dataclasses import replace

from inventory.prices.funds import Fund
from planner.errors import SettingsError
from planner.language.said import said
from planner.scenario.inputs import Inputs
from planner.scenario.settings import Limits
from planner.scenario.years_settings import Years
from planner.years.purchases import ended_at_most


def with_last_year(inputs: Inputs) -> Inputs:
    """Return the inputs under the limits of the programme's last year; without one as they are.

    Capital is all money of the programme. Where prices fall below the catalogue's, it is divided
    by the least index, because the plan is told at the catalogue's prices; contracts that run out
    before they are ended are told at what ending them costs when the plan starts. Raises
    SettingsError where a sum is asked for that the programme states by year.
    """
    years = inputs.scenario.years
    if years is None:
        return inputs
    ended = ended_at_most(inputs) if years.is_programme and years.contracts_run_out else 0
    limits = _with_limits(inputs.scenario.limits, years, ended)
    scenario = inputs.scenario.model_copy(update={"limits": limits})
    if years.without_funds:
        inputs = replace(inputs, catalogue=replace(inputs.catalogue, funds=()))
    if years.capex_by_fund_minor:
        funds = tuple(_in_all(fund, years) for fund in inputs.catalogue.funds)
        inputs = replace(inputs, catalogue=replace(inputs.catalogue, funds=funds))
    return replace(inputs, scenario=scenario)


def _in_all(fund: Fund, years: Years) -> Fund:
    """Return a fund with the money of all years, where the programme states it by year."""
    money = years.capex_by_fund_minor.get(fund.id)
    return fund if money is None else replace(fund, ceiling_minor=sum(money))


def _with_limits(limits: Limits, years: Years, ended: int) -> Limits:
    last = years.count - 1
    money = years.money_until(last)
    if money is not None and years.least_index < 1:
        money = int(money / years.least_index)
    money = None if money is None else money + ended
    stated = {"capex_minor": money, "opex_per_year_minor": years.opex_of(last)}
    update: dict[str, object] = {}
    for key, value in stated.items():
        asked = getattr(limits, key)
        if value is not None and asked not in (None, value):
            name = key.removesuffix("_minor")
            raise SettingsError(
                said(
                    "limits.{name} is asked for, and years.{name} states it by year; change"
                    " the programme in kholboo.toml",
                    name=name,
                )
            )
        update[key] = asked if value is None else value
    by_payer = limits.opex_per_year_by_payer_minor | years.opex_by_payer_of(last)
    return limits.model_copy(update={**update, "opex_per_year_by_payer_minor": by_payer})
