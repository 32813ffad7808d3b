"""The kholboo.toml of small projects, from the names of its tables and files."""

from __future__ import annotations


def a_config(
    name: str,
    *parts: str,
    country: str = "MN",
    currency: str = "MNT",
    more: str = "",
    number_format: str = "",
    **tables: str,
) -> str:
    """Return a project of tables, each a file; `more` stands under [project], parts at the end."""
    written = f'number_format = "{number_format}"\n' if number_format else ""
    head = f'[project]\nname = "{name}"\ncountry = "{country}"\ncurrency = "{currency}"\n'
    read = (f'\n[tables.{table}]\npath = "{file}"\n{written}' for table, file in tables.items())
    return "".join((head, 'default_scenario = "base"\n', more, *read, "\n", *parts))
