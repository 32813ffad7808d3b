"""Columns of the table of people: how many live at a point, as a census or a grid counts them."""

from __future__ import annotations

from inventory.schema.column import Table
from inventory.schema.notation import (
    latitude_column,
    longitude_column,
    number_column,
    position_column,
    text_column,
)

POPULATION = Table(
    name="population",
    mn="Хүн амын цэгүүд",
    en="How many people live at points; a raster of people may stand in its place.",
    columns=(
        text_column("name", "Нэр", "Name of the settlement", "нэр|settlement|суурин"),
        longitude_column(),
        latitude_column(),
        position_column(),
        number_column(
            "people",
            "Хүний тоо",
            "People who live there; a grid may count parts of persons",
            "population|pop|persons|inhabitants|residents|people count|хүн ам|хүн амын тоо"
            "|хүний тоо",
            unit="persons",
            required=True,
            between=("0", "100000000"),
        ),
    ),
)
