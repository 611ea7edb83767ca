"""Published statistics, read from the files that national bodies publish into three tables of a workspace.

    with Workspace.in_memory() as workspace:
        read = read_published(workspace, Path("c3_factors_2018_to_2025.csv"))      # a PublishedFile: counts and notes
        workspace.rows("SELECT period, raw, value, reason FROM figure WHERE authority = '808' AND measure = 'Neglect'")

`read_published` adds one file's rows to `figure` and `measure`, or to `neighbour` for a model of statistical
neighbours; the tables (`FIGURE`, `MEASURE`, `NEIGHBOUR`) say what each column holds. A file is known by its columns,
never by its name. They are about places, not people: nothing here goes to the vault or to the standard tables.
"""

from oneplan.engine.sources.published.reading import read_published
from oneplan.engine.sources.published.shape import FIGURE, MEASURE, NEIGHBOUR, NO_VALUE, PublishedFile

__all__ = ["FIGURE", "MEASURE", "NEIGHBOUR", "NO_VALUE", "PublishedFile", "read_published"]
