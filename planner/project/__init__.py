"""A project folder read and judged: load, check, schema, start a project."""
