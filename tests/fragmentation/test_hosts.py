"""Which bodies could take youth in: by hand on the tiny atlas, and against the tables themselves."""

import json

import pandas as pd
import pytest

from igs_geo.atlas import check_package, data_folder, load_atlas
from igs_geo.fragmentation import host_bodies, host_members, region_hosts

NORTH = frozenset({"71001", "71002", "71099"})
MIDDLE = frozenset({"23002", "23003", "71002"})


def test_hosts_are_active_bodies_with_legal_personality_of_the_named_domains(tiny_2025):
    assert tiny_2025.emphasis.hosts == ("cultuur", "vrije-tijd")
    assert host_members(tiny_2025) == {"midden-cultuur": MIDDLE, "noord-cultuur": NORTH}
    bodies = host_bodies(tiny_2025)
    # Noord lies in both reference regions of the tiny atlas since 71003 and 71004 merged, and so does Midden.
    assert bodies["reference_regions"].to_dict() == {"noord-cultuur": 2, "midden-cultuur": 2}
    assert not bodies["fits"].any()


def test_a_host_has_at_least_half_of_the_members_of_a_region(tiny_2025):
    regions = {"a": ["71001", "71099"], "b": ["23002", "11001"], "c": ["23002", "11001", "11002"], "d": sorted(NORTH)}
    found = region_hosts(tiny_2025, regions)
    assert found[["region", "body", "inside", "partial", "of"]].to_numpy().tolist() == [
        ["a", "noord-cultuur", 2, 1, 2],
        ["b", "midden-cultuur", 1, 0, 2],
        ["d", "noord-cultuur", 3, 1, 3],
    ]
    everyone = region_hosts(tiny_2025, {"d": sorted(NORTH)}, least=0.3)
    assert everyone["body"].tolist() == ["noord-cultuur", "midden-cultuur"]


def test_hosts_are_those_of_the_tables(atlas_2025):
    bodies, domains, members = (
        pd.read_csv(data_folder() / f"{name}.csv", dtype=str)
        for name in ("partnerships", "partnership_domains", "memberships_2025")
    )
    own = set(domains.loc[domains["domain"].isin(["cultuur", "vrije-tijd"]), "partnership"])
    rows = bodies[bodies["id"].isin(own) & (bodies["status"] == "active") & (bodies["inventory"] == "register")]
    assert set(rows["legal_form"]) == {"projectvereniging", "opdrachthoudende vereniging"}
    flemish = set(atlas_2025.flemish.index)
    assert host_members(atlas_2025) == {
        body: frozenset(members.loc[members["partnership"] == body, "nis"]) & flemish for body in sorted(rows["id"])
    }


@pytest.mark.parametrize("hosts", [None, {"domains": [], "rule": "youth-2027-routes"}])
def test_a_package_that_names_no_hosts_has_none(copy_tiny, hosts):
    path = copy_tiny() / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    (own,) = (one for one in content["resources"] if one["name"] == "policy_domains")
    own.pop("hosts")
    if hosts is not None:
        own["hosts"] = hosts
    path.write_text(json.dumps(content), encoding="utf-8")
    assert check_package(path.parent) == ()
    atlas = load_atlas("2025", path.parent)
    assert host_members(atlas) == {}
    assert region_hosts(atlas, {"a": ["71001"]}).empty
