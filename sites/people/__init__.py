"""How many people live within reach of sites, from a raster of people or from points."""
