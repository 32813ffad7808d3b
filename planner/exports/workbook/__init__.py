"""The workbook of a plan: one module for each sheet."""
