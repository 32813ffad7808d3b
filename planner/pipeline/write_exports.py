"""Write the exports of a plan, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from planner.plan.plan import Plan
from planner.plan.programme_facts import ProgrammeFacts
from planner.scenario.inputs import Inputs


def write_exports(
    plan: Plan,
    inputs: Inputs,
    formats: Sequence[str],
    folder: Path,
    programme: ProgrammeFacts | None = None,
) -> Plan:
    """Write sheets and maps of a plan, and return the plan.

    An interrupt leaves out what is not done yet and marks the plan handed back, so that the caller
    knows and still saves it.
    """
    from planner.exports.registry import export
    from planner.plan.facts.assumed import assumed_of
    from planner.plan.facts.energy import EnergyFacts
    from planner.plan.facts.hop_profiles import hop_profiles
    from planner.plan.repricing import PriceFacts
    from planner.rendering.context import ExportContext

    context = ExportContext(
        plan=plan,
        sites=inputs.sites,
        network=inputs.network,
        language="both",
        money_unit=1,
        prices=PriceFacts.of_inputs(inputs),
        energy=EnergyFacts.of_inputs(inputs),
        programme=programme,
        assumed=assumed_of(inputs),
        profiles=hop_profiles(plan, inputs),
        country=inputs.project.country,
    )
    for name in formats:
        before = set(folder.iterdir())
        try:
            export(name, context, folder)
        except KeyboardInterrupt:
            for unfinished in set(folder.iterdir()) - before:
                unfinished.unlink()
            return replace(plan, stopped_by="interrupt")
    return plan
