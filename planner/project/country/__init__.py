"""Countries: their currency, words and figures, and the files of a project for one."""
