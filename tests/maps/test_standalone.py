"""A map as a page of its own: works without a network, and names from the data stay text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.atlas import Atlas
from igs_geo.maps import LegendEntry, MapSpec, Outline, partnership_map, to_folium, to_html
from igs_geo.maps.standalone import inside_script

HOSTILE = "<img src=x onerror=alert(1)>"


class Loaded(HTMLParser):
    """Collects what a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"script": "src", "img": "src", "link": "href", "iframe": "src"}
        self.found += [value or "" for name, value in attrs if wanted.get(tag) == name]


def test_the_page_loads_nothing(atlas_2025: Atlas) -> None:
    page = to_html(partnership_map(atlas_2025, ["jeugd"]), atlas_2025)
    reader = Loaded()
    reader.feed(page)
    assert reader.found == []
    assert not re.search(r"@import|url\(\s*['\"]?https?:", page)


def test_it_is_a_folium_map(tiny_2019: Atlas) -> None:
    drawn = to_folium(partnership_map(tiny_2019, ["afval"]), tiny_2019)
    assert type(drawn).__name__ == "Map"
    assert "Afval West" in drawn.get_root().render()


def hostile(text: str) -> MapSpec:
    return MapSpec(
        title=text,
        subtitle=text,
        edition="2019",
        language="nl",
        source=text,
        legend=(LegendEntry(text),),
        outlines=(Outline("x", text, ("11001",)),),
        notes={"11001": text},
    )


def test_a_name_made_of_html_stays_inside_its_script(tiny_2019: Atlas) -> None:
    page = to_html(hostile(HOSTILE + "</script>"), tiny_2019)
    assert HOSTILE not in page
    assert page.count("<script>") == page.count("</script>")


def test_a_name_made_of_a_template_is_not_obeyed(tiny_2019: Atlas) -> None:
    page = to_html(hostile("{{{ 7 * 7 }}}{% raw %}{# gone #}"), tiny_2019)
    assert "49" not in page.partition("const spec")[2]
    assert "gone" in page


@given(st.text())
@settings(deadline=None)
def test_any_text_survives_inside_a_script(text: str) -> None:
    written = inside_script(json.dumps({"name": text}, ensure_ascii=False))
    assert "<" not in written
    assert not re.search(r"\{[{%#]", written)
    assert "\u2028" not in written
    assert json.loads(written) == {"name": text}


@given(st.text(), st.text())
@settings(deadline=None)
def test_any_names_survive_the_journey_as_json(first: str, second: str) -> None:
    plain = json.loads(hostile(first + second).to_json())
    assert plain["title"] == first + second
    assert plain["legend"][0]["text"] == first + second
    assert plain["notes"] == {"11001": first + second}
