"""How far a weight can move its criterion, said beside its slider."""

from __future__ import annotations

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.pages.regions.certainty.background import known_of
from igs_geo.dashboard.pages.regions.state import state
from igs_geo.i18n import format_number, translate
from igs_geo.regions import CriteriaError, Weights


def say_reach(criterion: str) -> str:
    """Return how far a weight can move its criterion in the division on show; empty where that is not known.

    It does not depend on the weights themselves, so it is said until another setting changes.

    Parameters
    ----------
    criterion
        Name of the criterion.
    """
    view, proposal = current_view(), state().proposal
    payoff = known_of(proposal).payoff
    if proposal is None or payoff is None:
        return ""
    try:
        asked = view.asked.criteria(view.edition)
    except CriteriaError:
        return ""
    if asked.with_(weights=Weights()) != proposal.criteria.with_(weights=Weights()):
        return ""
    row = next((row for row in payoff["rows"] if row["criterion"] == criterion), None)
    if row is None or row["best"] is None or row["worst"] is None:
        return ""
    values = {name: format_number(row[name], view.language, 2) for name in ("best", "own", "worst")}
    return translate("regions.p_reach", view.language, **values)
