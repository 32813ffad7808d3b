"""Layers of points, lines and areas: GeoPackage, shapefile, OpenStreetMap, GeoJSON."""
