"""What goes over the line comes out as it went in, and nothing else comes in."""

import json

import numpy as np
import pytest

from igs_geo.regions import Criteria, LeftOver, Proposal
from igs_geo.regions.worker.messages import (
    QUESTIONS,
    Alternatives,
    Answer,
    Around,
    Beat,
    Certainty,
    Draws,
    Grow,
    Halt,
    Job,
    Mistake,
    Preparing,
    Progress,
    Ready,
    Reasons,
    Search,
    Started,
    decode,
    encode,
)
from igs_geo.regions.worker.server import SearchServer

CRITERIA = Criteria().to_dict()
PROPOSAL = Proposal("feasible", 1.0, None, None, None, 1.0, Criteria(), (), LeftOver(), 10.0, 2).to_dict()
ASKED = (
    Search(CRITERIA, 60, 2),
    Alternatives(CRITERIA, 60.0, PROPOSAL, 2, 0.2),
    Certainty(CRITERIA, 60.0, PROPOSAL, "payoff"),
    Around(CRITERIA, ["24020", "24008"], 8),
    Grow(CRITERIA, "a body", 10, 3),
    Reasons(CRITERIA, {"members": ["1", "2"]}),
)
MESSAGES = (
    *(Job(1, question) for question in ASKED), Job(2, ASKED[0], "/a/folder"), Halt(1), Beat(), Ready(), Preparing(1),
    Started(1), Progress(1, 2.0, None, None, None, 0), Progress(1, 2.0, 3.0, 2.0, 0.5, 7, PROPOSAL), Draws(1, 2, 30),
    Mistake(1, "regions.x", {"name": "a", "count": 3}), Answer(1, [PROPOSAL]), Answer(1, None),
)  # fmt: skip


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_a_message_comes_over_as_it_was_sent(message):
    line = encode(message)
    assert "\n" not in line
    assert decode(line) == message
    assert decode(line.encode()) == message


def test_every_question_has_an_answer_in_the_worker():
    assert {type(question) for question in ASKED} == set(QUESTIONS.values()) == set(SearchServer(print).answers)


def test_numbers_of_numpy_come_over_as_numbers():
    said = decode(encode(Progress(1, np.float64(2), np.float64(1), None, np.float32(0.5), np.int64(7))))
    assert said == Progress(1, 2.0, 1.0, None, 0.5, 7)


QUESTION = {"type": "around", "criteria": {}, "municipalities": ["24020"], "k": 8}


@pytest.mark.parametrize(
    "value",
    [
        None, 3, "halt", ["halt"], {}, {"job": 1}, {"type": None, "job": 1}, {"type": 3}, {"type": ["halt"], "job": 1},
        {"type": "stop", "job": 1}, {"type": "search", "criteria": {}, "time_limit": 1.0, "threads": 1},
        {"type": "halt"}, {"type": "halt", "job": "1"}, {"type": "halt", "job": None}, {"type": "halt", "job": 1.5},
        {"type": "halt", "job": True}, {"type": "halt", "job": 1, "more": 2},
        {"type": "job", "job": 1, "question": None}, {"type": "job", "job": 1, "question": {"type": "halt", "job": 1}},
        {"type": "job", "job": 1, "question": {**QUESTION, "k": "8"}},
        {"type": "job", "job": 1, "question": {**QUESTION, "municipalities": "24020"}},
        {"type": "job", "job": 1, "question": {**QUESTION, "criteria": []}},
        {"type": "job", "job": 1, "question": QUESTION, "data": 3},
        {"type": "progress", "job": 1, "seconds": "1", "objective": None, "bound": None, "gap": None, "covered": 0},
        {"type": "progress", "job": 1, "seconds": True, "objective": None, "bound": None, "gap": None, "covered": 0},
        {"type": "progress", "job": 1, "seconds": 1, "objective": None, "bound": "", "gap": None, "covered": 0},
        {"type": "progress", "job": 1, "seconds": 1, "objective": None, "bound": None, "gap": None, "covered": 0.5},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_message_is_refused(value):
    with pytest.raises(ValueError, match=r".*"):
        decode(json.dumps(value))


@pytest.mark.parametrize("line", ["", "halt", "{", "[" * 100_000, '{"type": "halt", "job": 1', b"\xff"])
def test_a_line_that_is_no_json_is_refused(line):
    with pytest.raises(ValueError, match=r".*"):
        decode(line)


def test_a_whole_number_stands_for_a_broken_one():
    value = {"type": "progress", "job": 1, "seconds": 2, "objective": 3, "bound": None, "gap": 0.5, "covered": 4}
    assert decode(json.dumps(value)) == Progress(1, 2, 3, None, 0.5, 4)
    assert decode(json.dumps({"type": "job", "job": 1, "question": QUESTION})) == Job(1, Around({}, ["24020"], 8))
