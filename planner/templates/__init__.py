"""Project folders that `kholboo init` hands out, and the script that builds the example."""
