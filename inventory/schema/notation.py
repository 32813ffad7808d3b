"""How columns are written down: short makers of columns and their value types."""

from __future__ import annotations

from decimal import Decimal

from inventory.schema.column import Code, Column, Decimals, Implied, ValueType


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a "a|b|c" list."""
    return tuple(word for word in text.split("|") if word)


def make_code(code: str, mn: str, en: str, words: str = "", assumed: str = "") -> Code:
    """Return a code with its texts; words and assumed words are separated by bars."""
    return Code(code=code, mn=mn, en=en, words=split_words(words), assumed=split_words(assumed))


def make_column(
    name: str,
    kind: ValueType,
    mn: str,
    en: str,
    aliases: str = "",
    *,
    unit: str = "",
    codes: tuple[Code, ...] = (),
    many: bool = False,
    required: bool = False,
    low: str | None = None,
    high: str | None = None,
    implies: tuple[Implied, ...] = (),
    decimals: Decimals = Decimals.NONE,
    keys: str = "",
    is_price: bool = False,
) -> Column:
    """Return a column; aliases are written "a|b|c", limits as decimal text, keys "a+b|c+d"."""
    return Column(
        name=name,
        type=kind,
        mn=mn,
        en=en,
        aliases=split_words(aliases),
        unit=unit,
        codes=codes,
        many=many,
        required=required,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        implies=implies,
        decimals=decimals,
        keys=tuple(tuple(key.split("+")) for key in split_words(keys)),
        is_price=is_price or kind is ValueType.MONEY,
    )


ID, TEXT, CODE = ValueType.IDENTIFIER, ValueType.TEXT, ValueType.CODE
NUMBER, WHOLE, MONEY = ValueType.NUMBER, ValueType.WHOLE, ValueType.MONEY
DECIMAL, YES_NO, DATE = ValueType.DECIMAL, ValueType.YES_NO, ValueType.DATE


def site_column(en: str, aliases: str) -> Column:
    """Return the required column by which a row of another table names its site.

    `aliases` are the words of that table's owners beyond "site_id" and "site code".
    """
    return make_column(
        "site",
        ID,
        "Байгууллагын код",
        f"{en}, as the table of sites writes it",
        f"site_id|байгууллагын код|site code|{aliases}",
        required=True,
    )


def longitude_column(*, required: bool = False) -> Column:
    """Return the column of a longitude in degrees east."""
    return make_column(
        "longitude",
        NUMBER,
        "Уртраг, WGS 84",
        "Longitude, WGS 84, degrees east",
        "lon|lng|long|уртраг|x|point_x|longitude_wgs84|lon_wgs84|уртраг (e)"
        "|ds longitude|gps longitude|gps lon|location longitude|location lon|location lng"
        "|geopoint longitude|easting|utm easting|utm x|x coordinate|coord x|e coordinate",
        unit="degrees",
        required=required,
    )


def latitude_column(*, required: bool = False) -> Column:
    """Return the column of a latitude in degrees north."""
    return make_column(
        "latitude",
        NUMBER,
        "Өргөрөг, WGS 84",
        "Latitude, WGS 84, degrees north",
        "lat|өргөрөг|y|point_y|latitude_wgs84|lat_wgs84|өргөрөг (n)"
        "|ds latitude|gps latitude|gps lat|location latitude|location lat|geopoint latitude"
        "|northing|utm northing|utm y|y coordinate|coord y|n coordinate",
        unit="degrees",
        required=required,
    )


def position_column() -> Column:
    """Return the column of a position in one cell."""
    return make_column(
        "position",
        TEXT,
        "Байршил нэг нүдэнд: өргөрөг, уртраг",
        "Position in one cell, read where longitude and latitude are empty: latitude and longitude,"
        " degrees with minutes and seconds, or a point as text (WKT)",
        "gps|gps coordinates|gps coordinate|gps location|gps point|geopoint|geo point|coordinates"
        "|coordinate|lat lon|lat long|lat lng|latlon|latlong|latlng|latitude longitude"
        "|lon lat|long lat|lonlat|longitude latitude|координат|координатууд|gps координат"
        "|солбицол|солбилцол|газарзүйн солбицол|газарзүйн координат|өргөрөг уртраг",
    )


def span_end(which: str, mn: str) -> tuple[Column, Column]:
    """Return the longitude and latitude of one end of a line."""
    return tuple(  # type: ignore[return-value]
        make_column(
            f"{which}_{axis}",
            NUMBER,
            f"{mn} {'уртраг' if axis == 'longitude' else 'өргөрөг'}",
            f"{axis.capitalize()} of the {'start' if which == 'from' else 'end'}, WGS 84",
            f"{which}_{axis[:3]}|{axis[:3]}_{which}|{axis}_{which}",
            unit="degrees",
        )
        for axis in ("longitude", "latitude")
    )
