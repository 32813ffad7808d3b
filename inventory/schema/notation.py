"""How columns are written down: short makers of columns and their value types."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from inventory.schema.column import Code, Column, Decimals, Implied, ValueType


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a "a|b|c" list."""
    return tuple(word for word in text.split("|") if word)


def make_code(code: str, mn: str, en: str, words: str = "", assumed: str = "") -> Code:
    """Return a code with its texts; words and assumed words are separated by bars."""
    return Code(code=code, mn=mn, en=en, words=split_words(words), assumed=split_words(assumed))


def make_codes(*rows: tuple[str, ...]) -> tuple[Code, ...]:
    """Return codes from rows of code, Mongolian, English, words and assumed words."""
    return tuple(make_code(*row) for row in rows)


def make_column(
    name: str,
    mn: str,
    en: str,
    aliases: str = "",
    *,
    kind: ValueType,
    unit: str = "",
    codes: tuple[Code, ...] = (),
    many: bool = False,
    required: bool = False,
    low: str | None = None,
    high: str | None = None,
    between: tuple[str, str] | None = None,
    implies: tuple[Implied, ...] = (),
    decimals: Decimals = Decimals.NONE,
    keys: str = "",
    is_price: bool = False,
) -> Column:
    """Return a column; aliases are written "a|b|c", limits as decimal text, keys "a+b|c+d"."""
    least, most = between or (low, high)
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
        low=None if least is None else Decimal(least),
        high=None if most is None else Decimal(most),
        implies=implies,
        decimals=decimals,
        keys=tuple(tuple(key.split("+")) for key in split_words(keys)),
        is_price=is_price or kind is ValueType.MONEY,
    )


def code_column(
    name: str,
    codes: tuple[Code, ...],
    mn: str,
    en: str,
    aliases: str = "",
    *,
    many: bool = False,
    required: bool = False,
) -> Column:
    """Return a column of codes; of `many` in one cell the highest is read."""
    kind = ValueType.CODE
    return make_column(name, mn, en, aliases, kind=kind, codes=codes, many=many, required=required)


# a maker for each other type of values
id_column = partial(make_column, kind=ValueType.IDENTIFIER)
text_column = partial(make_column, kind=ValueType.TEXT)
number_column = partial(make_column, kind=ValueType.NUMBER)
whole_column = partial(make_column, kind=ValueType.WHOLE)
money_column = partial(make_column, kind=ValueType.MONEY)
decimal_column = partial(make_column, kind=ValueType.DECIMAL)
yes_no_column = partial(make_column, kind=ValueType.YES_NO)
date_column = partial(make_column, kind=ValueType.DATE)


def site_column(en: str, aliases: str) -> Column:
    """Return the required column by which a row of another table names its site.

    `aliases` are the words of that table's owners beyond "site_id" and "site code".
    """
    return id_column(
        "site",
        "Байгууллагын код",
        f"{en}, as the table of sites writes it",
        f"site_id|байгууллагын код|site code|{aliases}",
        required=True,
    )


def longitude_column(*, required: bool = False) -> Column:
    """Return the column of a longitude in degrees east."""
    return number_column(
        "longitude",
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
    return number_column(
        "latitude",
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
    return text_column(
        "position",
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
        number_column(
            f"{which}_{axis}",
            f"{mn} {'уртраг' if axis == 'longitude' else 'өргөрөг'}",
            f"{axis.capitalize()} of the {'start' if which == 'from' else 'end'}, WGS 84",
            f"{which}_{axis[:3]}|{axis[:3]}_{which}|{axis}_{which}",
            unit="degrees",
        )
        for axis in ("longitude", "latitude")
    )
