"""The trainer's way, on nbgrader: make a cohort, take in, grade, report, export.

`autograde.grade` grades one submission and is the only place that runs learners' code:
a faster or a confined engine replaces that one function.
"""
