"""What exists and who may pay: existing equipment, funds and their choice."""
