"""Columns of the tables of the land: people who live at points, soils and rivers."""

from __future__ import annotations

from inventory.schema.column import Shape, Table
from inventory.schema.notation import (
    id_column,
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
            low="0",
            high="100000000",
        ),
    ),
)
SOILS = Table(
    name="soils",
    mn="Хөрсний ангилал",
    en="What the ground is that trenches are dug in: areas of one class, drawn or named.",
    drawn_as=Shape.AREA,
    columns=(
        text_column(
            "soil_class",
            "Хөрсний ангилал, таны өөрийн үгээр",
            "Class of the ground in words of your own, as rock, sand or permafrost; the catalogue"
            " prices it",
            "soil|soil type|soil_type|ground|ground class|хөрс|хөрсний ангилал|хөрсний төрөл",
            required=True,
        ),
        id_column(
            "area_code",
            "Зураггүй мөрийн {region} эсвэл {subregion_of} код",
            "Code of the boundaries table, in a row that draws no area: all of that area has the"
            " class where nothing drawn says otherwise",
            "area code|нутгийн код",
        ),
    ),
)
RIVERS = Table(
    name="rivers",
    mn="Гол мөрөн",
    en="Rivers and other water that a trench has to cross, as lines.",
    drawn_as=Shape.LINE,
    needs_geometry=True,
    columns=(text_column("river", "Голын нэр", "Name of the river", "river name|голын нэр|гол"),),
)
