"""From a project folder to a written run: prepare, solve, make a plan, export a run again."""
