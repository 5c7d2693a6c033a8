"""What was found, how many counted and how sure a bound is: sentences say the numbers, in both languages."""

from dataclasses import replace

import pytest

from igs_geo.dashboard.pages.regions.state import PageState
from igs_geo.i18n import LANGUAGES, translate
from igs_geo.regions import AnalysisParams, Criteria, build_problem, say_verdict, search
from igs_geo.regions.analysis.sentences import say_alternatives, say_stability
from igs_geo.regions.result.sentences import say_gap
from igs_geo.regions.worker.messages import Alternatives, Job
from igs_geo.regions.worker.server import SearchServer

CRITERIA = Criteria(edition="2019", frame=None, min_municipalities=2, max_municipalities=4, target=60_000)


@pytest.fixture(scope="module")
def proposal(tiny_2019):
    """A proven division of the tiny atlas."""
    return search(build_problem(tiny_2019, CRITERIA), time_limit=20)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("no_more", [True, False])
@pytest.mark.parametrize(("asked", "found"), [(2, 0), (2, 1), (2, 2)])
def test_how_many_alternatives_were_asked_and_found_is_said_with_the_seconds(language, no_more, asked, found):
    said = say_alternatives(asked, found, 12.34, language, no_more=no_more)
    assert "12,3 s" in said if language == "nl" else "12.3 s" in said
    assert "2" in said
    assert str(found) in said or (found == 0 and not no_more)
    proven = translate("regions.alternatives_no_more", language, asked=2, found=found, seconds="x").partition(":")[2]
    assert (proven.strip() in said) == (no_more and found < asked)


def test_the_page_keeps_how_alternatives_were_looked_for(proposal, tiny_folder):
    said = []
    question = Alternatives(CRITERIA.to_dict(), 10.0, proposal.to_dict(), 2, 1.0)
    SearchServer(said.append).take(Job(1, question, str(tiny_folder)), None)
    now = PageState()
    now.take(proposal)

    class Ended:
        answer = said[-1].answer

    now.jobs["alternatives"] = Ended()
    now.settle()
    assert len(now.alternatives) <= 2
    assert now.looked["asked"] == 2
    assert now.looked["seconds"] >= 0
    assert set(now.looked) == {"asked", "seconds", "no_more"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_stability_says_how_many_draws_counted(language):
    params = AnalysisParams(samples=30)
    few = say_stability(7, 30, 23, language, params)
    assert "7" in few
    assert "30" in few
    assert "23" in few
    cores = translate("regions.stability_no_cores", language, least=params.core_draws)
    assert cores in few
    assert cores not in say_stability(30, 30, 0, language, params)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_above_one_is_no_usable_bound(proposal, language):
    wide = replace(proposal, status="feasible", gap=1.7, bound=0.1)
    word = translate("regions.no_usable_bound", language)
    assert say_gap(wide, language) == word
    assert "170" not in say_verdict(wide, language)
    assert word.split()[-1] in say_verdict(wide, language)
    near = replace(wide, gap=0.4)
    assert "40" in say_gap(near, language)
    assert word not in say_verdict(near, language)
