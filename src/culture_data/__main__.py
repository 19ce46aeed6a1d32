"""`python -m culture_data`: the command `culture-data`, started without its script.

`demarrer.py` comes this way, which holds wherever the project lies (spaces, accents, Windows).
"""

from culture_data.cli import main

if __name__ == "__main__":
    main()
