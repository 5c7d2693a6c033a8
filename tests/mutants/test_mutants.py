"""The tool that tries the tests is itself to be trusted."""

import os
import time

import pytest

from tests.mutants import clocks, places
from tests.mutants.accepted import Accepted, read_accepted
from tests.mutants.choice import choose
from tests.mutants.clocks import limit_processor, wait_for
from tests.mutants.places import Mutant, mutants_of, sample
from tests.mutants.run import FEWEST, Verdict, below, report, score

PROGRAM = '''
from __future__ import annotations

Either = Alpha | Beta


class SearchParams:
    """Steers how the time is spent."""

    room: int = 14
    share: float = 0.5



@compiled
def least(values: list[int | None], *, most: float | None = None) -> int | None:
    """Never 1 + 1."""
    found = dict(zip(values, values, strict=True))
    return found[0] + 1 if most is None else 2
'''


@pytest.fixture
def program(tmp_path, monkeypatch):
    file = tmp_path / "igs_geo" / "regions" / "sets" / "new.py"
    file.parent.mkdir(parents=True)
    file.write_text(PROGRAM)
    monkeypatch.setattr(places, "ROOT", tmp_path)
    return file.relative_to(tmp_path)


def changed(mutant):
    before, after = PROGRAM.splitlines(), mutant.apply(PROGRAM).splitlines()
    return [line for old, line in zip(before, after, strict=True) if old != line]


def test_what_a_test_can_notice_is_changed_and_nothing_else(program):
    lines = {line.strip() for mutant in mutants_of(program) for line in changed(mutant)}
    assert "return found[0] - 1 if most is None else 2" in lines
    assert any("is not None" in line for line in lines)
    assert all(line.startswith("return found") or "found[" in line for line in lines)


def test_a_mutant_changes_one_line_of_the_room_it_names(program):
    found = mutants_of(program)
    assert found
    for mutant in found:
        assert mutant.room == "sets"
        assert mutant.definition == "least"
        assert len(changed(mutant)) == 1


def test_the_same_seed_draws_the_same_mutants_at_different_places():
    first = sample({"deadline", "result"}, 12, seed=3)
    assert first == sample({"deadline", "result"}, 12, seed=3)
    assert first != sample({"deadline", "result"}, 12, seed=4)
    assert len({(mutant.file, mutant.line, mutant.column) for mutant in first}) == 12


def test_every_room_has_its_share_and_at_least_a_few():
    rooms = {"deadline", "worker", "result"}
    drawn = sample(rooms, 60, seed=3, fewest=12)
    numbers = {room: sum(mutant.room == room for mutant in drawn) for room in rooms}
    assert sum(numbers.values()) == len({(mutant.file, mutant.line, mutant.column) for mutant in drawn}) == 60
    assert min(numbers.values()) >= 12
    assert numbers["result"] > numbers["worker"]
    assert len({mutant.room for mutant in sample(rooms, 6, seed=3, fewest=2)}) == 3


def test_the_tests_of_a_room_come_first_and_long_ones_last():
    seconds = {
        "tests/regions/test_all.py::slow": 9.0,
        "tests/regions/test_all.py::quick": 0.1,
        "tests/regions/sets/test_own.py::own": 3.0,
        "tests/fragmentation/test_x.py::other": 0.1,
        "tests/regions/test_all.py::long": 10.0,
    }
    chosen = choose("sets", seconds, 15.0)
    assert [test.split("::")[1] for test in (*chosen.own.names, *chosen.others.names)] == ["own", "quick", "slow"]
    assert (chosen.own.seconds, chosen.others.seconds) == (3.0, 9.1)
    with pytest.raises(RuntimeError):
        choose("sets", {}, 15.0)


def mutant(line, file="igs_geo/regions/sets/listed.py"):
    return Mutant(file, line, 0, "core/NumberReplacer", 0, "price")


def test_the_score_counts_survivors_with_a_reason_and_leaves_out_what_was_not_judged():
    verdicts = [
        Verdict(mutant(1), "killed"),
        Verdict(mutant(2), "clock"),
        Verdict(mutant(3), "killed"),
        Verdict(mutant(4), "survived", "-a\n+b"),
        Verdict(mutant(5), "late"),
        Verdict(None, "survived"),
    ]
    assert score(verdicts) == 0.75
    reason = Accepted("igs_geo/regions/sets/*", "changes nothing", operator="NumberReplacer")
    text = "\n".join(report(verdicts, [reason]))
    assert "1 of the killed did not end; 1 were not judged in time" in text
    assert "0 of 1 runs without a change failed" in text
    assert "listed.py:4:0 NumberReplacer in price\n    -a\n    +b\n    reason: changes nothing" in text
    assert "reason: -" in "\n".join(report(verdicts, []))


def test_a_survivor_is_accepted_for_a_reason_and_by_every_part_of_its_pattern():
    with pytest.raises(ValueError, match="reason"):
        Accepted("*", " ")
    assert not Accepted("igs_geo/regions/start/*", "x").covers(mutant(1))
    assert not Accepted("*", "x", operator="AddNot").covers(mutant(1))
    assert not Accepted("*", "x", definition="other").covers(mutant(1))
    assert not Accepted("*", "x", line="no such line").covers(mutant(1))
    assert not Accepted("*", "x", at="no such text*").covers(mutant(1))
    assert Accepted("*", "x", at="*").covers(mutant(1))
    assert all(entry.reason for entry in read_accepted())


def test_a_room_below_the_bar_is_named_even_when_all_together_are_above_it():
    other = "igs_geo/regions/start/moves.py"
    killed = [Verdict(mutant(line), "killed") for line in range(10 * FEWEST)]
    bad = [Verdict(mutant(line, other), "survived" if line < 3 else "killed") for line in range(FEWEST)]
    assert below([*killed, *bad], 0.85) == ["start"]
    assert below([*killed, *bad[1:]], 0.85) == []  # too few to say so
    assert below([*killed, *bad], 0.75) == []
    assert below(bad, 0.85) == ["start", "all"]


def child(do):
    number = os.fork()
    if number == 0:
        os.setsid()
        do()
        os._exit(7)
    return number


def spin():
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass


def test_who_waits_for_what_never_comes_is_ended_and_who_works_is_not(monkeypatch):
    monkeypatch.setattr(clocks, "STUCK_SECONDS", 0.8)
    assert wait_for(child(lambda: time.sleep(60)), 60.0)[0] is None
    # It waits, for a process that works.
    status, taken = wait_for(child(lambda: os.waitpid(child(spin), 0)), 60.0)
    assert os.waitstatus_to_exitcode(status) == 7
    assert taken >= 0.4

    def forever():
        limit_processor(1.0)
        while True:
            pass

    assert wait_for(child(forever), 1.0)[0] is None
