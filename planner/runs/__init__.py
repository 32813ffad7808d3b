"""The run folder on disk: layout, manifest, lock, plan.json, reading and writing."""
