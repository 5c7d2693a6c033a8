"""CP-SAT, a solver of another kind in a process of its own, agrees with the optimum."""

import json
import subprocess
import sys

import pytest
from instances import feasible_sets, random_problem

from igs_geo.regions import Criteria, Weights, search
from igs_geo.regions.problem.costs import unit

PROGRAM = """
import json, sys
from ortools.sat.python import cp_model
SCALE = 10 ** 9
answers = []
for job in json.load(sys.stdin):
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in job["sets"]]
    left = [model.new_bool_var("") for _ in range(job["size"])]
    for unit in range(job["size"]):
        model.add_exactly_one([x for x, (mask, _) in zip(chosen, job["sets"]) if mask >> unit & 1] + [left[unit]])
        if not job["may_leave"]:
            model.add(left[unit] == 0)
    heads = sum(h * x for h, x in zip(job["heads"], left))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    model.minimize(heads)
    if solver.solve(model) not in (cp_model.OPTIMAL,):
        answers.append(None)
        continue
    fewest = round(solver.objective_value)
    model.add(heads == fewest)
    model.minimize(sum(round(cost * SCALE) * x for x, (_, cost) in zip(chosen, job["sets"])))
    solver.solve(model)
    answers.append([fewest, solver.objective_value / SCALE])
print(json.dumps(answers))
"""


def instances(number, sizes):
    for seed in range(number):
        criteria = Criteria(
            frame=None,
            min_municipalities=2 + seed % 2,
            max_municipalities=4 + seed % 3,
            min_inhabitants=None if seed % 3 else 40_000,
            max_inhabitants=None if seed % 4 else 160_000,
            left_over="forbid" if seed % 5 == 0 else "minimise",
            weights=Weights(1 + seed % 3, 1, 1 + seed % 2, 1, seed % 2),
            target=70_000,
            youth_partnerships="ignore",
        )
        yield random_problem(seed, sizes[seed % len(sizes)], criteria)


def compare(number, sizes):
    problems = list(instances(number, sizes))
    jobs = [
        {
            "size": len(problem.units),
            "heads": problem.inhabitants.tolist(),
            "sets": list(feasible_sets(problem).items()),
            "may_leave": problem.criteria.left_over != "forbid",
        }
        for problem in problems
    ]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=json.dumps(jobs), capture_output=True, text=True, check=True
    )
    for problem, expected in zip(problems, json.loads(done.stdout), strict=True):
        answer = search(problem, time_limit=20, threads=1)
        if expected is None:
            assert answer.status == "infeasible"
            continue
        fewest, cost = expected
        assert answer.status == "optimal"
        assert answer.left_over.inhabitants == fewest
        assert answer.objective / unit(problem) == pytest.approx(cost, abs=1e-6)


def test_another_solver_agrees():
    compare(12, (8, 10))


@pytest.mark.slow
def test_another_solver_agrees_on_many_problems():
    compare(200, (9, 10, 11, 12))
