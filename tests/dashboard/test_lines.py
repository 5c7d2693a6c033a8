"""How high the rows of a table are."""

import pandas as pd

from igs_geo.dashboard.widgets.lines import needed_lines


def test_a_column_without_any_value_takes_one_line():
    none = [None, None]
    table = pd.DataFrame({"empty": pd.Series(none, dtype="str"), "number": none, "long": ["x" * 100, None]})
    assert needed_lines(table, {"empty": 80, "number": 80}) == 1
    assert needed_lines(table, {"empty": 80, "long": 220}) == 4
