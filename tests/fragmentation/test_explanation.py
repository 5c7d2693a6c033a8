"""The words about a municipality are true for every municipality."""

import re
from dataclasses import replace

import pytest

from igs_geo.fragmentation import Counting, count, explain, measure_municipalities, shared_domains


@pytest.fixture(scope="module")
def counted(atlas_2025):
    return count(atlas_2025)


@pytest.fixture(scope="module")
def measures(counted):
    return measure_municipalities(counted)


@pytest.fixture(scope="module")
def explained(counted, measures):
    """The explanation of every municipality."""
    return {nis: explain(counted, measures, nis) for nis in measures.index}


def domains_with(counted, links, nis):
    """In how many domains each partner is met, with sets and loops; ``links`` has the domains of each body."""
    met = {}
    for body in counted.bodies_of(nis):
        for other in counted.members_of(body):
            met.setdefault(other, set()).update(links[body])
    met.pop(nis, None)
    return {other: len(domains) for other, domains in met.items()}


def test_it_holds_for_every_municipality(counted, measures, explained):
    names = measures["name"]
    links = counted.domain_links.groupby("partnership")["domain"].agg(set)
    for nis, said in explained.items():
        met = domains_with(counted, links, nis)
        assert shared_domains(counted, nis).to_dict() == met
        assert said.partners == len(met) == measures.loc[nis, "partners"]
        assert sorted(said.steady) == sorted(names[o] for o, n in met.items() if n >= 0.8 * said.domains - 1e-9)
        assert sorted(said.closest) == sorted(names[o] for o, n in met.items() if n == max(met.values()))
        assert said.closest_domains <= said.domains


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_sentence_says_what_it_holds(explained, language):
    for said in explained.values():
        first = said.sentences(language)[0]
        assert first.startswith(said.name)
        assert first.endswith(".")
        assert "{" not in first
        numbers = set(re.findall(r"\d+", first))
        assert str(said.partners) in numbers
        assert str(said.domains) in numbers
        only = {"nl": "alleen", "en": "only"}[language]
        if only in first:
            assert 1 <= len(said.steady) <= 6
            assert all(name in first for name in said.steady)
        elif said.steady:
            assert str(len(said.steady)) in numbers or len(said.steady) == said.partners
        else:
            assert all(name in first for name in said.closest[:6])


def test_diest_is_told_who_is_nearly_everywhere(counted, measures):
    diest = explain(counted, measures, "24020")
    assert diest.sentences("nl")[0] == (
        "Diest werkt in 7 beleidsdomeinen samen met 107 partners; alleen Aarschot en Scherpenheuvel-Zichem zitten in "
        "bijna alle domeinen (minstens 6)."
    )
    assert "tussen de domeinen is 0,28 " in diest.sentences("nl")[1]


def test_a_municipality_without_bodies_or_with_one_domain_gets_another_sentence(tiny_2025):
    for domains, words in (((), "geen enkel"), (("afval",), "één beleidsdomein")):
        counted = count(tiny_2025, Counting(domains=domains))
        explained = explain(counted, measure_municipalities(counted), "11001")
        said = explained.sentences("nl")
        assert len(said) == 1
        assert words in said[0]
        assert explained.partners == (3 if domains else 0)


def test_partners_that_are_everywhere_are_said_to_be(counted, measures):
    said = replace(explain(counted, measures, "24020"), steady=("A", "B"), partners=2, domains=3, needed=3)
    assert "in alle 3 domeinen met dezelfde: A en B" in said.sentences("nl")[0]
