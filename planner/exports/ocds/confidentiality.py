"""Which estimates a release may show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.exports.ocds.processes import Process
from planner.procurement.yearly import is_yearly

if TYPE_CHECKING:
    from planner.procurement.tender_context import TenderContext


def is_shown(context: TenderContext, process: Process) -> bool:
    """Return whether the estimate may be read by bidders: a confirmed rule says so, or the user."""
    dossier = process.dossier
    return context.estimates or (dossier is not None and dossier.ruling.estimate_shown)


def yearly_amounts(process: Process) -> bool:
    """Return whether the amounts of a process are paid every year."""
    return process.package is not None and is_yearly(process.package)


def tells_no_estimate(context: TenderContext, summed: Sequence[Process]) -> bool:
    """Return whether a sum over processes gives away none that is confidential.

    What is published of the others can be taken off the sum: one that is confidential follows.
    """
    return sum(not is_shown(context, process) for process in summed) != 1
