"""Culture Data: a French, Jupyter-based curriculum of data culture."""
