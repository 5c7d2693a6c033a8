"""A package that says nothing of what it is about has pages all the same."""

import json

import pandas as pd
import pytest

from tests.dashboard.app import open_page, text_of, widget


@pytest.fixture
def silent(copy_tiny, monkeypatch):
    """A package without a main domain and divisions to look at, whose first domain is another one."""
    folder = copy_tiny()
    path = folder / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for one in content["resources"]:
        one.pop("main", None)
        one.pop("focus", None)
    path.write_text(json.dumps(content), encoding="utf-8")
    domains = pd.read_csv(folder / "policy_domains.csv", dtype=str, keep_default_na=False)
    domains.sort_values("code", key=lambda code: code != "afval").to_csv(folder / "policy_domains.csv", index=False)
    monkeypatch.setenv("IGS_GEO_DATA", str(folder))
    return folder


def test_the_pages_begin_with_the_first_domain_and_any_division_can_be_looked_at(silent):
    app = open_page("kaart", focus="politiezone:pz-1")
    assert not app.exception
    assert not app.error
    assert widget(app, "domains").value == ["afval"]
    assert widget(app, "focus").value == "politiezone:pz-1"
    assert "Regio pz-1 (politiezones)" in widget(app, "focus").options
    assert "domains" not in app.query_params
    app = open_page("versnippering", section="flags", focus="referentieregio:rr-west", language="en")
    assert not app.error
    assert "Regio rr-west (reference regions)" in widget(app, "focus").options
    assert "region" in text_of(app)


def test_the_embedded_package_begins_with_its_main_domain(monkeypatch):
    monkeypatch.delenv("IGS_GEO_DATA", raising=False)
    app = open_page("kaart", focus="provincie:70000")
    assert widget(app, "domains").value == ["jeugd"]
    assert "Provincie Limburg" in widget(app, "focus").options
    assert widget(open_page("kaart", domains="-"), "domains").value == []
