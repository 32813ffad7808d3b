"""Exports of a plan, one format a module: `write(context, path)` and a row of the registry."""
