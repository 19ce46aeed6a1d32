"""SCDL files (socle commun des données locales): schemas, validation, practice files.

Useful on its own: nothing here knows of exercises.
"""
