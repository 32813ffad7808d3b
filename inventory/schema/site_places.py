"""Columns of sites: what a site is and where it stands."""

from __future__ import annotations

from inventory.schema.codes import SITE_KINDS
from inventory.schema.column import Column
from inventory.schema.notation import (
    CODE,
    ID,
    TEXT,
    latitude_column,
    longitude_column,
    make_column,
    position_column,
)

PLACE_COLUMNS: tuple[Column, ...] = (
    make_column(
        "site_id",
        ID,
        "Байгууллагын дахин давтагдашгүй код",
        "Code of the site, unique in the table",
        "poi_id|school_id_govt|giga_id_school|school_id_giga|school_id|сургуулийн код"
        "|байгууллагын код|код|id|site code|school code|emis code|emis",
        required=True,
    ),
    make_column(
        "name",
        TEXT,
        "Нэр",
        "Name as the site writes it",
        "school_name|site_name|нэр|сургуулийн нэр|байгууллагын нэр|байгууллага|сургууль"
        "|name_mn|poi_name|номын сангийн нэр|соёлын төвийн нэр",
    ),
    make_column(
        "name_latin",
        TEXT,
        "Нэр, латин үсгээр",
        "Name in Latin letters",
        "name_en|latin name|english name|латин нэр|англи нэр",
    ),
    make_column(
        "kind",
        CODE,
        "Байгууллагын төрөл",
        "What the site is",
        "poi_type|site_type|type|төрөл|байгууллагын төрөл|education_level|сургуулийн төрөл"
        "|site kind",
        codes=SITE_KINDS,
        required=True,
    ),
    longitude_column(),
    latitude_column(),
    position_column(),
    make_column(
        "aimag",
        ID,
        "{Region_heading}: албан код (Монголд ҮСХ эсвэл COD) буюу нэр",
        "{Region_heading}: official code (in Mongolia of NSO or COD), or name",
        "aimag_code|аймгийн код|аймаг|аймаг нийслэл|аймаг/нийслэл|admin1|adm1|aimag_mn"
        "|aimag_name|аймгийн нэр|province|aimag_en|admin1_name",
    ),
    make_column(
        "soum",
        ID,
        "{Subregion_heading}: албан код (Монголд ҮСХ эсвэл COD) буюу нэр",
        "{Subregion_heading}: official code (in Mongolia of NSO or COD), or name",
        "soum_code|nso_code|cod_code|cod_pcode|сумын код|сум|сум дүүрэг|сум/дүүрэг|admin2"
        "|adm2|soum_mn|soum_name|сумын нэр|district|дүүрэг|sum|soum_en|admin2_name",
    ),
    make_column(
        "bagh",
        TEXT,
        "{Ward_heading}",
        "{Ward_heading}",
        "баг|баг хороо|баг/хороо|хороо|khoroo|bag|admin3|adm3",
    ),
)
