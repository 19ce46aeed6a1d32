"""The one family of errors that users are meant to read.

Everything raised on purpose for a learner, a trainer or an author is a
`CultureDataError` whose text is French and says what to do. The command prints
it without a traceback; the technical cause stays chained.
"""


class CultureDataError(Exception):
    """A problem that the user can solve, told in French."""
