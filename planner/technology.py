"""What every technology is: settings with sources, and an answer to what it offers a site."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from planner.area import Area
from planner.offers import Candidate, Rejection
from sites.site import Site


def setting(default: Any, source: str, text: str, *, ge: float | None = None) -> Any:
    """Return a setting whose default carries the source printed in reports; `ge` is the least."""
    return Field(default=default, description=text, json_schema_extra={"source": source}, ge=ge)


class Settings(BaseModel):
    """Settings that a scenario may change under [scenarios.<name>.technologies.<id>]."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: ClassVar[str]
    title: ClassVar[str]

    enabled: bool = setting(True, "every technology is considered unless switched off", "in use")


class Technology(Settings):
    """One way to bring service to a site; each file of planner/technologies holds one."""

    needs_point: ClassVar[bool]  # whether a site without coordinates is out of its reach
    is_fixed: ClassVar[bool]  # whether it is led to one place, where a mobile unit does not stay

    def offer(self, site: Site, area: Area) -> tuple[Candidate, ...] | Rejection:
        """Return the options for a site, or why there are none."""
        raise NotImplementedError(f"{type(self).__name__} must say what it offers")


def settings_table(kind: type[Settings]) -> str:
    """Return the settings of a technology as the table that docs/technologies.md shows."""
    rows = ["| setting | default | meaning | source |", "|---|---|---|---|"]
    for name, field in kind.model_fields.items():
        extra = field.json_schema_extra
        source = extra["source"] if isinstance(extra, dict) else ""
        default = _in_toml(field.default)
        rows.append(f"| `{name}` | {default} | {field.description} | {source} |")
    return "\n".join(rows)


def _in_toml(value: Any) -> str:
    """Return a default as one would write it in the project file."""
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "`{ " + ", ".join(f"{k} = {v:g}" for k, v in value.items()) + " }`"
    return f"`{value:g}`"
