"""Limits and weights of a scenario as fields of a form: value, where it is written, its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from inventory.currencies import digits_of
from inventory.settings.faults import line_of
from planner.language.label import Label
from planner.language.labels import LABELS, filled, word
from planner.language.messages.policy_sources import POLICY_SOURCES
from planner.project.config_text import ConfigText
from planner.scenario.inheritance import ExtendsError, lineage
from planner.scenario.money_settings import written_name
from planner.scenario.settings import Equity, KindStandard, Limits, Scenario, Shares

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

Where = tuple[str, ...]
_SUMS: tuple[Where, ...] = (("limits", "capex_minor"), ("limits", "opex_per_year_minor"))
_SUMS += (("limits", "total_cost_minor"),)
BY_PAYER: Where = ("limits", "opex_per_year_by_payer_minor")
_EQUITY = ("remote_km", "remote_factor", "bagh_factor", "capital_factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingField:
    """One number of a scenario; `where` is its path inside the scenario by the inner names."""

    where: Where
    group: Literal["limits", "weights", "equity", "shares"]
    is_money: bool
    value: int | float | None  # money in accounting units; None: no limit
    written_in: str | None  # the scenario that writes it; None: a default
    name: Label
    source: Label

    @property
    def id(self) -> str:
        """The path as one word, as the page sends it back."""
        return ".".join(self.where)

    def shown(self, digits: int) -> dict[str, Any]:
        """Return the field as the page shows it; money in units of the currency."""
        return {
            "id": self.id,
            "group": self.group,
            "money": self.is_money,
            "value": _as_text(self.value, digits if self.is_money else 0),
            "written_in": self.written_in,
            "name": [self.name.mn, self.name.en],
            "source": [self.source.mn, self.source.en],
        }


def _as_text(value: float | None, digits: int) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        text = f"{abs(value):0{digits + 1}d}"
        whole = f"{int(text[: len(text) - digits]):,}"
        return whole + ("." + text[len(text) - digits :] if digits else "")
    return f"{value:g}"


def setting_fields(inputs: Inputs) -> list[SettingField]:
    """Return the limits, weights, factors and shares of a scenario, in this order."""
    found = _Written.of(inputs)
    scenario, kinds = inputs.scenario, sorted({site.kind for site in inputs.sites})
    fields = [found.field(where, "limits", Limits, where[1], is_money=True) for where in _SUMS]
    fields += [found.payer(payer) for payer in _payers(scenario, kinds)]
    for kind in kinds:
        where = ("standard", kind.value, "weight")
        fields.append(
            found.field(where, "weights", KindStandard, "weight", LABELS[f"kind.{kind.value}"])
        )
    fields += [found.field(("equity", name), "equity", Equity, name) for name in _EQUITY]
    fields += [
        found.field(("shares", name), "shares", Shares, name) for name in Shares.model_fields
    ]
    return fields


def _payers(scenario: Scenario, kinds: Iterable[Any]) -> list[str]:
    """Return who pays yearly costs, or has a limit of them, by code."""
    named = {scenario.standard_of(kind).payer for kind in kinds}
    return sorted({*scenario.limits.opex_per_year_by_payer_minor, *(p for p in named if p)})


@dataclass(frozen=True, kw_only=True)
class _Written:
    """The scenario as it is, and which scenario of its lineage writes what on which line."""

    inputs: Inputs
    names: Sequence[str]
    text: ConfigText

    @classmethod
    def of(cls, inputs: Inputs) -> _Written:
        scenarios = inputs.project.scenarios
        try:
            names: Sequence[str] = lineage(inputs.scenario_name, scenarios)
        except (ExtendsError, KeyError):
            names = ()
        return cls(inputs=inputs, names=names, text=ConfigText.of(inputs.project.folder))

    def field(
        self,
        where: Where,
        group: Literal["limits", "weights", "equity", "shares"],
        model: type[BaseModel],
        setting: str,
        name: Label | None = None,
        *,
        is_money: bool = False,
    ) -> SettingField:
        """Return a field whose default is that of a model."""
        value = self._value(where, model.model_fields[setting].default)
        extra = model.model_fields[setting].json_schema_extra
        source = extra.get("source", "") if isinstance(extra, Mapping) else ""
        return SettingField(
            where=where,
            group=group,
            is_money=is_money,
            value=value,
            written_in=self.written_in(where),
            name=name or LABELS[f"serve.setting.{written_name(where)[-1]}"],
            source=self._source(where, str(source)),
        )

    def payer(self, payer: str) -> SettingField:
        """Return the field of what one payer pays a year."""
        where = (*BY_PAYER, payer)
        limits = self.inputs.scenario.limits.opex_per_year_by_payer_minor
        return SettingField(
            where=where,
            group="limits",
            is_money=True,
            value=limits.get(payer),
            written_in=self.written_in(where),
            name=filled("serve.setting.by_payer", payer=word("payer", payer)),
            source=self._source(where, ""),
        )

    def _value(self, where: Where, default: Any) -> Any:
        at: Any = self.inputs.scenario
        for part in where:
            at = at.get(part) if isinstance(at, Mapping) else getattr(at, part)
            if at is None:
                return default
        return at

    def written_in(self, where: Where) -> str | None:
        """Return the scenario of the lineage that writes a setting, None where none does."""
        for name in self.names:
            if written_path(self.inputs.project.scenarios[name], where) is not None:
                return name
        return None

    def _source(self, where: Where, default: str) -> Label:
        """Return where a value comes from: its line with the words behind it, or the default's."""
        holder = self.written_in(where)
        if holder is None:
            if not default:
                return LABELS["serve.no_limit"]
            told = Label(POLICY_SOURCES.get(default, default), default)
            return filled("serve.default_source", source=told)
        path = written_path(self.inputs.project.scenarios[holder], where) or ()
        line = line_of(self.text.lines, ("scenarios", holder, *path))
        if line is None:
            return filled("serve.written_in", scenario=holder)
        said = _comment(self.text.lines[line - 1])
        return filled(
            "serve.written_at", line=line, scenario=holder, said=f" – {said}" if said else ""
        )


def _comment(line: str) -> str:
    """Return the words behind a setting of one line; a # inside a text is none."""
    outside, quote = "", ""
    for place, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "#":
            outside = line[place + 1 :].strip()
            break
    return outside


def written_path(scenario: Mapping[str, Any], where: Where) -> Where | None:
    """Return the path by which a scenario itself writes a setting, None where it does not."""
    at: Any = scenario
    path: list[str] = []
    for place, part in enumerate(where):
        newer = written_name(where[: place + 1])[-1]
        name = next((n for n in (newer, part) if isinstance(at, Mapping) and n in at), None)
        if name is None:
            return None
        path.append(name)
        at = at[name]
    return tuple(path)


def form(inputs: Inputs) -> dict[str, Any]:
    """Return the form of a scenario: its fields, and its floors as they are written."""
    digits = digits_of(inputs.project.currency)
    return {
        "scenario": inputs.scenario_name,
        "fields": [field.shown(digits) for field in setting_fields(inputs)],
        "floors": list(_floors(inputs)),
    }


def _floors(inputs: Inputs) -> Iterator[dict[str, Any]]:
    for number, floor in enumerate(inputs.scenario.limits.floors):
        yield {
            "number": number,
            "by": floor.by,
            "quantity": floor.quantity,
            "share": floor.share,
            "of": floor.of,
            "only": list(floor.only),
        }
