"""Every setting of radio paths stands in the documentation with its default and source."""

from __future__ import annotations

from pathlib import Path

from sites.settings import read_settings
from sites.terrain.settings import TerrainSettings

PAGE = Path(__file__).parents[3] / "docs" / "terrain.md"


def test_the_page_has_every_setting_as_it_is() -> None:
    """Name, default, meaning and source, in the order of the code."""
    rows = []
    for name, field in TerrainSettings.model_fields.items():
        default = f'"{field.default}"' if isinstance(field.default, str) else f"{field.default:g}"
        extra = field.json_schema_extra
        source = extra["source"] if isinstance(extra, dict) else ""
        rows.append(f"| `{name}` | `{default}` | {field.description} | {source} |")

    assert "\n".join(rows) in PAGE.read_text(encoding="utf-8")


def test_wrong_settings_fall_back_to_the_defaults_and_are_told() -> None:
    """An unknown key and a height of 3,000 m."""
    chosen, faults = read_settings(TerrainSettings, {"mast_height_m": 3000, "k": 1})

    assert chosen == TerrainSettings()
    assert {str(fault["loc"][0]) for fault in faults} == {"mast_height_m", "k"}
