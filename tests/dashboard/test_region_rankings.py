"""A ranking on the page is sorted by the column that it claims, and says what the search found."""

import pytest

from igs_geo.dashboard.pages.regions.around_section import around_rows, grow_rows, ranking_table
from igs_geo.i18n import LANGUAGES
from igs_geo.regions import Criteria, build_problem
from igs_geo.regions.analysis.around import per_inhabitant
from igs_geo.regions.analysis.extend import grow
from igs_geo.regions.result.describing import describe
from igs_geo.regions.worker.messages import Around, Grow, Job
from igs_geo.regions.worker.server import SearchServer

CRITERIA = Criteria(edition="2019", frame=None, min_municipalities=2, max_municipalities=5, target=60_000)


def asked(folder, kind, **details):
    """Return what the worker answers about the tiny package."""
    said = []
    SearchServer(said.append).take(Job(1, kind(CRITERIA.to_dict(), **details), str(folder)), None)
    return said[-1].answer


@pytest.fixture(scope="module")
def answers(tiny_folder):
    """The answers of the worker around a municipality and about a partnership."""
    return {
        "around": asked(tiny_folder, Around, municipalities=["23002"], k=6),
        "grow": asked(tiny_folder, Grow, partnership="zuid-jeugd", k=10, most=2),
    }


def test_regions_around_a_municipality_are_sorted_by_the_cost_per_inhabitant_that_is_shown(answers, tiny_2019):
    rows = around_rows(answers["around"])
    table = ranking_table(rows, [str(place) for place in range(len(rows))], tiny_2019.municipalities["name"])
    assert len(table) > 2
    assert table["each"].is_monotonic_increasing
    problem = build_problem(tiny_2019, CRITERIA)
    for row, shown in zip(rows, table["each"], strict=True):
        region = describe(problem, problem.places(tuple(row["members"])))
        assert shown == pytest.approx(per_inhabitant(problem, region))


@pytest.mark.parametrize("language", LANGUAGES)
def test_extensions_are_sorted_after_the_partnership_as_it_is(answers, tiny_2019, language):
    names = tiny_2019.municipalities["name"]
    rows = grow_rows(answers["grow"], names, language)
    table = ranking_table(rows, [row["added"] for row in rows], names)
    assert len(table) > 2
    assert table["each"].iloc[1:].is_monotonic_increasing
    assert table["each"].iloc[0] == pytest.approx(answers["grow"]["now_cost"])


def test_the_partnership_as_it_is_counts_as_no_extension(tiny_2019):
    found = grow(build_problem(tiny_2019, CRITERIA), "zuid-jeugd", k=1_000, most=2)
    assert found.considered == len(found.extensions) > 0
