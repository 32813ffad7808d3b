"""What moved between two runs: in the inputs, in what comes out, in money and machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from inventory.kept import NOTHING_KEPT, Kept
from planner.analysis.compare_accounts import Account, accounts_of, has_packages
from planner.analysis.positions import FIELDS, moved_sites
from planner.candidates.candidate import step_of
from planner.language.formats import money, service
from planner.language.json_values import in_english
from planner.language.label import Label, Language
from planner.language.labels import (
    LABELS,
    filled,
    joined,
    plain,
    spoken_on_terminal,
    word,
)
from planner.plan.plan import Deployment, Plan, SiteStatus
from planner.project.recorded_inputs import recorded_inputs, same_files
from planner.rendering.sentences import goal_value
from planner.runs.run_folder import Run, load_run
from planner.scenario.inputs import Inputs
from planner.years.files import facts_of_run

NOT_COMPARED = frozenset({"file", "row", "corrected", "stated_position"})
"""Where a record stands says nothing about it; corrections are told with the position."""
MOST_LINES = 20  # of a list on the terminal; data hold all


Text = str | Label  # a text that is the same in every language, or one in both


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that moved: what it is, before and after; None where it was not there."""

    what: Label
    before: Label | None
    after: Label | None

    def told(self) -> Label:
        """Return the change as one line of text."""
        if self.before is None:
            key = "compare.came" if self.after and self.after.en else "compare.came_bare"
            return filled(key, what=self.what, after=self.after)
        if self.after is None:
            key = "compare.went" if self.before.en else "compare.went_bare"
            return filled(key, what=self.what, before=self.before)
        return joined("", (self.what, plain(": "), self.before, plain(" -> "), self.after))


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
    accounts: tuple[Account, ...]
    deployments: tuple[Change, ...]
    links: tuple[Change, ...]
    years: tuple[Change, ...] = ()  # of programmes: when each site receives
    notes: tuple[Label, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing moved at all."""
        found = any(getattr(self, subject) for subject in (*_BEFORE_SUMS, *_AFTER_SUMS))
        return not found and not any(account.moved for account in self.accounts)

    def to_json(self) -> dict[str, Any]:
        """Return the comparison as plain data, each account by its subject, words in English."""
        found: dict[str, Any] = in_english(replace(self, accounts=()))
        del found["accounts"]
        return {**found, **{account.subject: account.to_json() for account in self.accounts}}

    def lines(self, language: Language = "en") -> list[str]:
        """Return the comparison as lines of text; long lists are cut, with a count.

        The language "both" speaks English.
        """
        spoken = spoken_on_terminal(language)
        return [line.text(spoken) for line in self._told()]

    def subjects(self) -> Iterator[tuple[str, list[Label]]]:
        """Yield each subject in which something moved, with a line for each change."""
        for subject in _BEFORE_SUMS:
            if moved := getattr(self, subject):
                yield subject, [change.told() for change in moved]
        for account in self.accounts:
            if lines := list(account.told(len(account.parts))):
                yield account.subject, lines
        for subject in _AFTER_SUMS:
            if moved := getattr(self, subject):
                yield subject, [change.told() for change in moved]

    def _told(self) -> Iterator[Label]:
        yield filled("compare.head", before=self.before, after=self.after)
        yield from self.notes
        if self.same:
            yield LABELS["compare.same"]
        for subject in _BEFORE_SUMS:
            yield from _listed(subject, getattr(self, subject))
        for account in self.accounts:
            yield from account.told(MOST_LINES)
        for subject in _AFTER_SUMS:
            yield from _listed(subject, getattr(self, subject))


_BEFORE_SUMS = ("files", "settings", "sites", "prices", "directives", "outcome")
_AFTER_SUMS = ("deployments", "links", "years")


def _listed(subject: str, moved: Sequence[Change]) -> Iterator[Label]:
    if moved:
        yield joined("", (LABELS[f"compare.{subject}"], plain(f" ({len(moved)}):")))
    for change in moved[:MOST_LINES]:
        yield joined("", (plain("  "), change.told()))
    if len(moved) > MOST_LINES:
        yield filled("compare.more", count=len(moved) - MOST_LINES)


def compare_runs(before: Path, after: Path, *, kept: Kept = NOTHING_KEPT) -> Comparison:
    """Return what moved between two recorded runs; raises RunError when a folder is no run.

    Inputs are read where their files differ; those that were read before are taken from `kept`.
    """
    old, new = load_run(before), load_run(after)
    runs = () if same_files(old, new) else (old, new)
    read = tuple((run, recorded_inputs(run, kept=kept)) for run in runs)
    return Comparison(
        before=old.plan.run_id,
        after=new.plan.run_id,
        files=changes(_files(old), _files(new)),
        settings=changes(_settings(old), _settings(new), "compare"),
        sites=_sites(read),
        prices=_moved(read, lambda inputs: inputs.catalogue.items, ITEM),
        directives=_moved(read, lambda inputs: inputs.directives, DIRECTIVE),
        outcome=changes(_outcome(old.plan), _outcome(new.plan), "compare"),
        accounts=accounts_of(old.plan, new.plan),
        deployments=changes(_deployments(old.plan), _deployments(new.plan)),
        links=changes(_links(old.plan), _links(new.plan)),
        years=changes(_years(old), _years(new)),
        notes=_notes((old, new), read),
    )


def _sites(read: Sequence[tuple[Run, Inputs]]) -> tuple[Change, ...]:
    """Return what moved in sites, a changed position in one line."""
    found = list(_moved(read, lambda inputs: inputs.sites, SITE))
    if read:
        (_, old), (_, new) = read
        found += [
            Change(what=filled("compare.position", site=site_id), before=was, after=now)
            for site_id, was, now in moved_sites(old.sites, new.sites)
        ]
    return tuple(sorted(found, key=lambda change: change.what.en))


def _moved(
    read: Sequence[tuple[Run, Inputs]], records: Callable[[Inputs], Iterable[Any]], kind: RecordKind
) -> tuple[Change, ...]:
    """Return what moved in records of the inputs of both runs; nothing where these are the same."""
    if not read:
        return ()
    old, new = (records(inputs) for _, inputs in read)
    return record_changes(old, new, kind)


def _notes(runs: Sequence[Run], read: Sequence[tuple[Run, Inputs]]) -> tuple[Label, ...]:
    unread = (run for run, inputs in read if not inputs.ok)
    without = (run for run in runs if not has_packages(run.plan))
    return (
        *(filled("compare.unread", run=run.plan.run_id) for run in unread),
        *(filled("compare.no_packages", run=run.plan.run_id) for run in without),
    )


def changes(
    before: Mapping[str, Text], after: Mapping[str, Text], group: str = ""
) -> tuple[Change, ...]:
    """Return the entries of two mappings that differ, sorted by name.

    Names that are labels of a group are shown in words, `status.deployed` by the label it holds.
    """
    return tuple(
        Change(
            what=_name(name, group), before=_text(before.get(name)), after=_text(after.get(name))
        )
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def _name(name: str, group: str) -> Label:
    """Return a name in words where it has any."""
    if name.startswith("status."):
        return filled("compare.sites_of", status=LABELS[name])
    return LABELS.get(f"{group}.{name}", plain(name))


def _text(text: Text | None) -> Label | None:
    return plain(text) if isinstance(text, str) else text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """A kind of record that is compared: what it is called, and the field that tells them apart."""

    key: str
    noun: str  # label
    told_apart: frozenset[str] = frozenset()  # fields that have a line of their own

    def name(self, record_id: str, path: str = "") -> Label:
        """Return the name of a record, or of one of its fields."""
        field = f", {path}" if path else ""
        return joined("", (LABELS[self.noun], plain(f" {record_id}{field}")))


SITE = RecordKind(key="id", noun="compare.site", told_apart=FIELDS)
ITEM = RecordKind(key="sku", noun="compare.item")
DIRECTIVE = RecordKind(key="id", noun="compare.directive")


def record_changes(
    before: Iterable[Any], after: Iterable[Any], kind: RecordKind
) -> tuple[Change, ...]:
    """Return what moved in records, by record and field; a new or gone record in one line."""
    before, after = tuple(before), tuple(after)
    if before == after:
        return ()
    old, new = _by_id(before, kind), _by_id(after, kind)
    found: list[Change] = []
    for record_id in sorted({*old, *new}):
        if record_id in old and record_id in new:
            found += _field_changes(record_id, old[record_id], new[record_id], kind)
        else:
            came, went = (_one_line(part.get(record_id), kind) for part in (new, old))
            found.append(Change(what=kind.name(record_id), before=went, after=came))
    return tuple(sorted(found, key=lambda change: change.what.en))


def _by_id(items: Iterable[Any], kind: RecordKind) -> dict[str, dict[str, str]]:
    """Return the fields of dataclass records as text, by record and field."""
    return {str(getattr(item, kind.key)): dict(_fields(item, "")) for item in items}


def _field_changes(
    record_id: str, old: Mapping[str, str], new: Mapping[str, str], kind: RecordKind
) -> Iterator[Change]:
    for path in sorted({*old, *new} - kind.told_apart):
        before, after = old.get(path), new.get(path)
        if before != after:
            name = kind.name(record_id, path)
            yield Change(what=name, before=_text(before), after=_text(after))


def _one_line(record: Mapping[str, str] | None, kind: RecordKind) -> Label | None:
    """Return all of a record but its key, None where there is none."""
    if record is None:
        return None
    return plain(", ".join(text for path, text in sorted(record.items()) if path != kind.key))


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


def _files(run: Run) -> dict[str, Text]:
    return {
        f"{i.table} {i.path}": filled("compare.file_rows", sha256=i.sha256[:12], rows=i.rows)
        for i in run.inputs
    }


def _settings(run: Run) -> dict[str, Text]:
    asked = run.manifest["settings"]
    return {
        **{name: value for name, value, _ in run.plan.policy},
        "scenario": str(asked["scenario"]),
        "aimag": str(asked["aimag"] or "") or LABELS["compare.all"],
    }


def _outcome(plan: Plan) -> dict[str, Text]:
    """Return the figures of a plan, by the labels of their names."""
    gap: Text = LABELS["compare.unknown"] if plan.gap is None else f"{100 * plan.gap:.3f} %"
    return {
        "status": Label(mn=LABELS[f"result.{plan.status}"].mn, en=plan.status),
        "benefit": _points(plan.benefit),
        "bound": _bound(plan),
        "gap": gap,
        "paid_once": _money(plan.capex_minor, plan),
        "paid_yearly": _money(plan.opex_per_year_minor, plan),
        "npc": _money(plan.npc_minor, plan),
        "users": f"{plan.users_gaining:,}",
        "sites_total": f"{len(plan.deployments):,}",
        **{f"status.{s.value}": f"{plan.counts()[s.value]:,}" for s in SiteStatus},
    }


def _money(amount_minor: int, plan: Plan) -> str:
    return money(amount_minor, plan.currency, 1, "en")


def _bound(plan: Plan) -> Text:
    if plan.goal == "benefit" or plan.certified_bound is None:
        return _points(plan.certified_bound)
    if plan.goal != "cost":
        return goal_value(plan.goal, plan.certified_bound)
    return _money(plan.certified_bound, plan)


def _points(thousandths: int | None) -> Label:
    if thousandths is None:
        return LABELS["compare.none"]
    return filled("compare.points", points=f"{thousandths / 1000:,.3f}")


def _deployments(plan: Plan) -> dict[str, Text]:
    return {d.site_id: _in_words(d) for d in plan.deployments}


def _in_words(deployment: Deployment) -> Label:
    parts = [LABELS[f"status.{deployment.status.value}"]]
    if deployment.candidate_id:
        parts.append(_link_in_words(deployment))
    if deployment.computers_added:
        parts.append(filled("compare.computers", count=deployment.computers_added))
    if deployment.benefit:
        parts.append(_points(deployment.benefit))
    return joined(", ", parts)


def _link_in_words(deployment: Deployment) -> Label:
    """Return a new link by technology, speed and volume, and which of several offers it is."""
    technology = deployment.technology or ""
    option = step_of(deployment.candidate_id or "", deployment.site_id, technology)
    speed = service(deployment.mbps_after, deployment.cap_gb_after)
    name = word("technology", technology)
    return filled("compare.link", name=name, service=speed, option=option)


def _links(plan: Plan) -> dict[str, Text]:
    return {
        link.id: filled("compare.metres", kind=_kind(link.kind), metres=f"{link.length_m:,}")
        for link in plan.links
    }


def _years(run: Run) -> dict[str, Text]:
    """Return of each site of a programme the years of its new link and of its equipment."""
    facts = facts_of_run(run.folder)
    if facts is None:
        return {}
    return {
        site_id: filled(
            "compare.in_years",
            link=facts.link_years.get(site_id, "–"),
            equipment=", ".join(map(str, facts.equipment_years[site_id])) or "–",
        )
        for site_id in facts.first_years
    }


def _kind(kind: str) -> Label:
    """Return the word for a kind of link, its code in English; a hop is called by technology."""
    group = "link" if f"link.{kind}" in LABELS else "technology"
    return Label(mn=word(group, kind).mn, en=kind)
