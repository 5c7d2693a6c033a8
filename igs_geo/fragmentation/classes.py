"""Classes for a map of a measure."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

Scheme = Literal["quantiles", "natural_breaks"]
SCHEMES: tuple[Scheme, ...] = ("quantiles", "natural_breaks")


def class_bounds(values: pd.Series, scheme: Scheme = "quantiles", classes: int = 5) -> list[float]:
    """Return the upper bounds of classes for a map, the last one being the largest value.

    Parameters
    ----------
    values
        The measure; missing values are left out.
    scheme
        ``quantiles``: as many municipalities in each class; ``natural_breaks``: classes that differ least inside
        (Fisher and Jenks).
    classes
        Most classes; measures with fewer different values get a class for each.
    """
    known = values.dropna().to_numpy(float)
    different = np.unique(known)
    if len(different) <= classes:
        return [float(value) for value in different]
    if scheme == "quantiles":
        bounds = np.quantile(known, np.arange(1, classes + 1) / classes)
    else:
        import mapclassify

        bounds = mapclassify.FisherJenks(known, k=classes).bins
    return sorted({float(bound) for bound in bounds})
