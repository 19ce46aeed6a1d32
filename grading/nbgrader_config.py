"""nbgrader's configuration of a Culture Data course.

`culture-data construire` copies this file into the course it builds: plain `nbgrader`
commands typed in that folder do what `culture-data` does. nbgrader defines `c` and runs
the file from the course's folder.
"""

from nbgrader.preprocessors import ClearMarkScheme, ClearOutput, IncludeHeaderFooter, LockCells

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "culture-data"

# The stub stands right under the skeleton line, for instance `concernees = ...`.
c.ClearSolutions.code_stub = {
    "python": (
        "# À vous\u00a0: complétez ou corrigez ci-dessus, "
        "puis exécutez cette cellule (Maj + Entrée)."
    )
}
c.ClearSolutions.text_stub = "Écrivez votre réponse ici."
c.ClearSolutions.begin_solution_delimeter = "### BEGIN SOLUTION"
c.ClearSolutions.end_solution_delimeter = "### END SOLUTION"

# Each notebook otherwise waits a third of a second for its kernel to say goodbye.
c.Execute.timeout = 120
c.Execute.shutdown_kernel = "immediate"
# A solution is read, not run: the tests run it, and learners' folders get no stray file.
c.GenerateSolution.preprocessors = [IncludeHeaderFooter, LockCells, ClearOutput, ClearMarkScheme]

# French hints are longer than the 87 characters nbgrader shows by default.
c.Validator.width = 120
