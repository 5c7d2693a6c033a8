"""What the command line says of rules and money, on top of what the scenario holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from igs_geo.assessment import Budget, Questions
from igs_geo.assessment.bill.budget import COST_KINDS, FIXED, KEYS, MIX, VARIABLE
from igs_geo.assessment.rules.questions import BODY_KINDS, FIRST_YEAR, LAST_YEAR, ROUTES
from igs_geo.assessment.scenario.reading import refusal
from igs_geo.errors import IgsGeoError

Model = TypeVar("Model", Questions, Budget)
F = TypeVar("F", bound=Callable[..., Any])
MODELS = {"fixed": FIXED, "variable": VARIABLE, "mix": MIX}


def question_options(command: F) -> F:
    """Add an option for each question that says which rules apply; what is not given is as the scenario has it."""
    options = (
        click.option(
            "--legal-personality/--no-legal-personality", default=None, help="scenario_cli.option_personality"
        ),
        click.option("--route", type=click.Choice(ROUTES), help="scenario_cli.option_route"),
        click.option("--body", type=click.Choice(BODY_KINDS), help="scenario_cli.option_body"),
        click.option("--form", metavar="CODE", help="scenario_cli.option_form"),
        click.option("--task-model", metavar="CODE", help="scenario_cli.option_task_model"),
        click.option("--period", metavar="PERIOD", help="scenario_cli.option_period"),
        click.option("--founded", type=click.IntRange(FIRST_YEAR, LAST_YEAR), help="scenario_cli.option_founded"),
    )
    for option in reversed(options):
        command = option(command)
    return command


def questions_of(known: Questions, options: dict[str, Any]) -> Questions:
    """Return the answers of a scenario with those of the command line in their place."""
    given = {name: options[name] for name in Questions.model_fields if options[name] is not None}
    return _checked(Questions, known.model_dump() | given)


def budget_options(command: F) -> F:
    """Add an option for each part of a budget; what is not given is as the scenario has it."""
    options = (
        click.option("--cost", "costs", multiple=True, metavar="KIND=EURO", help="scenario_cli.option_cost"),
        click.option("--income", metavar="EURO", help="scenario_cli.option_income"),
        click.option("--rate", metavar="0..1", help="scenario_cli.option_rate"),
        click.option("--maximum", metavar="EURO", help="scenario_cli.option_maximum"),
        click.option("--model", type=click.Choice(list(MODELS)), help="scenario_cli.option_model"),
        click.option("--fixed-share", metavar="0..1", help="scenario_cli.option_fixed_share"),
        click.option("--key", type=click.Choice(KEYS), help="scenario_cli.option_key"),
        click.option("--leaving", metavar="NAME|NIS", help="scenario_cli.option_leaving"),
    )
    for option in reversed(options):
        command = option(command)
    return command


def budget_of(known: Budget, options: dict[str, Any]) -> Budget:
    """Return the budget of a scenario with what the command line says in its place."""
    values = known.model_dump()
    if options["costs"]:
        values["costs"] = [_cost(text) for text in options["costs"]]
    if options["income"] is not None:
        values["income"] = options["income"]
    values["subsidy"] |= {name: options[name] for name in ("rate", "maximum") if options[name] is not None}
    if options["model"] is not None:
        values["sharing"]["fixed_share"] = MODELS[options["model"]]
    values["sharing"] |= {name: options[name] for name in ("fixed_share", "key") if options[name] is not None}
    return _checked(Budget, values)


def _cost(text: str) -> dict[str, Any]:
    """Return a cost typed as ``staff=60000``, or ``staff/head=60000`` for one that grows with the inhabitants."""
    left, sign, amount = text.partition("=")
    kind, _, head = left.strip().partition("/")
    if not sign or kind not in COST_KINDS or head not in ("", "head"):
        raise IgsGeoError("scenario_cli.bad_cost", text=text, known=", ".join(COST_KINDS))
    return {"kind": kind, "amount": amount.strip(), "per_head": head == "head"}


def _checked(kind: type[Model], values: dict[str, Any]) -> Model:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise refusal(error) from error
