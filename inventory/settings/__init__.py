"""The project file read: faults with their lines, tables and files of tables."""
