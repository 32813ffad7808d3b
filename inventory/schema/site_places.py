"""Columns of sites: what a site is and where it stands."""

from __future__ import annotations

from inventory.schema.codes import SITE_KINDS
from inventory.schema.column import Column
from inventory.schema.notation import (
    code_column,
    id_column,
    latitude_column,
    longitude_column,
    position_column,
    text_column,
)

PLACE_COLUMNS: tuple[Column, ...] = (
    id_column(
        "site_id",
        "Байгууллагын дахин давтагдашгүй код",
        "Code of the site, unique in the table",
        "poi_id|school_id_govt|giga_id_school|school_id_giga|school_id|сургуулийн код"
        "|байгууллагын код|код|id|site code|school code|emis code|emis",
        required=True,
    ),
    text_column(
        "name",
        "Нэр",
        "Name as the site writes it",
        "school_name|site_name|нэр|сургуулийн нэр|байгууллагын нэр|байгууллага|сургууль"
        "|name_mn|poi_name|номын сангийн нэр|соёлын төвийн нэр",
    ),
    text_column(
        "name_latin",
        "Нэр, латин үсгээр",
        "Name in Latin letters",
        "name_en|latin name|english name|латин нэр|англи нэр",
    ),
    code_column(
        "kind",
        SITE_KINDS,
        "Байгууллагын төрөл",
        "What the site is",
        "poi_type|site_type|type|төрөл|байгууллагын төрөл|education_level|сургуулийн төрөл"
        "|site kind",
        required=True,
    ),
    longitude_column(),
    latitude_column(),
    position_column(),
    id_column(
        "aimag",
        "{Region_heading}: албан код (Монголд ҮСХ эсвэл COD) буюу нэр",
        "{Region_heading}: official code (in Mongolia of NSO or COD), or name",
        "aimag_code|аймгийн код|аймаг|аймаг нийслэл|аймаг/нийслэл|admin1|adm1|aimag_mn"
        "|aimag_name|аймгийн нэр|province|aimag_en|admin1_name",
    ),
    id_column(
        "soum",
        "{Subregion_heading}: албан код (Монголд ҮСХ эсвэл COD) буюу нэр",
        "{Subregion_heading}: official code (in Mongolia of NSO or COD), or name",
        "soum_code|nso_code|cod_code|cod_pcode|сумын код|сум|сум дүүрэг|сум/дүүрэг|admin2"
        "|adm2|soum_mn|soum_name|сумын нэр|district|дүүрэг|sum|soum_en|admin2_name",
    ),
    text_column(
        "bagh",
        "{Ward_heading}",
        "{Ward_heading}",
        "баг|баг хороо|баг/хороо|хороо|khoroo|bag|admin3|adm3",
    ),
)
