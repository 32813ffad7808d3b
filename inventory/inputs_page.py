"""The page docs/inputs.md, written from the column dictionary and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inventory.files.archives import MOST_MEMBERS
from inventory.files.limits import (
    LARGEST_CELL,
    LARGEST_COLUMNS,
    LARGEST_ROAD_BYTES,
    LARGEST_ROAD_ROWS,
    LARGEST_ROWS,
    LARGEST_TABLE_BYTES,
)
from inventory.files.probe import LONGEST_SECONDS
from inventory.files.sheet_extents import LARGEST_AREA, LARGEST_TEXT_BYTES
from inventory.files.tables import KIND_OF_ENDING, LIMIT_MIB
from inventory.files.workbooks import UNPACKED_FACTOR
from inventory.place_words import in_words
from inventory.prices.exchange_rates import RATE_MAX_AGE_DAYS
from inventory.prices.rules import RULES as PRICE_RULES
from inventory.rules import RULES
from inventory.schema.column import Column, Shape, Table
from inventory.schema.tables import TABLES
from inventory.values import NumberFormat


def page(tables: Mapping[str, Table]) -> str:
    """Return the whole page."""
    parts = [
        _INTRODUCTION.format(rate_days=RATE_MAX_AGE_DAYS),
        _files(),
        _number_formats(),
        _contents(tables),
        *(_section(table) for table in tables.values()),
        _rules(),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


_INTRODUCTION = """# Inputs

This page is generated from the code (`inventory/schema/`) by `make docs`; a test keeps it current.

In five minutes: `kholboo schema sites` prints the columns of a table, and `kholboo check` says what
your own tables lack.

A project is a folder with a `kholboo.toml`, which names the tables.
Only `sites` and `catalogue` must be there; every other table makes the plan better.

```toml
[project]
name = "Digital access 2027"
country = "MN"                 # ISO 3166, two letters
currency = "MNT"               # ISO 4217; the currency of the plan
minor_digits = 0               # decimals accounted in: 2 for cents; 0 if not stated
default_scenario = "base"      # may be left out when there is only one
levels = ["aimag", "soum"]     # words for administrative areas, the largest first; may be left out

[tables.sites]
path = "data/sites.csv"        # from the project folder; "districts/*/schools.csv" for many
number_format = "1234.5"       # how the file writes numbers as text, see below
encoding = "utf-8"             # of a text table
separator = "^"                # of a text table; comma, semicolon, tab and | are found
sheet = "Sheet1"               # of a workbook; a list or "*" for several
hidden_rows = "skip"           # or "read": rows that a filter or a person hid in a workbook
layer = "sites"                # of a GeoPackage
header_row = 3                 # row of the header, from 1
where = "status != 'closed'"   # rows that are wanted; an empty cell passes
equal_rows = "once"            # or "all": rows that are equal in every cell
crs = "EPSG:32647"             # coordinate system of the coordinates
quotations = "lowest"          # of a catalogue, or "newest", "median": several prices of one SKU
id_prefix = "{{folder}}-"        # before identifiers; also {{file}} or {{sheet}}
max_mib = 64                   # largest file that is read
date_format = "31.12.2026"     # how it writes dates as text: day, month or year first
unreadable = "unknown"         # cells that cannot be read count as empty, with a count; else errors
columns = {{ site_id = "Сургуулийн код", rooms = "" }}      # column = header; "" is not read
columns.students = "boys + girls"                         # or computed from headers, see below
# columns.tower_id = ["mcc", "net", "area", "cell"]   # an identifier of several columns
values = {{ kind = {{ cultural_centre = "community_centre" }} }}   # code translations by column
values.staff = {{ "-1" = "", "99" = "" }}                   # codes for missing; -1 is not 1
constants = {{ level = "soum" }}   # one value for a column that the file lacks

[roads]                        # how lines become a road graph; all may be left out
join = "vertices"              # or "crossings": also where lines cross without a shared vertex
snap_m = 1.0                   # an end this near another line meets it; 0 for never
tracks = true                  # trenches along highway=track
ferries = false                # trenches along ferry lines
# bridge_km = 2.0              # parts so near are joined across country at cross_country_factor

[scenarios.base]
title = "Base"
[scenarios.tight]
extends = "base"               # takes over what is not written again, tables key by key

[scenarios.tight.decided]      # who decided, printed and part of the fingerprint; never inherited
by = "Name of a person or body"
role = "In which office"
document = "Number of the order"
date = "2026-11-20"
```

All settings of a table but `path` may be left out. A table may be spread over several files: write
`[[tables.sites]]` once for each, or a `path` with `*` and `?` for all files of one layout; then
`constants` and `id_prefix` may name `{{file}}` (without its ending), `{{folder}}` and `{{sheet}}`.

## How tables are read

- **Headers** match whatever their case, spaces, underscores and hyphens; ө and о, ү and у, and
  Latin letters that look Cyrillic are folded for matching only, є and ї of old texts likewise.
  Mongolian headers in Latin letters match in any usual spelling (`suragchdiin too`, `urgurug`).
  What a file says is never changed.
- **Sheets** with the same known headers are one table. Sheets that hold every required column
  under other headers are an error until `sheet` says which are meant; sheets that look alike and
  are not read are a warning. What a **merged cell** holds stands in each of its rows, but for
  amounts, which are not repeated. **Hidden rows** are a warning until `hidden_rows` decides.
- **Rows that are not wanted** are left out by `where`, an expression over headers or columns:
  `=`, `!=`, `<`, `>`, `in (...)`, `is empty`, `and`, `or`, `not`, texts in quotation marks, names
  with spaces in backticks; cells are compared as the file writes them. Columns and values that
  say closed, merged, planned or out of use are a warning until `where` names them;
  `where = "true"` keeps all. Rows that are **equal in every cell** count once, with a warning,
  where rows have an identifier; elsewhere they all count, with a warning. `equal_rows` decides.
- A **section title**, alone in its row or merged across the table, names aimag or soum for the
  rows below that do not; so does the name of a sheet where several are read.
- A **title** above the header, a header of **two or three rows** with merged cells, a row that only
  **numbers the columns**, and **total** rows (Нийт, Дүн, Бүгд, Total) are recognised; each is told
  in a note.
- A **unit in the header** is used: `Гэрээт хурд (кбит/с)` is divided by 1000 to be Mbps,
  `length_km` is multiplied by 1000, `Сарын төлбөр (мян.₮)` is multiplied by 1000. A unit that is
  not known is a warning and the column is not read.
- **Computed columns**: under `columns`, what is no header of the file may be a sum, difference,
  product or quotient of headers: `students = "boys + girls"`, `visitors = "visits / 300"`,
  `"2 * (`Хүү, 1-р анги` + `Охин, 1-р анги`)"`. Headers with spaces or signs stand in backticks;
  other names are errors; nothing is ever run. The parts are read as counts in the file's
  `number_format`, exactly. In a sum an empty part counts as nothing beside a number, which is a
  warning with a count; codes under `values` of the computed column hold for its parts. Where a
  file counts boys and girls apart and has no column of both, a warning proposes the sum.
- **Yes and no** are yes, no, тийм, үгүй, байгаа, байхгүй, true, false, 1, 0, 1.0 and 0.0.
  Where `connected` or `electricity` says no, a link type or a power source beside it does not
  count, with a warning. `connected` alone saying yes is a link of unknown speed: it counts for the
  `mbps_if_unknown` of its kind of site, and each such site is a warning.
- **Speeds** that cannot be true count as unknown, with a warning: multiples of 1,024 from 10,240
  (kbps in a column of Mbps), more than 20 times what was measured, more than the medium or the
  kind of site can have (`sites/speeds.py` has the ceilings and their sources), and a contract of 0
  where there is a link. `speed_confirmed` keeps the real ones.
- **Decimals** of people (full-time equivalents) are rounded up, of computers (means) to the
  nearest; a note counts them. Other counts must be whole.
- **Users** that no column counts are unknown: the site gains nothing and `check` says how many
  such sites there are. A scenario may state `users_if_unknown` under `standard` for a kind of site,
  or ask for a share of the soum's population (`demand.students_share_of_population`,
  `demand.visitors_share_of_population`), or a share of the people around each site, see below;
  population is never used unasked.
- **People around a site** are users where a kind asks for them, with `population_radius_km` and
  `population_share` under `standard`. `[tables.population]` names a raster of people (GeoTIFF in
  any known coordinate system, tiles of one grid, or a VRT that lists them; extra `terrain`), or a
  table of points with `people`. Cells hold people, or people a square kilometre where
  `unit = "people_per_km2"`; they count by their centres, and are added up where they are finer than
  a fiftieth of the radius. Everybody is shared alike by the sites of one kind that reach them; a
  site takes at most `population_most`. Sites beyond the raster, or with nobody in reach, stay
  unknown.
- **Dates** are year, month, day: 2026.03.31, 2026-03-31 or 2026/03/31, or date cells. A text with
  the year last is read only in the order that `date_format` declares.
- **HTML entities** in texts become letters: `St. Mary&#39;s` is St. Mary's.
- **Nothing** is an empty cell, a dash, n/a, null, тодорхойгүй or unknown; it is never zero.
- **Coordinates** are WGS 84. Layers in another known system are transformed, and so is any file
  whose `crs` is declared; metres without a `crs` are an error that names the likely system. In text
  tables a `geometry` column may hold well-known text. A **position** in one cell is read as
  `lat lon` (altitude and accuracy may follow), `lat, lon`, degrees with minutes and seconds, WKT
  or GeoJSON; the header or a figure beyond 90 tells that the longitude comes first. A closed
  line counts as the area inside it.
- A **header that occurs twice** is an error until `columns` says which is meant: the first is
  `"Students #1"`, the second `"Students #2"`.
- Columns that are not listed here are kept as text and not used; a note names them.
- **Prices** are multiplied by the newest exchange rate of their currency, by twelve when they are
  paid monthly, brought to the scenario's price basis, and rounded half up, once, to the unit that
  the plan accounts in: whole units of its currency, or `minor_digits` decimals.
  A rate more than {rate_days} days older than the newest price is a warning,
  a price of the plan's own currency that loses a digit, or any that rounding changes by 1 %, too,
  and by a tenth or more it is an error: `minor_digits` may be as fine as four decimals.
- **Decimals**: `minor_digits` under `[project]` says in how many decimals a project accounts, 2 for
  cents; where it is not stated, amounts are whole units of the currency, as in older projects. A
  price that this rounds too much says what to set. Every amount is then a whole number of that
  unit: fields named `*_minor` in JSON, CSV, maps and packages of data count cents, and `plan.json`
  says `minor_digits`. People write and read units: `capex = 500_000` and `capex_minor = 500_000`
  are 500,000.00 USD, and sheets and pages show the decimals.
- **One mark and three digits** in a price (`650.000`, `1,200`), in a currency used without decimals
  such as MNT: an error that asks which is meant, unless `number_format` has a mark of thousands.
- **Limits of a scenario** stand under `[scenarios.NAME.limits]`: `capex`, `opex_per_year`,
  `opex_per_year_by_payer`, and `total_cost`, one budget over the horizon (discounted, replacements
  and present fees included; also `kholboo plan --total-cost MONEY`). Each `at_most` is a limit of
  every group: `by` (`site`, `building`, `owner`, `aimag`, `kind` or `country`) and one of `units`
  (of an `item` or a `role`), `capex`, `opex_per_year` and `budget` (money once and `years` times
  the yearly money, five if not stated); `per_user` allows so much for each person where that is
  more, `only` names groups, `kinds` kinds of site. They count list prices and units received:

  ```toml
  [[scenarios.base.limits.at_most]]
  by = "site"
  role = "computer"
  units = 40

  [[scenarios.base.limits.at_most]]
  by = "owner"
  budget = "100e6"
  per_user = 500_000
  kinds = ["school"]
  ```
- **Shares of media**: each `media` under `limits` asks that at `least`, or at `most`, a part of all
  sites (or `quantity = "users"`) of the country or of each aimag or kind (`by`) has one of the
  media: `media = [{{ media = ["fibre"], least = "0.3" }}]`. A **quota**, `mbps_by_medium`,
  holds for all links of a medium together, present ones that stay included, in Mbps of the busy
  hour: `mbps_by_medium = {{ leo = 20000 }}`. **The goal** of a scenario is
  `benefit`, `least_cost`, `sites_at_standard`, `users_at_standard` or `most_for_least`: the least
  share of any aimag as great as it can be, then the two least together, then the three least, then
  benefit; `[scenarios.NAME.most_for_least]` may say other groups (`by = "kind"`), what is shared
  (`quantity = "users"` or `"sites"`) and how many `levels`.
- **Second links**: `[scenarios.NAME.second_link]` ([technologies](technologies.md)). **Old prices**
  are told where a scenario says how long prices stay valid (`prices_valid_days = 730`).
- **Sums in settings** (`capex`, `opex_per_year`, `opex_per_year_by_payer`, `total_cost` and those
  of `at_most` under `limits`, `next_money` under `solve`) are units of the project's currency: a
  number, or a text such as "2.5e9" or "1,000,000.50 USD". The older names with `_minor` are read
  as well.
- **Promises of an earlier plan** are kept by `[scenarios.NAME.keep]`: `run` is its id, `share` (a
  text, "1" if not stated) the part of what it gave each site, `without` the ids of sites whose
  promise falls away; also `kholboo plan --keep RUN`. Plans of successive budgets that keep one run
  are comparable: no site that it served loses.
- **Roads** join where their lines share a vertex, however the lines are cut; `kholboo check` counts
  joins, near misses, crossings, bridges and lines left out by class. Roads of different levels
  (`layer`, else `bridge` and `tunnel`) do not join where they pass each other. A layer whose lines
  are a tangle is one error (`road.tangled`) with its place, and no road is used.
- **Classes of roads**: `classes` under `[roads]` lists the values of `highway` along which a trench
  may be laid. Which they are by default, tracks among them and ferries not, is an assumption of
  this project, to be confirmed by who lays the cable; the OpenStreetMap wiki (Key:highway,
  Tag:highway=track, Tag:route=ferry) says only what the values mean. Another choice is written as
  `classes = ["primary", "residential"]`, `tracks = false` or `ferries = true`.
  `kholboo schema roads` prints every setting with its default and source.
- Every fault is a finding with file, row, column, what was found, what was expected and what to do;
  all of them are told at once by `kholboo check`.
"""


def _files() -> str:
    """Return the section on the kinds of file and their limits."""
    endings: dict[str, list[str]] = {}
    for ending, kind in KIND_OF_ENDING.items():
        endings.setdefault(kind.value, []).append(f"`{ending}`")
    rows = [
        (kind.value, ", ".join(endings[kind.value]), f"{mib} MiB")
        for kind, mib in LIMIT_MIB.items()
    ]
    lines = _table(("kind of file", "ending", "largest, unless `max_mib` says otherwise"), rows)
    return "\n".join(
        [
            "## Files",
            "",
            *lines,
            "",
            f"A file has at most {LARGEST_ROWS:,} rows and {LARGEST_COLUMNS:,} columns, a cell at"
            f" most {LARGEST_CELL:,} characters",
            "(geometry as text: 131,072), a table at most"
            f" {LARGEST_TABLE_BYTES // 2**20:,} MiB of memory by estimate. Road layers have",
            f"{LARGEST_ROAD_ROWS:,} rows and {LARGEST_ROAD_BYTES // 2**20:,} MiB, the road graph"
            " that is made of them among it: about seven million points. A workbook may"
            f" unpack to {UNPACKED_FACTOR} times its limit, in at most",
            f"{MOST_MEMBERS:,} files, with {LARGEST_AREA:,} cells between the first and the last"
            f" used one and {LARGEST_TEXT_BYTES // 2**20:,} MiB of text.",
            "GeoPackages are read from tables, never from views, within a minute a question;",
            "`.xls`, Parquet, shapefiles and `.osm.pbf` are read first by a process of their own,",
            f"with limits on memory, within {LONGEST_SECONDS // 60} minutes of processor time.",
            "Pipes and devices are not opened. A table outside the project folder is a warning:",
            "every run keeps a copy of it.",
            "",
            "Text tables are UTF-8 (with or without a byte-order mark), UTF-16 with a mark, or the",
            "declared `encoding`; text that is not UTF-8 is read as cp1251 with a warning.",
            "The separator (comma, semicolon, tab or |) is found by the header, or declared as",
            "`separator`.",
            "A shapefile is its `.shp`, `.shx`, `.dbf`, `.prj` and `.cpg` together; without a",
            "`.cpg` its texts are UTF-8, else cp1251 with a warning. Parts that disagree are",
            "refused.",
            "From an OpenStreetMap file (`.osm.pbf`) the table `roads` is read, and no other.",
            "A coordinate system that names a file of corrections is not known.",
            'GeoParquet needs pyarrow: `pip install "kholboo[parquet]"`.',
        ]
    )


_MEANING = {
    NumberFormat.PLAIN: ("1234567.5", "point before decimals, nothing between thousands"),
    NumberFormat.COMMA_THOUSANDS: ("1,234,567.5", "comma between thousands"),
    NumberFormat.SPACE_THOUSANDS: ("1 234 567,5", "space between thousands, comma for decimals"),
    NumberFormat.POINT_THOUSANDS: ("1.234.567,5", "point between thousands, comma for decimals"),
    NumberFormat.DECIMAL_COMMA: ("1234567,5", "comma before decimals"),
}


def _number_formats() -> str:
    """Return the section on number formats."""
    rows = [(f"`{form.value}`", *_MEANING[form]) for form in NumberFormat]
    lines = _table(("`number_format`", "example", "meaning"), rows)
    return "\n".join(
        [
            "## Numbers",
            "",
            "A number such as `12,500` or `1.000.000` is never guessed:",
            "where `number_format` is not declared, only numbers like `1234` and `12.5` are read",
            "and anything else is a finding.",
            "Numbers that a spreadsheet stores as numbers need no declaration.",
            "",
            *lines,
        ]
    )


def _contents(tables: Mapping[str, Table]) -> str:
    """Return the list of tables."""
    rows = [(f"[`{t.name}`](#{t.name})", t.meaning("mn"), t.meaning()) for t in tables.values()]
    return "\n".join(["## Tables", "", *_table(("table", "Монголоор", "what it holds"), rows)])


def _section(table: Table) -> str:
    """Return the section of one table."""
    lines = [
        f"## {table.name}",
        "",
        f"{table.meaning()} ({table.meaning('mn')}.)",
        "",
        _geometry(table),
        "",
    ]
    lines += _table(
        ("column", "type", "unit", "Монголоор", "meaning", "other headers that are read"),
        (_column(column) for column in table.columns),
    )
    for column in table.columns:
        if column.codes:
            lines += ["", f"`{column.name}` is one of:", "", *_codes(column)]
    if table.unused:
        lines += ["", "Known headers that are not read:", ""]
        lines += [f"- `{header}`: {why}." for header, why in table.unused.items()]
    return "\n".join(lines)


_GEOMETRY = {
    Shape.NONE: "The table has no geometry.",
    Shape.POINT: "In a layer, the point fills longitude and latitude where they are empty.",
    Shape.LINE: "In a layer, the geometry is a line.",
    Shape.AREA: "The table is a layer of polygons, or has a `geometry` column of well-known text.",
}


def _geometry(table: Table) -> str:
    """Return what a geometry does in a table."""
    return _GEOMETRY[table.shape]


def _column(column: Column) -> tuple[str, ...]:
    """Return one row of a table's documentation."""
    name = f"**`{column.name}`** (required)" if column.required else f"`{column.name}`"
    others = ", ".join(f"`{alias}`" for alias in column.aliases)
    return (name, column.type.value, column.unit, column.meaning("mn"), column.meaning(), others)


def _codes(column: Column) -> list[str]:
    """Return the codes of a column with the words that are read as each."""
    return _table(
        ("code", "Монголоор", "meaning", "also read as", "read so with a warning"),
        (
            (f"`{c.code}`", c.mn, c.en, ", ".join(c.words), ", ".join(c.assumed))
            for c in column.codes
        ),
    )


def _rules() -> str:
    """Return the list of what reading the tables looks for."""
    rows = [
        (f"`{rule.id}`", rule.severity.value, in_words(rule.title), in_words(rule.why))
        for rule in sorted((*RULES, *PRICE_RULES), key=lambda rule: rule.id)
    ]
    return "\n".join(
        [
            "## What reading the tables looks for",
            "",
            "Errors stop a plan; warnings and notes do not.",
            "",
            *_table(("rule", "severity", "what is found", "why it matters"), rows),
        ]
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return lines + ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows]


def markdown() -> str:
    """Return docs/inputs.md: every table, column, unit, code and accepted header."""
    return page(TABLES)
