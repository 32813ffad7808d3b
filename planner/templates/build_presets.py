"""Build catalogues of published prices: the starter catalogue with the figures of one source.

`python -m planner.templates.build_presets` writes `presets/<name>/catalogue.csv` of each
`preset.toml`; a test keeps them current. A price of the network is the published figure, with its
arithmetic in the source of the item. Whatever the source does not price stays as it is in the
starter catalogue. Installation of a medium that it prices is left out, as its set-up is included;
contracts have no cap, one for each speed, because no source caps a volume.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from pathlib import Path

from planner.templates.build_starter import starter_catalogue

_CENT = Decimal("0.01")
_MONTHS = 12
_UNCAPPED = {  # names of contracts whose name in the starter catalogue tells a cap
    "cellular": {
        "name_mn": "Үүрэн холбооны дата {} Мбит/с (таамаг үнэ)",
        "name_en": "Cellular data {} Mbps (assumed price)",
    },
    "leo": {
        "name_mn": "Нам тойргийн хиймэл дагуул {} Мбит/с (таамаг үнэ)",
        "name_en": "Low-orbit satellite {} Mbps (assumed price)",
    },
}
_CONTRACT, _INSTALLATION = "contract", "installation"
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A published price: of a unit, or of a contract by the Mbps and year or by the year."""

    role: str
    usd: Decimal
    per: str  # "unit", "mbps_year" or "year"
    figure: str  # as published, with the arithmetic
    link_type: str = ""
    life_years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Published prices of one source."""

    title: str
    source: str
    date: str
    said: str  # what each item's source begins with
    figures: tuple[Figure, ...]

    @classmethod
    def of(cls, text: str) -> Preset:
        """Return the preset that a `preset.toml` states."""
        data = tomllib.loads(text)
        figures = tuple(Figure(**{**f, "usd": Decimal(f["usd"])}) for f in data.pop("figures"))
        return cls(**data, figures=figures)


def preset_catalogue(preset: Preset) -> str:
    """Return the text of the catalogue of a preset."""
    items = list(csv.DictReader(starter_catalogue().splitlines()))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(items[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_priced(items, preset))
    return text.getvalue()


def _priced(items: Sequence[Row], preset: Preset) -> Iterator[Row]:
    by_kind: dict[tuple[str, str], list[Figure]] = {}
    for figure in preset.figures:
        by_kind.setdefault((figure.role, figure.link_type), []).append(figure)
    set_up = {f.link_type for f in preset.figures if f.role == "terminal"}
    seen: set[tuple[str, str]] = set()
    for item in sorted(items, key=lambda row: row["customers"] == "household"):  # these last
        figures = by_kind.get((item["role"], item["link_type"]))
        if item["role"] == _INSTALLATION and item["link_type"] in set_up:
            continue
        if figures is None:
            yield item
        elif item["role"] != _CONTRACT:
            yield _item(item, figures[0], preset)
        elif (item["link_type"], item["mbps"]) not in seen:
            seen.add((item["link_type"], item["mbps"]))
            yield _contract(item, figures, preset)


def _item(item: Mapping[str, str], figure: Figure, preset: Preset) -> Row:
    life = item["useful_life_years"] if figure.life_years is None else str(figure.life_years)
    row = {**item, "unit_price": str(figure.usd), "useful_life_years": life}
    return _sourced(row, figure.figure, preset)


def _contract(item: Mapping[str, str], figures: Sequence[Figure], preset: Preset) -> Row:
    """Return a contract a month: its Mbps at the yearly price of one, and what a year costs."""
    mbps = Decimal(item["mbps"])
    year = sum((f.usd * (mbps if f.per == "mbps_year" else 1) for f in figures), Decimal(0))
    price = (year / _MONTHS).quantize(_CENT, ROUND_HALF_UP)
    row = {**item, "unit_price": str(price), "monthly_cap_gb": "", "customers": ""}
    if item["monthly_cap_gb"]:
        names = {key: name.format(mbps) for key, name in _UNCAPPED[item["link_type"]].items()}
        row |= {"sku": f"CON-{item['link_type'].upper()}-{mbps}", **names}
    told = ", ".join(f.figure for f in figures)
    return _sourced(row, f"{told}; for {mbps} Mbps {year:.2f} a year, by the month", preset)


def _sourced(row: Row, told: str, preset: Preset) -> Row:
    return {
        **row,
        "vat_included": "no",
        "price_date": preset.date,
        "source": f"assumed: {preset.said}: {told} (USD)",
    }


def presets() -> dict[str, Preset]:
    """Return the presets by name."""
    folders = (files("planner") / "templates" / "presets").iterdir()
    found = {f.name: f / "preset.toml" for f in folders if (f / "preset.toml").is_file()}
    return {name: Preset.of(found[name].read_text(encoding="utf-8")) for name in sorted(found)}


if __name__ == "__main__":
    for name, preset in presets().items():
        place = Path(__file__).parent / "presets" / name / "catalogue.csv"
        place.write_text(preset_catalogue(preset), encoding="utf-8", newline="\n")
