"""Small files of our own in layouts that circulate, around one town, for tests of importing.

The columns are those that the layouts document (see `planner/project/importing/layouts.py`); the
places and figures are invented. Schools lie 0, 2 and 8 km from a point of presence, on one road.
"""

from __future__ import annotations

import json
from pathlib import Path

LON, LAT = 35.60, 3.12
PLACES = ((35.600, 3.121), (35.618, 3.120), (35.672, 3.121))


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def itu(folder: Path) -> list[Path]:
    """ITU Connectivity Planning Platform: points of interest, cell sites, transmission nodes."""
    sites = "poi_id,dataset_id,lat,lon,poi_type,country_code,is_connected,connectivity_type\n"
    for n, (lon, lat) in enumerate(PLACES, 1):
        sites += f"poi-{n},d,{lat},{lon},school,KEN,False,unknown\n"
    cells = "ict_id,lat,lon,radio_type,antenna_height\nc-1,3.12,35.61,4G,25\n"
    nodes = "ict_id,lat,lon,transmission_medium,is_actual\nn-1,3.12,35.6,fiber,True\n"
    nodes += "n-2,3.12,35.7,fiber,False\n"
    return [
        write(folder, "pointsofinterest.csv", sites),
        write(folder, "cellsites.csv", cells),
        write(folder, "transmissionnodes.csv", nodes),
    ]


def giga(folder: Path) -> list[Path]:
    """Giga's school list as governments upload it: the level in their own words."""
    text = (
        "school_id_govt,school_name,education_level_govt,latitude,longitude,admin1,admin2,"
        "connectivity_govt,connectivity_type_govt,download_speed_govt,num_students,num_computers,"
        "electricity_availability\n"
    )
    for n, (lon, lat) in enumerate(PLACES, 1):
        text += f"{100 + n},School {n},Basic,{lat},{lon},Turkana,Central,no,,,{200 * n},4,yes\n"
    return [write(folder, "giga-schools.csv", text), roads(folder), pops(folder)]


def osm_schools(folder: Path) -> list[Path]:
    """OpenStreetMap amenities as overpass exports them: points, an area, and a restaurant."""
    features = [
        _feature({"@id": f"node/{n}", "amenity": "school", "name": f"School {n}"}, "Point", place)
        for n, place in enumerate(PLACES[:2], 1)
    ]
    lon, lat = PLACES[2]
    ring = [[lon, lat], [lon + 0.001, lat], [lon + 0.001, lat + 0.001], [lon, lat]]
    features += [
        _feature({"@id": "way/3", "amenity": "library", "name": "Library"}, "Polygon", [ring]),
        _feature({"@id": "node/4", "amenity": "restaurant"}, "Point", PLACES[0]),
    ]
    return [_geojson(folder, "osm-amenities.geojson", features), roads(folder), pops(folder)]


def open_cell_id(folder: Path) -> list[Path]:
    """OpenCelliD's cells beside a school list: one cell is known by five columns."""
    cells = "radio,mcc,net,area,cell,unit,lon,lat,range,samples,changeable,created,updated\n"
    cells += "LTE,639,2,11,101,0,35.61,3.12,1000,5,1,1459692342,1488347104\n"
    cells += "UMTS,639,2,11,101,0,35.61,3.12,1000,5,1,1459692342,1488347104\n"
    cells += "CDMA,639,2,11,102,0,35.61,3.12,1000,5,1,1459692342,1488347104\n"
    schools = "School Code,School Name,County,Sub-County,Latitude,Longitude,Total Students\n"
    for n, (lon, lat) in enumerate(PLACES, 1):
        schools += f"KE-{n},School {n},Turkana,Turkana Central,{lat},{lon},{150 * n}\n"
    return [
        write(folder, "opencellid_639.csv", cells),
        write(folder, "schools.csv", schools),
        pops(folder),
    ]


def kobo(folder: Path) -> list[Path]:
    """A KoboToolbox export: semicolons, groups with slashes, a position in three columns."""
    where = "_Location of the facility"
    text = (
        f'"start";"end";"site/name";"site/type";"site/pupils";"Location of the facility";'
        f'"{where}_latitude";"{where}_longitude";"{where}_altitude";"{where}_precision";'
        '"_id";"_uuid";"_submission_time";"_index"\n'
    )
    for n, (lon, lat) in enumerate(PLACES, 1):
        kind = "primary_school" if n < 3 else "public library"
        text += (
            f'"2026-03-01T08:00";"2026-03-01T08:20";"Site {n}";"{kind}";"{120 * n}";'
            f'"{lat} {lon} 500 4.9";"{lat}";"{lon}";"500";"4.9";"{n}";"u-{n}";'
            f'"2026-03-01T09:00";"{n}"\n'
        )
    return [write(folder, "kobo-export.csv", text), roads(folder), pops(folder)]


def odk(folder: Path) -> list[Path]:
    """An ODK Central export: groups with hyphens, the instance id as the key."""
    text = (
        "SubmissionDate,start,grp-school_name,students_total,"
        "gps-Latitude,gps-Longitude,gps-Altitude,gps-Accuracy,meta-instanceID,KEY\n"
    )
    for n, (lon, lat) in enumerate(PLACES, 1):
        text += f"2026-03-01,2026-03-01,Site {n},{90 * n},{lat},{lon},500,5,uuid:{n},uuid:{n}\n"
    return [write(folder, "odk.csv", text), roads(folder), pops(folder)]


def roads(folder: Path) -> Path:
    """OpenStreetMap's roads: one road past all schools."""
    line = [[lon, LAT] for lon in (35.59, 35.60, 35.618, 35.672, 35.70)]
    return _geojson(
        folder,
        "roads.geojson",
        [_feature({"@id": "way/9", "highway": "primary"}, "LineString", line)],
    )


def pops(folder: Path) -> Path:
    """An operator's list of points of presence without codes."""
    return write(folder, "pops.csv", f"Name,Lat,Lon\nLodwar exchange,{LAT},{LON}\n")


def _feature(properties: object, kind: str, coordinates: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _geojson(folder: Path, name: str, features: list[dict[str, object]]) -> Path:
    return write(folder, name, json.dumps({"type": "FeatureCollection", "features": features}))
