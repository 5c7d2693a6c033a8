"""What counts is chosen, checked, and said beside every figure."""

import pytest

from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import Counting, count, measure_borders, measure_municipalities, measure_pairs


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_members": 1},
        {"min_members": 5, "max_members": 4},
        {"partial": "perhaps"},
        {"statuses": ("dead",)},
        {"inventories": ("rumours",)},
    ],
)
def test_a_setting_that_means_nothing_is_refused(wrong):
    with pytest.raises(IgsGeoError):
        Counting(**wrong)


@pytest.mark.parametrize("wrong", [{"domains": ("magie",)}, {"without_domains": ("magie",)}, {"population_year": 1830}])
def test_a_setting_that_the_atlas_cannot_meet_is_refused(tiny_2025, wrong):
    with pytest.raises(IgsGeoError):
        count(tiny_2025, Counting(**wrong))


def test_what_was_chosen_comes_with_the_result(tiny_2025):
    chosen = Counting(partial="include", domains=("afval", "cultuur"), max_members=50)
    counted = count(tiny_2025, chosen)
    for table in (measure_municipalities(counted), measure_pairs(counted), measure_borders(counted)):
        assert table.attrs["counting"] == chosen.to_dict()
        assert table.attrs["edition"] == "2025"


def test_without_a_choice_bodies_of_2_to_100_members_of_the_register_count():
    said = Counting().describe("en")
    assert said.startswith("Counted: active partnerships from the register with 2 to 100 members.")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_chosen_can_be_said(language):
    said = Counting(domains=("afval",), without_domains=("jeugd",), max_members=1500).describe(language)
    assert "afval" in said
    assert "jeugd" in said
    assert ("1.500" if language == "nl" else "1,500") in said


def test_domains_inventories_and_statuses_choose_bodies(tiny_2025):
    assert set(count(tiny_2025, Counting(domains=("afval",))).bodies.index) == {"oost-afval", "west-afval"}
    assert "ilv-sport" in count(tiny_2025, Counting(inventories=("register", "added"))).bodies.index
    assert "oud-sport" in count(tiny_2025, Counting(statuses=("active", "inactive"))).bodies.index
    assert "zuid-jeugd" not in count(tiny_2025, Counting(without_domains=("jeugd",))).bodies.index


def test_a_body_left_with_one_member_by_a_merger_counts_for_nobody(tiny_2019, tiny_2025):
    assert "twee-noord" in count(tiny_2019).bodies.index
    counted = count(tiny_2025)
    assert "twee-noord" in counted.chosen.index
    assert "twee-noord" not in counted.bodies.index


def test_partial_members_count_as_asked(tiny_2025):
    # 71003, half of 71099, was in Cultuur Noord: 33,000 of 67,000 inhabitants
    assert "71099" in count(tiny_2025, Counting(partial="include")).members_of("noord-cultuur")
    assert "71099" not in count(tiny_2025, Counting(partial="exclude")).members_of("noord-cultuur")
    assert "71099" not in count(tiny_2025).members_of("noord-cultuur")


def test_an_atlas_without_bodies_has_no_cooperation(tiny_2025):
    table = measure_municipalities(count(tiny_2025, Counting(domains=())))
    assert (table["partnerships"] == 0).all()
    assert table["coherence"].isna().all()
    assert (table["effective_partners"] == 0).all()
    assert measure_pairs(count(tiny_2025, Counting(domains=()))).empty
