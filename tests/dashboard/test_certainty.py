"""The page on how sure a division is: what is known at once, what is worked out beside it, what it says."""

from dataclasses import replace

import pytest

from igs_geo.dashboard.pages.regions.certainty import background as module
from igs_geo.dashboard.pages.regions.certainty.background import Background, follow_certainty, known_of
from igs_geo.dashboard.pages.regions.certainty.charts import price_chart
from igs_geo.dashboard.pages.regions.certainty.cores import core_columns, say_core, say_cores
from igs_geo.dashboard.pages.regions.certainty.panel import say_what_decides, say_working
from igs_geo.dashboard.pages.regions.region_table import region_table
from igs_geo.dashboard.pages.regions.state import PageState
from igs_geo.dashboard.search_process.client import SearchProcess
from igs_geo.dashboard.search_process.queue import Lane, SearchQueue
from igs_geo.maps import Division, Words, division_map
from igs_geo.maps.palette import pale
from igs_geo.regions import Criteria, LeftOver, Proposal, Region
from igs_geo.regions.analysis.certainty import PARTS, Certainty, stable_cores
from igs_geo.regions.worker.messages import Draws

NAMES = {nis: f"Gemeente {nis[-1]}" for nis in ("11001", "11002", "11003", "11004", "23001")}
COSTS = {"compactness": 0.1, "cohesion": 0.2}


def region(*members):
    return Region(members, members[0], 1000, 300, contiguous=True, cost=0.1, criteria=COSTS)


PROPOSAL = Proposal(
    "optimal", 1.0, 1.0, 0.0, None, 1.0, Criteria(),
    (region("11001", "11002", "11003", "11004"), region("23001")), LeftOver(), 10.0, 2,
)  # fmt: skip
STABILITY = {"regions": [0.8, None], "cores": [["11001", "11003"], None], "fixed_pairs": [[["11002", "11004"]], []],
             "drawn": 30, "counted": 30, "stopped_by_clock": 0}  # fmt: skip
KNOWN = Certainty(stability=STABILITY)


def test_the_list_says_who_is_core_and_who_is_negotiable():
    table = core_columns(region_table(PROPOSAL), PROPOSAL, KNOWN, NAMES)
    assert list(table.columns)[2:8] == ["municipalities", "inhabitants", "young", "core", "free", "stability"]
    assert table["core"].tolist() == ["Gemeente 1, Gemeente 3", "Gemeente 1"]
    assert table["free"].tolist() == ["Gemeente 2 + Gemeente 4", ""]
    assert "core" not in core_columns(region_table(PROPOSAL), PROPOSAL, Certainty(), NAMES)


def test_a_region_and_the_division_are_told_in_words():
    assert say_core(PROPOSAL, 0, KNOWN, NAMES, "nl")[0] == (
        "Vaste kern: Gemeente 1, Gemeente 3. Onderhandelbaar: Gemeente 2, Gemeente 4."
    )
    assert say_core(PROPOSAL, 1, KNOWN, NAMES, "nl") == []
    without = Certainty(stability=STABILITY | {"cores": [None, None], "fixed_pairs": [[], []]})
    assert say_core(PROPOSAL, 0, without, NAMES, "en")[0].startswith("No stable core: all members")
    assert "3 van de 5 gemeenten" in say_cores(PROPOSAL, KNOWN, "nl")
    assert "1 van de 2 regio's" in say_cores(PROPOSAL, KNOWN, "nl")


def test_with_too_few_draws_nothing_is_called_a_core():
    few = Certainty(stability=STABILITY | {"counted": 9})
    assert stable_cores(PROPOSAL, few) is None
    assert say_cores(PROPOSAL, few, "nl") == say_cores(PROPOSAL, Certainty(), "nl") == ""
    assert "core" not in core_columns(region_table(PROPOSAL), PROPOSAL, few, NAMES)


def test_on_the_map_cores_are_filled_and_the_others_pale(tiny_2025):
    members = {"1": ("11001", "11002", "11003"), "2": ("23001",)}
    words = Words("x", language="nl")
    spec = division_map(tiny_2025, Division(members, cores={"1": ("11001", "11003"), "2": ("23001",)}), words)
    colour = {nis: fill.bands[0].colour for nis, fill in spec.fills.items()}
    assert colour["11001"] == colour["11003"]
    assert colour["11002"] == pale(colour["11001"]) != colour["11001"]
    assert {"Vaste kern van een regio", "Onderhandelbaar lid"} <= {entry.text for entry in spec.legend}
    assert spec.notes["11002"].endswith("onderhandelbaar")
    plain = division_map(tiny_2025, Division(members), words)
    assert len({fill for nis, fill in plain.fills.items() if nis in members["1"]}) == 1
    assert not any("kern " in entry.text for entry in plain.legend)


@pytest.fixture
def page(monkeypatch):
    """A page whose background never gets a turn, with the division of the tests on show."""
    now, made = PageState(proposal=PROPOSAL), []

    def process():
        made.append(SearchProcess(SearchQueue(dict.fromkeys(Lane, 0)), lane=Lane.BACKGROUND))
        return made[-1]

    held = Background()
    known = [Certainty()]
    for name, value in (
        ("background", lambda: held),
        ("new_process", process),
        ("problem_of", lambda criteria: None),
        ("shipped", lambda atlas, problem, proposal: known[0]),
    ):
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(module.cached, "atlas", lambda edition: None)
    yield now, held, made, known
    held.stop()


def test_what_is_not_shipped_is_worked_out_once_part_by_part(page):
    now, held, made, _ = page
    assert follow_certainty(now) == Certainty()
    follow_certainty(now)
    assert len(made) == 1
    assert [job.question.part for job in held.jobs.values()] == list(PARTS)
    assert {job.ticket.lane for job in held.jobs.values()} == {Lane.BACKGROUND}
    held.jobs["payoff"].news = Draws(1, 2, 4)
    assert "2 van 4" in say_working(held, "nl")
    held.jobs["payoff"].answer = {"rows": []}
    held.jobs["payoff"].ended.set()
    assert follow_certainty(now) == Certainty(payoff={"rows": []}) == known_of(PROPOSAL)
    assert held.running
    # Of another division, such as an alternative, nothing is known.
    assert known_of(replace(PROPOSAL, seconds=2.0)) == Certainty()
    held.stop()
    assert not held.running
    assert follow_certainty(now).missing == ("stability", "flatness")
    assert len(made) == 1, "stopped is stopped"


def test_what_ships_is_known_at_once_and_nothing_is_worked_out(page):
    now, held, made, known = page
    known[0] = Certainty(payoff={"rows": []}, stability=STABILITY, flatness={"rows": []})
    assert follow_certainty(now) == known[0]
    assert (made, held.running) == ([], False)


def test_a_new_search_stops_it_and_what_is_not_proven_is_not_worked_out(page):
    now, held, made, _ = page
    follow_certainty(now)
    job = held.jobs["payoff"]
    now.search = job
    assert follow_certainty(now) == Certainty()
    assert not job.running
    now.search, now.proposal = None, replace(PROPOSAL, status="feasible", gap=0.2)
    assert follow_certainty(now) == Certainty()
    assert len(made) == 1


def test_one_sentence_says_what_decides():
    rows = [{"criterion": name, "best": 0.0, "worst": worst, "own": own, "gap": 0.0}
            for name, worst, own in (("compactness", 1.0, 0.2), ("cohesion", 0.4, 0.3), ("ties", 0.9, 0.8),
                                     ("balance", 0.5, 0.1))]  # fmt: skip
    said = say_what_decides(PROPOSAL, Certainty(payoff={"rows": rows}), "nl")
    assert "Dicht bij elkaar" in said
    assert "Woon-werkpendel" in said
    assert say_what_decides(PROPOSAL, Certainty(), "nl") == ""


def test_the_chart_has_a_bar_for_each_division_that_was_found():
    rows = [{"difference": 0.1, "change": 0.0015}, {"difference": 0.3, "change": None}]
    drawn = price_chart(rows, "nl").to_dict()
    (data,) = drawn["datasets"].values()
    assert [(bar["change"], bar["text"]) for bar in data] == [(0.0015, "+ 0,15\u00a0%")]
    assert price_chart(rows[1:], "nl") is None
