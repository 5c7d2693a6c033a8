"""Where a program can be changed: the mutants of cosmic-ray that say something, one a place, drawn with a seed."""

from __future__ import annotations

import ast
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

ROOT = Path(__file__).parents[2]
ROOMS = ("problem", "kernels", "sets", "program", "start", "labelling", "result", "search", "analysis", "worker",
         "deadline")  # fmt: skip
# Adding instead of shifting, or `is` instead of `==`, ends in a TypeError at once: such mutants die without a test that
# looks, and would only make the score look good. These are the ones that a tired programmer could write.
OPERATORS = (
    *(
        f"core/ReplaceBinaryOperator_{pair}"
        for pair in (
            "Add_Sub", "Sub_Add", "Mul_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_FloorDiv", "Pow_Mul",
            "RShift_LShift", "LShift_RShift", "BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitAnd",
        )
    ),
    *(
        f"core/ReplaceComparisonOperator_{pair}"
        for pair in (
            "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt",
            "Is_IsNot", "IsNot_Is",
        )
    ),
    "core/ReplaceUnaryOperator_USub_UAdd", "core/ReplaceUnaryOperator_Delete_Invert",
    "core/ReplaceUnaryOperator_Delete_Not", "core/AddNot", "core/ReplaceTrueWithFalse", "core/ReplaceFalseWithTrue",
    "core/ReplaceAndWithOr", "core/ReplaceOrWithAnd", "core/ReplaceBreakWithContinue", "core/ReplaceContinueWithBreak",
    "core/ExceptionReplacer", "core/NumberReplacer", "core/RemoveDecorator", "core/ZeroIterationForLoop",
)  # fmt: skip
SPEED_ONLY = {"compiled", "inlined", "bare", "cache", "lru_cache", "cached_property"}
"""Decorators that change how fast a function answers, not what."""
NO_OPERATOR = {"parameters", "dictorsetmaker"}
"""Where a star is a sign between arguments or in a dictionary, and no multiplication."""
STEERING = (
    "LargeParams",
    "SearchParams",
    "ProgramParams",
    "SetsParams",
    "StartParams",
    "LocalParams",
    "LabellingParams",
)
"""Classes whose defaults say how the time is spent: with a neighbouring number the answers are the same."""
SAYS_NOTHING = {"repr", "eq", "frozen", "init", "strict", "cache", "nogil", "inline", "slots", "kw_only", "compare"}
"""Arguments that guard against mistakes, or change how a thing prints."""


@dataclass(frozen=True)
class Mutant:
    """One change to one file.

    Parameters
    ----------
    file
        The module, from the root of the repository.
    line, column
        Where the change starts; the first line is 1, the first column 0.
    operator
        Cosmic-ray's name of the kind of change.
    occurrence
        Which of the places of that kind in the file.
    definition
        The function or class it is in.
    """

    file: str
    line: int
    column: int
    operator: str
    occurrence: int
    definition: str

    @property
    def room(self) -> str:
        """The room of the search, or the package."""
        parts = Path(self.file).with_suffix("").parts
        return parts[2] if parts[1] == "regions" else parts[1]

    @property
    def source(self) -> str:
        """The line as it is now."""
        return _lines(ROOT / self.file)[self.line - 1].strip()

    @property
    def rest(self) -> str:
        """The line as it is now, from the change on."""
        return _lines(ROOT / self.file)[self.line - 1][self.column :]

    def apply(self, code: str) -> str | None:
        """Return the code of the file with the change; None when the place is not there."""
        return mutate_code(code, get_operator(self.operator)(), self.occurrence)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.operator.removeprefix('core/')}"


@cache
def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def modules(rooms: set[str]) -> list[Path]:
    """The modules with something to change in these rooms."""
    found = [*(ROOT / "igs_geo" / "regions").rglob("*.py"), *(ROOT / "igs_geo" / "fragmentation").glob("*.py")]
    relative = (path.relative_to(ROOT) for path in found if path.name != "__init__.py")
    return sorted(path for path in relative if Mutant(str(path), 1, 0, "", 0, "").room in rooms)


def _silent(tree: ast.Module) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans in which no change can be noticed: annotations, and arguments that only guard or print."""
    spans = []
    for node in ast.walk(tree):
        quiet: list[ast.AST | None] = []
        if isinstance(node, ast.arg | ast.AnnAssign):
            quiet.append(node.annotation)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            quiet.append(node.returns)
        if isinstance(node, ast.Call):
            quiet += [keyword.value for keyword in node.keywords if keyword.arg in SAYS_NOTHING]
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            quiet += node.args[1:] if name == "cast" else []
        if isinstance(node, ast.Assign) and _is_type(node.value):
            quiet.append(node.value)
        if isinstance(node, ast.ClassDef) and node.name in STEERING:
            quiet += [statement.value for statement in node.body if isinstance(statement, ast.AnnAssign)]
        spans += [
            ((thing.lineno, thing.col_offset), (thing.end_lineno or 0, thing.end_col_offset or 0))
            for thing in quiet
            if isinstance(thing, ast.expr)
        ]
    return spans


def _is_type(value: ast.expr) -> bool:
    """Whether a value is a type that is given a name, such as ``Layer = GroupLayer | BodyLayer``."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        return _is_type(value.left) and _is_type(value.right)
    name = value.value if isinstance(value, ast.Subscript) else value
    return isinstance(name, ast.Name) and name.id[:1].isupper() and not name.id.isupper()


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a module that a test could notice."""
    code = (ROOT / path).read_text("utf-8")
    lines = code.splitlines()
    silent = _silent(ast.parse(code))
    nodes = list(ast_nodes(get_ast(code)))
    found = []
    for operator in OPERATORS:
        kind = get_operator(operator)()
        positions = ((node, start) for node in nodes for start, _ in kind.mutation_positions(node))
        for occurrence, (node, start) in enumerate(positions):
            if any(low <= start < high for low, high in silent) or "pragma: no mutate" in lines[start[0] - 1]:
                continue
            if node.parent is not None and node.parent.type in NO_OPERATOR:
                continue
            decorator = lines[start[0] - 1].strip().lstrip("@").split("(")[0].split(".")[-1]
            if operator.endswith("RemoveDecorator") and decorator in SPEED_ONLY:
                continue
            place = ASTQuery(node).get_definition_name() or ""
            found.append(Mutant(str(path), start[0], start[1], operator, occurrence, place))
    return found


def sample(rooms: set[str], number: int, seed: int, fewest: int = 0) -> list[Mutant]:
    """Draw places in the code, and one change at each.

    Parameters
    ----------
    rooms
        Which rooms of the search; ``fragmentation`` for that package.
    number
        How many mutants; fewer when there are fewer places.
    seed
        Of the draw: the same code and seed give the same mutants.
    fewest
        How many are drawn in every room, of those that it has; the other places are each as likely as another.
    """
    places: dict[tuple[str, int, int], list[Mutant]] = {}
    for path in modules(rooms):
        for mutant in mutants_of(path):
            places.setdefault((mutant.file, mutant.line, mutant.column), []).append(mutant)
    rng = random.Random(seed)
    order = sorted(places)
    rng.shuffle(order)
    by_room: dict[str, list[tuple[str, int, int]]] = {}
    for place in order:
        by_room.setdefault(places[place][0].room, []).append(place)
    first = [place for room in sorted(by_room) for place in by_room[room][:fewest]]
    drawn = set(first)
    chosen = [*first, *(place for place in order if place not in drawn)]
    mutants = [rng.choice(places[place]) for place in chosen[:number]]
    rng.shuffle(mutants)
    return mutants
