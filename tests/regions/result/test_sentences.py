"""What a verdict says follows from the numbers of the proposal."""

from dataclasses import replace

import pytest
from instances import random_problem

from igs_geo.i18n import translate
from igs_geo.regions import Criteria, say_verdict, search


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_weak_bound_is_explained_where_regions_are_few_and_large(language):
    criteria = Criteria(frame=None, min_municipalities=1, max_municipalities=24, left_over="forbid",
                        youth_partnerships="ignore")  # fmt: skip
    best = search(random_problem(3, 12, criteria), time_limit=20)
    (large,) = search(random_problem(3, 12, criteria.with_(contiguous=False, min_municipalities=12))).regions
    weak = replace(best, status="feasible", regions=(large,), gap=0.5, bound=best.objective / 2, sets=None)
    sentence = translate("regions.verdict_weak_bound", language)
    assert sentence in say_verdict(weak, language)
    assert sentence not in say_verdict(replace(weak, sets=10), language)
    assert sentence not in say_verdict(replace(weak, gap=0.01), language)
    assert sentence not in say_verdict(replace(best, status="feasible", gap=0.5, sets=None), language)
