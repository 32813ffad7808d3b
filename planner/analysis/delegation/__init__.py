"""The plan of a country divided among its aimags, and their plans joined again."""
