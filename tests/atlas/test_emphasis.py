"""What a package is about comes from its description; one that says nothing works all the same."""

import json

import pandas as pd
import pytest

from igs_geo.atlas import check_package, load_atlas
from igs_geo.fragmentation import white_spots, youth_states
from igs_geo.fragmentation.region_fit import reference_regions


@pytest.fixture
def silent(copy_tiny):
    """A package that says nothing of what it is about, has no domain of youth and no frame."""
    folder = copy_tiny()
    path = folder / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for one in content["resources"]:
        one.pop("main", None)
        one.pop("focus", None)
    path.write_text(json.dumps(content), encoding="utf-8")
    _change(folder, "policy_domains", lambda f: f[f["code"] != "jeugd"].sort_values("code", key=lambda c: c != "sport"))
    _change(folder, "partnership_domains", lambda f: f.assign(domain=f["domain"].replace("jeugd", "sport")))
    _change(folder, "rules", lambda f: f.assign(domain=f["domain"].replace("jeugd", "sport")))
    _change(folder, "division_kinds", lambda f: f.assign(cooperation=f["cooperation"].replace("frame", "no")))
    return folder


def _change(folder, name, change):
    frame = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    change(frame).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


def test_a_package_says_what_it_is_about(tiny_2025, atlas_2025):
    for atlas in (tiny_2025, atlas_2025):
        assert atlas.emphasis.domain == "jeugd"
        assert atlas.emphasis.focus == {
            "provincie": ("Provincie {name}", "Province of {name}"),
            "referentieregio": ("Referentieregio {name}", "Reference region {name}"),
        }
        assert atlas.emphasis.frame == "referentieregio"


def test_a_package_that_says_nothing_gets_its_first_domain_all_its_divisions_and_no_frame(silent):
    assert check_package(silent) == ()
    atlas = load_atlas("2025", silent)
    kinds = atlas.division_kinds
    assert atlas.emphasis.domain == atlas.domains.index[0] == "sport"
    assert list(atlas.emphasis.focus) == list(kinds.index)
    assert atlas.emphasis.focus["politiezone"] == ("{name} (politiezones)", "{name} (police zones)")
    assert atlas.emphasis.frame is None
    assert reference_regions(atlas).isna().all()
    assert white_spots(atlas, "sport") is not None
    # What was the youth body is one of the domain that the package is about.
    states = youth_states(atlas)
    assert states.index[states["state"] == "funded"].tolist() == ["11001", "11002", "11003"]


@pytest.mark.parametrize(
    "said",
    ["politiezone", {"regions": ["fo1"]}, {"division": "politiezone", "regions": "pz-1"},
     {"division": "politiezone", "regions": ["pz-9"]}],
)  # fmt: skip
def test_regional_cities_that_the_package_does_not_have_are_refused(copy_tiny, said):
    folder = copy_tiny()
    path = folder / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    (kinds,) = [one for one in content["resources"] if one["name"] == "division_kinds"]
    kinds["centres"] = said
    path.write_text(json.dumps(content), encoding="utf-8")
    assert [problem.key for problem in check_package(folder)] == ["errors.descriptor_centres"]


def test_the_regional_cities_are_those_that_the_package_names(atlas_2025, tiny_2025):
    assert len(atlas_2025.centre_cities()) == 13
    assert tiny_2025.centre_cities() == {"23001", "23002"}
