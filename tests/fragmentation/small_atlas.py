"""Random small atlases, and every measure again in plain Python straight from its definition."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import geopandas as gpd
import pandas as pd
from hypothesis import strategies as st
from shapely import box

from igs_geo.atlas import Atlas

DOMAINS = ("jeugd", "afval", "cultuur")
FORMS = ("projectvereniging", "opdrachthoudende vereniging", "interlokale vereniging")


@st.composite
def small_atlases(draw):
    """An atlas of up to eight municipalities in a row, with bodies, partial members and divisions."""
    n = draw(st.integers(1, 8))
    nis = [f"{10001 + place}" for place in range(n)]
    members, bodies, links = [], [], []
    for number in range(draw(st.integers(0, 7))):
        body = f"b{number}"
        chosen = draw(st.lists(st.sampled_from(nis), min_size=1, max_size=n, unique=True))
        for code in chosen:
            share = draw(st.sampled_from([1.0, 1.0, 1.0, 0.5, 0.02]))
            members.append((body, code, "full" if share == 1 else "partial", share))
        form, status = draw(st.sampled_from(FORMS)), draw(st.sampled_from(["active", "active", "active", "inactive"]))
        inventory = draw(st.sampled_from(["register", "register", "added"]))
        bodies.append((body, f"Body {number}", form, status, inventory))
        serves = draw(st.lists(st.sampled_from(DOMAINS), min_size=1, max_size=2, unique=True))
        links += [(body, domain) for domain in serves]
    divisions = {}
    for division in ("referentieregio", "politiezone", "vervoerregio"):
        divisions[division] = {code: f"g{draw(st.integers(0, 3))}" for code in nis}
    divisions["igs_lokaal_woonbeleid"] = {code: draw(st.sampled_from(["w1", "w2", "igs999"])) for code in nis}
    people = [draw(st.integers(1, 50_000)) for _ in nis]
    return build(nis, bodies, members, links, divisions, people)


def build(nis, bodies, members, links, divisions, people) -> Atlas:
    """An atlas from plain lists; municipalities are squares in a row."""
    shapes = [box(5_000 * place, 0, 5_000 * (place + 1), 5_000) for place in range(len(nis))]
    municipalities = gpd.GeoDataFrame(
        {"name": nis, "flemish": True, "area_km2": [1.0 + place for place in range(len(nis))]},
        index=pd.Index(nis, name="nis"),
        geometry=shapes,
        crs="EPSG:31370",
    )
    kinds = {
        "referentieregio": ("bestuur", "partition", "frame", False),
        "politiezone": ("politie", "partition", "yes", True),
        "vervoerregio": ("mobiliteit", "partition", "yes", True),
        "igs_lokaal_woonbeleid": ("wonen", "partial", "yes", True),
    }
    domains = (*DOMAINS, "politie", "mobiliteit", "wonen", "bestuur")
    partnerships = pd.DataFrame(bodies, columns=["id", "name", "legal_form", "status", "inventory"], dtype="str")
    rows = [
        (division, region, region, code) for division, regions in divisions.items() for code, region in regions.items()
    ]
    pairs = list(pairwise(nis))
    return Atlas(
        "2025",
        {
            "municipalities": municipalities,
            "screen": municipalities,
            "population": pd.DataFrame({"nis": nis, "year": 2020, "total": people}),
            "domains": pd.DataFrame(
                {"name_nl": domains, "name_en": domains, "coverage": "register"}, index=pd.Index(domains, name="code")
            ),
            "partnerships": partnerships.set_index("id"),
            "partnership_domains": pd.DataFrame(links, columns=["partnership", "domain"], dtype="str"),
            "memberships": pd.DataFrame(members, columns=["partnership", "nis", "membership", "share"]).astype(
                {"partnership": "str", "nis": "str", "membership": "str", "share": float}
            ),
            "divisions": pd.DataFrame(rows, columns=["division", "region_code", "region_name", "nis"], dtype="str"),
            "division_kinds": pd.DataFrame.from_dict(
                kinds, orient="index", columns=["domain", "kind", "cooperation", "border_default"]
            ).assign(name_nl="x", name_en="x"),
            "borders": pd.DataFrame(
                {"nis_a": [a for a, _ in pairs], "nis_b": [b for _, b in pairs], "length_m": 5_000.0}
            ).astype({"nis_a": "str", "nis_b": "str"}),
            "links": pd.DataFrame({"nis_a": [], "nis_b": [], "reason": []}, dtype="str"),
        },
        {},
    )


class Plain:
    """The definitions again, with sets and loops."""

    def __init__(self, atlas: Atlas, partial: str, smallest: int, largest: int) -> None:
        self.atlas = atlas
        self.nis = list(atlas.flemish.index)
        bodies = atlas.partnerships
        self.chosen = [
            body
            for body in bodies.index
            if bodies.loc[body, "status"] == "active" and bodies.loc[body, "inventory"] == "register"
        ]
        self.everyone = {body: set() for body in self.chosen}
        self.perimeter = {body: set() for body in self.chosen}
        for row in atlas.memberships.itertuples():
            if row.partnership not in self.everyone:
                continue
            self.everyone[row.partnership].add(row.nis)
            counts = {
                "include": True,
                "exclude": row.membership == "full",
                "majority": row.membership == "full" or row.share >= 0.5,
            }[partial]
            if counts:
                self.perimeter[row.partnership].add(row.nis)
        self.perimeter = {b: p for b, p in self.perimeter.items() if smallest <= len(p) <= largest}
        links = atlas.partnership_domains
        self.domains = {b: set(links.loc[links["partnership"] == b, "domain"]) for b in self.chosen}

    def bodies(self, m):
        return [body for body, members in self.perimeter.items() if m in members]

    def shared(self, i, j):
        return len(set(self.bodies(i)) & set(self.bodies(j)))

    def jaccard(self, i, j):
        union = set(self.bodies(i)) | set(self.bodies(j))
        return self.shared(i, j) / len(union) if union else 0.0

    def effective_partners(self, m):
        weights = [w for j in self.nis if j != m and (w := self.shared(m, j))]
        return math.exp(-sum(w / sum(weights) * math.log(w / sum(weights)) for w in weights)) if weights else 0.0

    def alike(self, m, measure):
        own = sorted({d for b in self.bodies(m) for d in self.domains[b]})
        means = []
        for d, e in combinations(own, 2):
            values = [
                measure(self.perimeter[p] - {m}, self.perimeter[q] - {m})
                for p in self.bodies(m)
                if d in self.domains[p]
                for q in self.bodies(m)
                if e in self.domains[q]
            ]
            means.append(sum(values) / len(values))
        return sum(means) / len(means) if means else math.nan

    def coherence(self, m):
        return self.alike(m, lambda a, b: len(a & b) / len(a | b))

    def nesting(self, m):
        return self.alike(m, lambda a, b: len(a & b) / min(len(a), len(b)))

    def region(self, division, m):
        rows = self.atlas.divisions
        (code,) = rows.loc[(rows["division"] == division) & (rows["nis"] == m), "region_code"]
        return code

    def fit(self, m, *, in_scope):
        forms = self.atlas.partnerships["legal_form"]
        own = [b for b, members in self.everyone.items() if m in members]
        if in_scope:
            own = [b for b in own if forms[b] != "interlokale vereniging"]
        fits = [len({self.region("referentieregio", j) for j in self.everyone[b]}) == 1 for b in own]
        return sum(fits) / len(fits) if fits else math.nan

    def pair_set(self, code):
        kind, name = code.split(":")
        if kind == "partnerships":
            groups = [p for b, p in self.perimeter.items() if name in self.domains[b]]
        else:
            regions = {}
            for m in self.nis:
                regions.setdefault(self.region(name, m), set()).add(m)
            groups = [members for region, members in regions.items() if region != "igs999"]
        return {pair for group in groups for pair in combinations(sorted(group), 2)}
