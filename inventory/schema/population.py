"""Columns of the table of people: how many live at a point, as a census or a grid counts them."""

from __future__ import annotations

from inventory.schema.column import Shape, Table
from inventory.schema.notation import (
    NUMBER,
    TEXT,
    latitude_column,
    longitude_column,
    make_column,
    position_column,
)

POPULATION = Table(
    name="population",
    mn="Хүн амын цэгүүд",
    en="How many people live at points; a raster of people may stand in its place.",
    shape=Shape.POINT,
    unused={},
    columns=(
        make_column("name", TEXT, "Нэр", "Name of the settlement", "нэр|settlement|суурин"),
        longitude_column(),
        latitude_column(),
        position_column(),
        make_column(
            "people",
            NUMBER,
            "Хүний тоо",
            "People who live there; a grid may count parts of persons",
            "population|pop|persons|inhabitants|residents|people count|хүн ам|хүн амын тоо"
            "|хүний тоо",
            unit="persons",
            required=True,
            low="0",
            high="100000000",
        ),
    ),
)
