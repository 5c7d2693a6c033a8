"""What a phone sends arrives once, whatever happens on the way; the page is light and lets nothing else run."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette

from igs_geo.assessment import results
from igs_geo.assessment.factors.answers import Round
from igs_geo.assessment.workshop.models import Workshop, groups_by_category
from igs_geo.assessment.workshop.store import MemoryStore
from igs_geo.dashboard.phone.routes import factors_of, phone_routes
from tests.dashboard.asgi import Client

CODE = "nk7f"


@pytest.fixture(scope="module")
def workshop(atlas_2025):
    table = atlas_2025.success_factors
    groups = groups_by_category([(int(number), name) for number, name in table["category_nl"].items()])
    return Workshop(code=CODE, title="Noorderkempen <b>", groups=groups)


@pytest.fixture
def store(workshop):
    kept = MemoryStore()
    kept.put(workshop)
    return kept


@pytest.fixture
def phone(store, atlas_2025):
    return Client(Starlette(routes=phone_routes(store, factors_of(atlas_2025))))


def _answer(place, factor=1, score=3, who="p1"):
    return {"id": f"a-{who}-{place}", "who": who, "factor": factor, "score": score, "role": "officer"}


def _send(phone, *answers):
    return phone.post(f"/w/{CODE}/answers", json_={"answers": answers})


def test_groups_are_the_categories_and_rotate_once(workshop):
    assert [len(group.factors) for group in workshop.groups] == [4, 6, 2]
    assert workshop.factors_of(0) == (1, 2, 3, 4)
    later = workshop.model_copy(update={"stage": "second"})
    assert later.factors_of(0) == (5, 6, 7, 8, 9, 10)
    assert later.factors_of(2) == (1, 2, 3, 4)
    assert workshop.model_copy(update={"stage": "open"}).factors_of(1) == tuple(range(1, 13))


def test_an_answer_that_is_sent_twice_is_there_once(phone, store):
    first = _send(phone, _answer(1), _answer(2, factor=2))
    again = _send(phone, _answer(1), _answer(2, factor=2), _answer(3, score=5))
    assert first.status_code == again.status_code == 200
    assert again.json()["kept"] == ["a-p1-1", "a-p1-2", "a-p1-3"]
    assert [answer.id for answer in store.answers(CODE)] == ["a-p1-1", "a-p1-2", "a-p1-3"]
    (found,) = results(Round(name="r", answers=store.answers(CODE)), [1])
    assert found.everyone.scores == (5,), "the later answer of the same person counts"


def test_sixty_phones_at_once_lose_nothing(phone, store):
    def answer(person):
        each = [
            _answer(number, factor=number, score=1 + (person + number) % 5, who=f"p{person}") for number in range(1, 13)
        ]
        # every message is sent twice, as after a lost reply
        return {_send(phone, *each[:6]).status_code, _send(phone, *each).status_code}

    with ThreadPoolExecutor(12) as pool:
        assert set().union(*pool.map(answer, range(60))) == {200}
    kept = store.answers(CODE)
    assert len(kept) == len({answer.id for answer in kept}) == 60 * 12
    assert all(one.everyone.answers == 60 for one in results(Round(name="r", answers=kept), range(1, 13)))


def test_stage_and_clock_are_told(phone, store, workshop):
    assert phone.get(f"/w/{CODE}/state").json()["stage"] == "waiting"
    store.put(workshop.model_copy(update={"stage": "first", "ends": 2_000_000_000.0}))
    told = phone.get(f"/w/{CODE}/state").json()
    assert (told["stage"], told["ends"]) == ("first", 2_000_000_000.0)
    assert told["now"] > 1_700_000_000
    assert len(store.answers(CODE)) == 0


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{}", 400),
        (b"[" * 1000, 400),
        (json.dumps({"answers": [_answer(1, score=6)]}).encode(), 400),
        (json.dumps({"answers": [_answer(1, factor=99)]}).encode(), 400),
        (json.dumps({"answers": [_answer(1) | {"admin": True}]}).encode(), 400),
        (json.dumps({"answers": [_answer(place) for place in range(201)]}).encode(), 400),
        (b" " * (512 * 1024 + 1), 413),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence_and_changes_nothing(phone, store, content, status):
    reply = phone.post(f"/w/{CODE}/answers", content=content)
    assert reply.status_code == status
    assert reply.text.endswith(".")
    assert store.answers(CODE) == ()


@pytest.mark.parametrize(("language", "said"), [("nl-BE", "Er is geen workshop"), ("en-GB", "There is no workshop")])
def test_an_unknown_code_is_said(phone, language, said):
    for path in ("", "/state"):
        reply = phone.get(f"/w/niets{path}", headers={"accept-language": language})
        assert reply.status_code == 404
        assert said in reply.text
    assert phone.post("/w/niets/answers", json_={"answers": []}).status_code == 404


def test_the_page_is_light_and_complete_and_asks_nobody_else(phone):
    reply = phone.get(f"/w/{CODE}")
    text = reply.text
    assert reply.status_code == 200
    assert len(text.encode()) < 30_000
    assert text.count("<fieldset") == 12
    assert "Noorderkempen &lt;b&gt;" in text
    assert "<b>" not in text
    assert not re.findall(r"""(?:src|href|url\()=?["']?(?:https?:)?//""", text)
    policy = reply.headers["content-security-policy"]
    (nonce,) = set(re.findall(r"nonce-([^']+)'", policy))
    assert text.count(f'nonce="{nonce}"') == 2
    assert "'unsafe-inline'" not in policy
    assert phone.get(f"/w/{CODE}").text.count(nonce) == 0, "another one each time"
    assert "{" not in re.sub(r"<(style|script).*?</\1>", "", text, flags=re.DOTALL)
    assert "$" not in re.sub(r"<(style|script).*?</\1>", "", text, flags=re.DOTALL)


def test_an_english_workshop_speaks_english(phone, store, workshop):
    store.put(workshop.model_copy(update={"language": "en"}))
    text = phone.get(f"/w/{CODE}").text
    assert '<html lang="en">' in text
    assert "Good delimitation of the region" in text
    assert "Weet niet" not in text
