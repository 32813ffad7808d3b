"""What is wrong with a project's settings and policy tables, check by check."""
