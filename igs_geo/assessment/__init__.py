"""The workbench: numbers of a drawn region, its rules, the success factors, the bill, and scenarios that hold them."""

from igs_geo.assessment.alike import Alike, alike, centre_cities, portrait
from igs_geo.assessment.bill.bill import Bill, Split, SubsidyAmount, break_even, make_bill, means_of, without_member
from igs_geo.assessment.bill.budget import Budget, Cost, Sharing, Subsidy
from igs_geo.assessment.bill.members import Member, members_of
from igs_geo.assessment.bill.sharing import Payer, Shared, share_out
from igs_geo.assessment.factors.answers import Agreement, Answer, Round
from igs_geo.assessment.factors.facts import Fact, facts, subsidies_per_inhabitant
from igs_geo.assessment.factors.group import Change, FactorResult, Spread, compare_rounds, order_of_talk, results
from igs_geo.assessment.numbers.bench import Bench
from igs_geo.assessment.numbers.joining import Joining, fewest_to_join
from igs_geo.assessment.numbers.moves import Move, best_moves, move
from igs_geo.assessment.numbers.region import RegionNumbers, Standing, region_numbers, standing
from igs_geo.assessment.rules.check import Checked, Dated, RuleCheck, check_rules
from igs_geo.assessment.rules.questions import Questions
from igs_geo.assessment.scenario.models import DrawnRegion, Scenario
from igs_geo.assessment.scenario.opening import Changed, Opened, as_saved, open_scenario
from igs_geo.assessment.scenario.reading import ScenarioError, read_scenario

__all__ = [
    "Agreement",
    "Alike",
    "Answer",
    "Bench",
    "Bill",
    "Budget",
    "Change",
    "Changed",
    "Checked",
    "Cost",
    "Dated",
    "DrawnRegion",
    "Fact",
    "FactorResult",
    "Joining",
    "Member",
    "Move",
    "Opened",
    "Payer",
    "Questions",
    "RegionNumbers",
    "Round",
    "RuleCheck",
    "Scenario",
    "ScenarioError",
    "Shared",
    "Sharing",
    "Split",
    "Spread",
    "Standing",
    "Subsidy",
    "SubsidyAmount",
    "alike",
    "as_saved",
    "best_moves",
    "break_even",
    "centre_cities",
    "check_rules",
    "compare_rounds",
    "facts",
    "fewest_to_join",
    "make_bill",
    "means_of",
    "members_of",
    "move",
    "open_scenario",
    "order_of_talk",
    "portrait",
    "read_scenario",
    "region_numbers",
    "results",
    "share_out",
    "standing",
    "subsidies_per_inhabitant",
    "without_member",
]
