"""The exact method: dual ascent, linear programs, search, and splitting by regions."""
