"""Plans over several years: what is built when, and how far any schedule can be from the best."""
