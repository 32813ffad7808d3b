"""From strange files to a project file: what each is, how its columns are read, what is open."""
