"""What trenches are dug through: soils, slopes and rivers."""
