"""Layouts of files that circulate: each is known by its columns, and says how it is to be read.

Sources of the columns: ITU Connectivity Planning Platform user guide and example files
(github.com/FNS-Division, read 2026-11); Giga school geolocation schema (github.com/unicef/
giga-data-ingestion, read 2026-11); Open Fibre Data Standard 0.4.0; OpenCelliD's database of cells;
OpenStreetMap's keys amenity and highway; IMLS Public Libraries Survey, outlet and administrative
entity files of fiscal year 2022; exports of KoboToolbox and ODK Central; administrative areas of
OCHA's Common Operational Datasets, with columns such as ADM2_PCODE, ADM2_EN, ADM2_MN in older files
and adm2_pcode, adm2_name, adm2_name1 in newer ones (github.com/OCHA-DAP, read 2026-11). What a
layout says is a guess like any other: it is shown and marked before it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inventory.schema.column import Shape
from inventory.values import fold
from planner.project.importing.looking import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One layout: `all_of` and one of `any_of` must be among the headers, none of `none_of`."""

    name: str  # as people know it; a proper name in every language
    table: str | None  # None: says where the file comes from, not what it holds
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = ()  # () for any, also none
    columns: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    where: Callable[[Look], str | None] | None = None

    def fits(self, look: Look) -> bool:
        """Return whether a file has the columns and the shapes of the layout."""
        there = set(map(fold, look.headers))
        has_all = all(fold(name) in there for name in self.all_of)
        has_any = not self.any_of or any(fold(name) in there for name in self.any_of)
        has_none = not any(fold(name) in there for name in self.none_of)
        is_shaped = not self.shapes or look.shape in self.shapes
        return has_all and has_any and has_none and is_shaped


_AMENITIES = {
    "college": "tvet",
    "university": "other",
    "clinic": "other",
    "doctors": "other",
    "health_post": "other",
    "townhall": "community_centre",
    "arts_centre": "community_centre",
    "social_centre": "community_centre",
    "language_school": "other",
    "music_school": "other",
    "public_bookcase": "",
}
_AMENITIES_WANTED = (
    *("school", "kindergarten", "college", "university", "library", "hospital", "clinic"),
    *("doctors", "health_post", "community_centre", "townhall", "arts_centre", "social_centre"),
)
_UNLIT = (  # statuses of OFDS 0.4.0 besides operational
    *("proposed", "planned", "underConstruction", "inactive", "decommissioned"),
)
_ANY_POINT = (Shape.POINT, Shape.AREA, Shape.LINE)
_MISSING = ("-1", "-3", "-4", "-9", "M")  # IMLS: missing, closed or not reporting


def _wanted_amenities(look: Look) -> str | None:
    """Return the condition that leaves out amenities that are no institution, None if all are."""
    header = next((h for h in look.headers if fold(h) == fold("amenity")), None)
    there = set(look.column(header)) if header else set()
    wanted = [one for one in _AMENITIES_WANTED if one in there]
    if not there - set(wanted) or not wanted:
        return None
    return "amenity in (" + ", ".join(f"'{one}'" for one in wanted) + ")"


def _broadband(look: Look) -> str | None:
    """Return the condition that leaves out cells of generations that carry no broadband."""
    header = next((h for h in look.headers if fold(h) == fold("radio")), None)
    there = {word.upper() for word in look.column(header)} if header else set()
    return "radio not in ('CDMA', 'cdma')" if "CDMA" in there else None


def _existing_nodes(look: Look) -> str | None:
    """Return the condition that leaves out nodes that ITU's files mark as not there yet."""
    header = next((h for h in look.headers if fold(h) == fold("is_actual")), None)
    words = sorted(set(look.column(header))) if header else []
    not_there = [word for word in words if word.casefold() in ("false", "0", "no")]
    quoted = ", ".join(f"'{word}'" for word in not_there)
    return f"{header} not in ({quoted})" if not_there else None


def _lit_spans(look: Look) -> str | None:
    """Return the condition that leaves out spans that are not lit network, None if all are."""
    header = next((h for h in look.headers if fold(h) == fold("status")), None)
    words = sorted(set(look.column(header))) if header else []
    unlit = [word for word in words if fold(word) in set(map(fold, _UNLIT))]
    quoted = ", ".join(f"'{word}'" for word in unlit)
    return f"{header} not in ({quoted})" if unlit else None


def _common_datasets() -> Iterator[Layout]:
    """Yield the layouts of tables of areas, of both levels, languages and ways of naming columns.

    A file of level 2 names its areas of level 1 by code alone: both files are needed.
    """
    for level, number, below in (("aimag", 1, 2), ("soum", 2, 3)):
        code, name = f"adm{number}_pcode", f"adm{number}_"
        names = (
            *((f"{name}MN", f"{name}EN"), (f"{name}EN", ""), (f"{name}FR", "")),
            *((f"{name}name1", f"{name}name"), (f"{name}name", "")),
        )
        for own, latin in names:
            columns = {"code": code, "name": own, "name_latin": latin}
            columns |= {"latitude": "center_lat", "longitude": "center_lon"}
            columns |= {"parent": "adm1_pcode" if level == "soum" else "", "cod_code": ""}
            yield Layout(
                name=f"OCHA COD-AB: areas of level {number}",
                table="places",
                all_of=(code, own, *((latin,) if latin else ())),
                none_of=(f"adm{below}_pcode",),
                shapes=(Shape.NONE,),
                columns=columns,
                constants={"level": level},
            )


LAYOUTS: Sequence[Layout] = (
    *_common_datasets(),
    Layout(
        name="ITU Connectivity Planning Platform: points of interest",
        table="sites",
        all_of=("poi_id", "lat", "lon"),
        any_of=("poi_type", "is_connected", "connectivity_type"),
    ),
    Layout(
        name="ITU Connectivity Planning Platform: cell sites",
        table="towers",
        all_of=("ict_id", "radio_type", "lat", "lon"),
    ),
    Layout(
        name="ITU Connectivity Planning Platform: transmission nodes",
        table="pops",
        all_of=("ict_id", "transmission_medium", "lat", "lon"),
        where=_existing_nodes,
    ),
    Layout(
        name="ITU Connectivity Planning Platform: mobile coverage",
        table="coverage",
        all_of=("radio_type",),
        shapes=(Shape.AREA,),
    ),
    Layout(
        name="Giga: school list",
        table="sites",
        any_of=("school_id_govt", "school_id_giga", "giga_id_school", "giga_school_id"),
        columns={"site_id": "giga_school_id"},
        constants={"kind": "school"},
    ),
    Layout(
        name="Open Fibre Data Standard: spans",
        table="spans",
        all_of=("id",),
        any_of=("transmissionMedium", "physicalInfrastructureProvider", "readyForServiceDate"),
        shapes=(Shape.LINE,),
        columns={"span_id": "id", "medium": "transmissionMedium"},
        where=_lit_spans,
    ),
    Layout(
        name="Open Fibre Data Standard: nodes",
        table="pops",
        all_of=("id",),
        any_of=(
            *("physicalInfrastructureProvider", "internationalConnections", "accessPoint"),
            *("networkProviders", "featureType"),
        ),
        shapes=(Shape.POINT,),
        columns={"pop_id": "id"},
    ),
    Layout(
        name="OpenCelliD: cells",
        table="towers",
        all_of=("radio", "mcc", "area", "cell", "lon", "lat"),
        any_of=("net", "mnc"),
        where=_broadband,
    ),
    Layout(
        name="OpenStreetMap: roads",
        table="roads",
        all_of=("highway",),
        shapes=(Shape.LINE,),
    ),
    Layout(
        name="OpenStreetMap: roads (Geofabrik)",
        table="roads",
        all_of=("fclass",),
        any_of=("oneway", "maxspeed", "bridge"),
        shapes=(Shape.LINE,),
    ),
    Layout(
        name="OpenStreetMap: amenities",
        table="sites",
        all_of=("amenity",),
        shapes=_ANY_POINT,
        columns={"kind": "amenity"},
        values={"kind": _AMENITIES},
        where=_wanted_amenities,
    ),
    Layout(
        name="IMLS Public Libraries Survey: outlets",
        table="sites",
        all_of=("FSCSKEY", "FSCS_SEQ", "LIBNAME"),
        columns={
            "site_id": ("FSCSKEY", "FSCS_SEQ"),
            "name": "LIBNAME",
            "longitude": "LONGITUD",
            "aimag": "STABR",
            "soum": "CNTY",
        },
        constants={"kind": "library"},
    ),
    Layout(
        name="IMLS Public Libraries Survey: administrative entities",
        table="sites",
        all_of=("FSCSKEY", "LIBNAME", "VISITS"),
        columns={
            "site_id": "FSCSKEY",
            "name": "LIBNAME",
            "longitude": "LONGITUD",
            "aimag": "STABR",
            "soum": "CNTY",
            "visitors_per_day": "VISITS / 300",
            "computers_working": "GPTERMS",
        },
        values={
            "visitors_per_day": dict.fromkeys(_MISSING, ""),
            "computers_working": dict.fromkeys(_MISSING, ""),
        },
        constants={"kind": "library"},
    ),
    Layout(name="KoboToolbox", table=None, any_of=("_uuid", "_submission_time")),
    Layout(name="ODK", table=None, any_of=("meta-instanceID", "instanceID", "SubmissionDate")),
)


def layout_of(look: Look) -> Layout | None:
    """Return the first layout that a file has, one that says what it holds before others."""
    fitting = [layout for layout in LAYOUTS if layout.fits(look)]
    return next((one for one in fitting if one.table), fitting[0] if fitting else None)
