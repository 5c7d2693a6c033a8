"""Change the program in many small ways, one at a time, and see whether the tests notice: ``make mutants``.

The paragraph on mutants in CONTRIBUTING.md says how to read the answer.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from tests.mutants.accepted import Accepted, read_accepted
from tests.mutants.choice import Choice, choose, quick_tests, test_folder
from tests.mutants.places import ROOMS, ROOT, Mutant, sample
from tests.mutants.workplace import KILLED_BY_CLOCK, changed, enter, run_tests

BUILD = ROOT / "build" / "mutants"
EVERYWHERE = (*ROOMS, "fragmentation")
FEWEST = 12
"""Mutants that are drawn in every room at least; with fewer, a room's score says too little to have a bar."""
CONTROLS = 4
"""Runs without a change, among the mutants: when one fails, the tests fail by themselves."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: ``killed``, ``clock`` (killed because it did not end), ``survived`` or ``late``."""

    mutant: Mutant | None
    outcome: str
    diff: str = ""


def judge(mutant: Mutant | None, choice: Choice, end: float) -> Verdict:
    """Change the copy that this process works in, run the tests, and change it back.

    Parameters
    ----------
    mutant
        The change; None for a run without one.
    choice
        The tests.
    end
        Moment (``time.time()``) after which nothing is begun.
    """
    if time.time() > end:
        return Verdict(mutant, "late")
    if mutant is None:
        return Verdict(None, "survived" if _run(choice) == 0 else "killed")
    path = Path(mutant.file)
    before = path.read_text("utf-8")
    after = mutant.apply(before)
    if after is None:
        raise ValueError(f"{mutant}: no such place")
    with changed(path, after):
        code = _run(choice)
    outcome = {0: "survived", KILLED_BY_CLOCK: "clock"}.get(code, "killed")
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    diff = "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))
    return Verdict(mutant, outcome, diff)


def _run(choice: Choice) -> int:
    """Run the tests of the room, and where they all pass the others: most mutants need only the first."""
    for tests in (choice.own, choice.others):
        if tests.names and (code := run_tests(list(tests.names), tests.patience)[0]) != 0:
            return code
    return 0


def judge_all(mutants: list[Mutant], processes: int, minutes: float, seconds: float) -> list[Verdict]:
    """Judge every mutant, as far as the time goes.

    Parameters
    ----------
    mutants
        The sample.
    processes
        How many to judge at once.
    minutes
        For everything, choosing the tests included.
    seconds
        Of tests for one mutant.
    """
    end = time.time() + 60.0 * minutes
    rooms = {mutant.room for mutant in mutants}
    context = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as copies,
        ProcessPoolExecutor(processes, mp_context=context, initializer=enter, initargs=(copies,)) as executor,
    ):
        quick = quick_tests({test_folder(room) for room in rooms}, executor, BUILD / "quick.json")
        print(f"{len(quick)} tests are quick without compiled code", flush=True)
        choices = {room: choose(room, quick, seconds) for room in rooms}
        for room, choice in sorted(choices.items()):
            own, others = len(choice.own.names), len(choice.others.names)
            print(f"{room}: {own} tests of its own and {others} others, {choice.seconds:.0f} s", flush=True)
        work = [(mutant, choices[mutant.room]) for mutant in mutants]
        for place in range(0, len(work), -(-len(work) // CONTROLS)):
            work.insert(place, (None, work[place][1]))
        waiting = [executor.submit(judge, mutant, choice, end) for mutant, choice in work]
        verdicts = []
        for done in as_completed(waiting):
            verdicts.append(done.result())
            print(f"\r{len(verdicts)} of {len(work)}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    return verdicts


def report(verdicts: list[Verdict], accepted: list[Accepted]) -> Iterator[str]:
    """The score of each room, and what survived.

    Parameters
    ----------
    verdicts
        What became of the mutants.
    accepted
        The survivors that are known, with the reason.
    """
    judged = _judged(verdicts)
    survivors = [verdict for verdict in judged if verdict.outcome == "survived"]
    killed, total = _counts(verdicts)
    yield f"{'room':<16}{'killed':>8}{'of':>6}{'score':>8}"
    for room in (room for room in EVERYWHERE if total[room]):
        yield f"{room:<16}{killed[room]:>8}{total[room]:>6}{killed[room] / total[room]:>8.0%}"
    yield f"{'all':<16}{killed.total():>8}{total.total():>6}{score(verdicts):>8.0%}"
    late = sum(verdict.outcome == "late" for verdict in verdicts)
    clock = sum(verdict.outcome == "clock" for verdict in judged)
    controls = [verdict for verdict in verdicts if verdict.mutant is None and verdict.outcome != "late"]
    failed = sum(verdict.outcome != "survived" for verdict in controls)
    yield f"{clock} of the killed did not end; {late} were not judged in time"
    yield f"{failed} of {len(controls)} runs without a change failed"
    yield ""
    for verdict in sorted(survivors, key=lambda verdict: str(verdict.mutant)):
        if verdict.mutant is not None:
            reasons = [known.reason for known in accepted if known.covers(verdict.mutant)]
            yield f"survived: {verdict.mutant} in {verdict.mutant.definition or 'the module'}"
            yield from (f"    {line}" for line in verdict.diff.splitlines())
            yield f"    reason: {reasons[0] if reasons else '-'}"


def score(verdicts: list[Verdict]) -> float:
    """Share of the judged mutants that were killed, survivors with a reason included in the rest."""
    killed, total = _counts(verdicts)
    return killed.total() / max(total.total(), 1)


def below(verdicts: list[Verdict], bar: float) -> list[str]:
    """Return the rooms of which fewer are killed than the bar asks; ``all`` for all of them together.

    Parameters
    ----------
    verdicts
        What became of the mutants.
    bar
        Least share killed. Of a room with fewer than :data:`FEWEST` judged it says nothing.
    """
    killed, total = _counts(verdicts)
    rooms = [room for room in EVERYWHERE if total[room] >= FEWEST and killed[room] < bar * total[room]]
    return [*rooms, *(["all"] if score(verdicts) < bar else [])]


def _judged(verdicts: list[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.mutant is not None and verdict.outcome != "late"]


def _counts(verdicts: list[Verdict]) -> tuple[Counter[str], Counter[str]]:
    """Return how many were killed, and how many were judged, by room."""
    rooms = [(verdict.mutant.room, verdict.outcome) for verdict in _judged(verdicts) if verdict.mutant is not None]
    return Counter(room for room, outcome in rooms if outcome != "survived"), Counter(room for room, _ in rooms)


def main() -> int:
    """Read the arguments, judge, and print; 1 when too few of a room are killed, or tests fail by themselves."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="how many mutants (300)")
    parser.add_argument("--seed", type=int, default=8, help="of the draw (8)")
    parser.add_argument("--minutes", type=float, default=40.0, help="time for everything (40)")
    parser.add_argument("--seconds", type=float, default=15.0, help="of tests for one mutant (15)")
    parser.add_argument("--processes", type=int, default=2, help="how many at once (2)")
    parser.add_argument("--room", action="append", choices=EVERYWHERE, help="only this room; may be repeated")
    parser.add_argument("--only", action="append", choices=EVERYWHERE, help="of the sample, what is in this room")
    parser.add_argument("--bar", type=float, default=0.85, help="least share killed, in every room (0.85)")
    parser.add_argument("--list", action="store_true", help="print the sample and stop")
    options = parser.parse_args()
    mutants = sample(set(options.room or EVERYWHERE), options.sample, options.seed, FEWEST)
    mutants = [mutant for mutant in mutants if mutant.room in (options.only or EVERYWHERE)]
    if options.list:
        print(*mutants, sep="\n")
        return 0
    verdicts = judge_all(mutants, options.processes, options.minutes, options.seconds)
    lines = list(report(verdicts, read_accepted()))
    print(*lines, sep="\n")
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "report.txt").write_text("\n".join(lines) + "\n", "utf-8")
    outcomes = {str(verdict.mutant): verdict.outcome for verdict in verdicts if verdict.mutant is not None}
    (BUILD / "outcomes.json").write_text(json.dumps(outcomes, indent=1), "utf-8")
    sound = not any(verdict.mutant is None and verdict.outcome in {"killed", "clock"} for verdict in verdicts)
    low = below(verdicts, options.bar)
    if low:
        print(f"below {options.bar:.0%}: {', '.join(low)}")
    return int(not sound or bool(low))


if __name__ == "__main__":
    sys.exit(main())
