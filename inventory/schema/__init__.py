"""The column dictionary: what each table holds, with unit, type and description."""
