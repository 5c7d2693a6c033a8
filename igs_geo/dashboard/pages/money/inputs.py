"""What a bill is made of: costs, income, subsidy, how the rest is shared out, and limits by municipality."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.assessment import Budget, DrawnRegion
from igs_geo.assessment.bill.budget import COST_KINDS, FIXED, KEYS, MIX, VARIABLE
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.slots import Slot
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.workbench.board import board
from igs_geo.dashboard.workbench.grid import Grid
from igs_geo.i18n import translate

MODELS = {"fixed": FIXED, "variable": VARIABLE, "mix": MIX}
PERCENT = 100.0
MOST_EURO = 10_000_000_000.0
PER_MEMBER = {"own_key": "own_key", "floor": "floors", "ceiling": "ceilings"}
"""Columns by municipality, and the table of the sharing that holds them."""


def show_inputs(atlas: Atlas, own: DrawnRegion, language: str) -> None:
    """Draw what can be filled in.

    Parameters
    ----------
    atlas
        The edition.
    own
        The region.
    language
        ``"nl"`` or ``"en"``.
    """
    _heading("costs", language)
    _costs(own, language)
    _amount(own, "income", own.budget.income, language, lambda value: {"income": value or Decimal(0)})
    _heading("subsidy", language)
    st.caption(translate("money.subsidy_note", language))
    subsidy = own.budget.subsidy
    with st.container(horizontal=True, gap="small"):
        rate = None if subsidy.rate is None else float(subsidy.rate) * PERCENT
        _amount(own, "rate", rate, language, lambda value: _in_subsidy(rate=None if value is None else value / 100),
                most=PERCENT, decimals=4)  # fmt: skip
        _amount(own, "maximum", subsidy.maximum, language, lambda value: _in_subsidy(maximum=value))
    _heading("sharing", language)
    _sharing(own, language)
    _members(atlas, own, language)


def _heading(name: str, language: str) -> None:
    st.html(f'<h2 class="igs-heading">{escaped(translate(f"money.{name}", language))}</h2>')


def change_budget(**changes: Any) -> None:
    """Change fields of the budget of the region that is drawn.

    Parameters
    ----------
    **changes
        Fields of :class:`Budget`.
    """
    now = board()
    if now.region is not None:
        now.change(budget=now.region.budget.model_dump() | changes)


def _budget() -> Budget:
    own = board().region
    return Budget() if own is None else own.budget


def _in_subsidy(**changes: Any) -> dict[str, Any]:
    return {"subsidy": _budget().subsidy.model_dump() | changes}


def _in_sharing(**changes: Any) -> dict[str, Any]:
    return {"sharing": _budget().sharing.model_dump() | changes}


def _amount(
    own: DrawnRegion, name: str, value: Decimal | float | None, language: str, changes: Any, *, most: float = MOST_EURO,
    decimals: int = 2,
) -> None:  # fmt: skip
    shown = None if value is None else float(value)
    slot = Slot(f"money.{name}.{own.name}", shown)
    st.number_input(
        translate(f"money.{name}", language),
        0.0,
        most,
        shown,
        100.0 if most > PERCENT else 1.0,
        "%.2f",
        placeholder=translate("money.not_known", language),
        help=translate(f"money.{name}_help", language),
        **slot.keeping(
            lambda given: given,
            lambda given: change_budget(**changes(None if given is None else exact(given, decimals))),
        ),
    )


def exact(number: float, decimals: int = 2) -> Decimal:
    """Return a number that somebody typed, in whole cents or another number of decimals.

    Parameters
    ----------
    number
        The number.
    decimals
        How many.
    """
    return Decimal(repr(round(float(number), decimals)))


def _costs(own: DrawnRegion, language: str) -> None:
    kinds = {kind: translate(f"money.kind_{kind}", language) for kind in COST_KINDS}
    costs = own.budget.costs
    grid = Grid(f"money.costs.{own.name}", costs)
    table = pd.DataFrame(
        {
            "kind": [kinds[cost.kind] for cost in costs],
            "label": [cost.label for cost in costs],
            "amount": [float(cost.amount) for cost in costs],
            "per_head": [cost.per_head for cost in costs],
        }
    ).astype({"kind": object, "label": object, "amount": float, "per_head": bool})
    rows = grid.draw(
        table,
        {
            "kind": st.column_config.SelectboxColumn(
                translate("money.col_kind", language), options=list(kinds.values())
            ),
            "label": st.column_config.TextColumn(translate("money.col_label", language), max_chars=200),
            "amount": st.column_config.NumberColumn(
                translate("money.col_amount", language),
                min_value=0,
                max_value=MOST_EURO,
                step=0.01,
                format="localized",
                width=100,
            ),
            "per_head": st.column_config.CheckboxColumn(
                translate("money.col_per_head", language), width=80, help=translate("money.per_head_help", language)
            ),
        },
        num_rows="dynamic",
    )
    codes = {text: kind for kind, text in kinds.items()}
    filled = [
        {
            "kind": codes.get(str(row["kind"]), COST_KINDS[-1]),
            "label": str(row["label"]).strip() or None if row["label"] else None,
            "amount": exact(row["amount"]),
            "per_head": bool(row["per_head"]),
        }
        for row in rows
        if row["amount"] is not None
    ]
    if filled != [cost.model_dump() for cost in costs]:
        change_budget(costs=filled)
        grid.settle(_budget().costs)
    st.caption(translate("money.costs_note", language))


def _sharing(own: DrawnRegion, language: str) -> None:
    sharing = own.budget.sharing
    model = next((name for name, share in MODELS.items() if share == sharing.fixed_share), "mix")
    slot = Slot(f"money.model.{own.name}", model)
    st.segmented_control(
        translate("money.model", language),
        list(MODELS),
        default=model,
        required=True,
        format_func=lambda name: translate(f"money.model_{name}", language),
        **slot.keeping(lambda name: name, lambda name: change_budget(**_in_sharing(fixed_share=MODELS[name]))),
    )
    if model == "mix":
        percent = round(float(sharing.fixed_share) * PERCENT)
        slot = Slot(f"money.fixed.{own.name}", percent)
        st.slider(
            translate("money.fixed_share", language),
            1,
            99,
            min(max(percent, 1), 99),
            format="%d %%",
            **slot.keeping(int, lambda value: change_budget(**_in_sharing(fixed_share=exact(value / PERCENT, 2)))),
        )
    if model != "fixed":
        slot = Slot(f"money.key.{own.name}", sharing.key)
        st.radio(
            translate("money.key", language),
            KEYS,
            index=KEYS.index(sharing.key),
            horizontal=True,
            format_func=lambda key: translate(f"money.key_{key}", language),
            **slot.keeping(lambda key: key, lambda key: change_budget(**_in_sharing(key=key))),
        )


def _members(atlas: Atlas, own: DrawnRegion, language: str) -> None:
    names, budget = atlas.flemish["name"], own.budget
    tables: dict[str, Mapping[str, Decimal]] = {
        column: getattr(budget.sharing, name) for column, name in PER_MEMBER.items()
    } | {"spending": budget.spending}
    shown = [column for column in tables if column != "own_key" or budget.sharing.key == "own"]
    with st.expander(
        translate("money.per_member", language), expanded=budget.sharing.key == "own", key="money-members"
    ):
        st.caption(translate("money.per_member_note", language))
        value = (own.members, budget.sharing.key, *(tuple(sorted(tables[column].items())) for column in shown))
        grid = Grid(f"money.members.{own.name}", value)
        columns: dict[str, list[Any]] = {"name": [str(names[nis]) for nis in own.members]}
        columns |= {
            column: [float(tables[column][nis]) if nis in tables[column] else None for nis in own.members]
            for column in shown
        }
        rows = grid.draw(
            pd.DataFrame(columns).astype(dict.fromkeys(shown, float)),
            {"name": st.column_config.TextColumn(translate("money.col_municipality", language), disabled=True)}
            | {
                column: st.column_config.NumberColumn(
                    translate(f"money.col_{column}", language), min_value=0, max_value=MOST_EURO, format="localized"
                )
                for column in shown
            },
        )
        filled = {
            column: {
                nis: exact(row[column]) for nis, row in zip(own.members, rows, strict=True) if row[column] is not None
            }
            for column in shown
        }
        own_only = {column: {n: a for n, a in tables[column].items() if n in own.members} for column in shown}
        if filled != own_only:
            sharing = {PER_MEMBER[column]: amounts for column, amounts in filled.items() if column in PER_MEMBER}
            change_budget(**_in_sharing(**sharing), spending=filled["spending"])
            after = _budget()
            now = {column: getattr(after.sharing, name) for column, name in PER_MEMBER.items()}
            now["spending"] = after.spending
            grid.settle((own.members, after.sharing.key, *(tuple(sorted(now[column].items())) for column in shown)))
            refused = board().refused
            if refused is not None:
                st.warning(plain(refused.message(language)))
