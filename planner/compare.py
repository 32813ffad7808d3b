"""What moved between two runs: in the inputs, and in what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from planner.inputs import Inputs
from planner.labels import currency_sign, label, term
from planner.plan import Deployment, Plan, SiteStatus
from planner.recorded import recorded_inputs
from planner.runs import Run, load_run

NOT_COMPARED = frozenset({"file", "row"})  # where a record stands says nothing about it
MOST_LINES = 20  # of a list on the terminal; data hold all


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that moved: what it is, before and after; None where it was not there."""

    what: str
    before: str | None
    after: str | None

    def line(self) -> str:
        """Return the change as one line of text."""
        if self.before is None:
            return f"{self.what}: new, {self.after}" if self.after else f"{self.what}: new"
        if self.after is None:
            return f"{self.what}: gone, was {self.before}" if self.before else f"{self.what}: gone"
        return f"{self.what}: {self.before} -> {self.after}"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What moved from one run to another, by subject."""

    before: str  # run id
    after: str
    files: tuple[Change, ...]
    settings: tuple[Change, ...]
    sites: tuple[Change, ...]
    prices: tuple[Change, ...]
    directives: tuple[Change, ...]
    outcome: tuple[Change, ...]
    deployments: tuple[Change, ...]
    links: tuple[Change, ...]
    notes: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing moved at all."""
        return not any(getattr(self, subject) for subject, _ in _SUBJECTS)

    def to_json(self) -> dict[str, Any]:
        """Return the comparison as plain data."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return the comparison as lines of text; long lists are cut, with a count."""
        lines = [f"From run {self.before} to run {self.after}:", *self.notes]
        if self.same:
            return [*lines, "  nothing moved, neither inputs nor outcome"]
        for subject, title in _SUBJECTS:
            changes = getattr(self, subject)
            if changes:
                lines.append(f"{title} ({len(changes)}):")
                lines += [f"  {change.line()}" for change in changes[:MOST_LINES]]
            if len(changes) > MOST_LINES:
                lines.append(f"  ... and {len(changes) - MOST_LINES} more; see --json")
        return lines


_SUBJECTS = (
    ("files", "Input files"),
    ("settings", "Settings"),
    ("sites", "Sites, as described"),
    ("prices", "Catalogue"),
    ("directives", "Directives"),
    ("outcome", "Outcome"),
    ("deployments", "Sites, as planned"),
    ("links", "Links to build"),
)


def compare_runs(before: Path, after: Path) -> Comparison:
    """Return what moved between two recorded runs; raises RunError when a folder is no run."""
    old, new = load_run(before), load_run(after)
    old_inputs, new_inputs = recorded_inputs(old), recorded_inputs(new)
    return Comparison(
        before=old.plan.run_id,
        after=new.plan.run_id,
        files=changes(_files(old), _files(new)),
        settings=changes(_settings(old), _settings(new)),
        sites=_moved(old_inputs.sites, new_inputs.sites, "id", "site"),
        prices=_moved(old_inputs.catalogue.items, new_inputs.catalogue.items, "sku", "item"),
        directives=_moved(old_inputs.directives, new_inputs.directives, "id", "directive"),
        outcome=changes(_outcome(old.plan), _outcome(new.plan)),
        deployments=changes(_deployments(old.plan), _deployments(new.plan)),
        links=changes(_links(old.plan), _links(new.plan)),
        notes=_notes((old, old_inputs), (new, new_inputs)),
    )


def _moved(before: Iterable[Any], after: Iterable[Any], key: str, what: str) -> tuple[Change, ...]:
    return whole(changes(records(before, key, what), records(after, key, what)))


def _notes(*runs: tuple[Run, Inputs]) -> tuple[str, ...]:
    return tuple(
        f"The recorded inputs of {run.plan.run_id} no longer read without errors;"
        " what could be read is compared."
        for run, inputs in runs
        if not inputs.ok
    )


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """Return the entries of two mappings that differ, sorted by name."""
    return tuple(
        Change(what=name, before=before.get(name), after=after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def whole(found: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes of records with each new or gone record told in one line, fields joined."""
    found = tuple(found)
    came = {c.what for c in found if c.before is None and c.after == ""}
    went = {c.what for c in found if c.after is None and c.before == ""}
    kept = [c for c in found if c.what.partition(", ")[0] not in came | went]
    for name in came | went:
        parts = [c for c in found if c.what.startswith(f"{name}, ")]
        texts = [(c.after if name in came else c.before) or "" for c in parts]
        told = ", ".join(text for text in texts if text not in name.split())
        before, after = (None, told) if name in came else (told, None)
        kept.append(Change(what=name, before=before, after=after))
    return tuple(sorted(kept, key=lambda c: c.what))


def records(items: Iterable[Any], key: str, what: str) -> dict[str, str]:
    """Return the fields of dataclass records as text, by record and field."""
    found: dict[str, str] = {}
    for item in items:
        name = f"{what} {getattr(item, key)}"
        found[name] = ""
        found |= {f"{name}, {path}": text for path, text in _fields(item, "")}
    return found


def _fields(item: Any, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name in NOT_COMPARED or value is None or value == "":
            continue
        if is_dataclass(value):
            found += _fields(value, f"{prefix}{field.name}.")
        else:
            found.append((prefix + field.name, str(value)))
    return found


def _files(run: Run) -> dict[str, str]:
    return {f"{i.table} {i.path}": f"sha256 {i.sha256[:12]}, {i.rows} rows" for i in run.inputs}


def _settings(run: Run) -> dict[str, str]:
    asked = run.manifest["settings"]
    return {
        **{name: value for name, value, _ in run.plan.policy},
        "scenario": str(asked["scenario"]),
        "aimag": str(asked["aimag"] or "all"),
    }


def _outcome(plan: Plan) -> dict[str, str]:
    return {
        "status": plan.status,
        "benefit": _points(plan.benefit),
        "certified bound": _bound(plan),
        "certified gap": "unknown" if plan.gap is None else f"{100 * plan.gap:.3f} %",
        "paid once": f"{plan.capex_minor:,} {currency_sign(plan.currency)}",
        "paid every year": f"{plan.opex_per_year_minor:,} {currency_sign(plan.currency)}",
        "net present cost": f"{plan.npc_minor:,} {currency_sign(plan.currency)}",
        "people who gain": f"{plan.users_gaining:,}",
        "sites": f"{len(plan.deployments):,}",
        **{
            f"sites: {label(f'status.{status.value}', 'en')}": f"{plan.counts()[status.value]:,}"
            for status in SiteStatus
        },
    }


def _bound(plan: Plan) -> str:
    if plan.goal == "benefit" or plan.certified_bound is None:
        return _points(plan.certified_bound)
    return f"{plan.certified_bound:,} {currency_sign(plan.currency)}"


def _points(thousandths: int | None) -> str:
    return "none" if thousandths is None else f"{thousandths / 1000:,.3f} points"


def _deployments(plan: Plan) -> dict[str, str]:
    return {d.site_id: _in_words(d) for d in plan.deployments}


def _in_words(deployment: Deployment) -> str:
    parts: Sequence[str] = (
        label(f"status.{deployment.status.value}", "en"),
        *([_link_in_words(deployment)] if deployment.candidate_id else []),
        *([f"{deployment.computers_added} computers"] if deployment.computers_added else []),
        *([f"{deployment.benefit / 1000:,.3f} points"] if deployment.benefit else []),
    )
    return ", ".join(parts)


def _link_in_words(deployment: Deployment) -> str:
    """Return a new link by technology and speed, and which of several offers it is."""
    technology = deployment.technology or ""
    option = (deployment.candidate_id or "").removeprefix(f"{deployment.site_id}/{technology}/")
    name = term("technology", technology, "en")
    return f"{name} with {deployment.mbps_after:g} Mbps ({option})"


def _links(plan: Plan) -> dict[str, str]:
    return {link.id: f"{link.kind}, {link.length_m:,} m" for link in plan.links}
