"""``igs-geo regions``: candidate regions, and how good they are proven to be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from igs_geo.cli.base import Group, data_option, language_of, language_option
from igs_geo.cli.output import as_text, format_option, output_option, write, write_json, write_table
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_number, format_percent, translate

if TYPE_CHECKING:
    from igs_geo.atlas import Atlas
    from igs_geo.regions import Criteria, Problem, Proposal

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "json", "csv", "geojson")
WEIGHTED = ("compactness", "cohesion", "ties", "balance", "splits")
NUMBERS = (
    "min-municipalities", "max-municipalities", "min-inhabitants", "max-inhabitants", "min-young", "max-young",
    "min-regions", "max-regions", "exempt-above", "target",
)  # fmt: skip
OPTIONAL = frozenset(NUMBERS) - {"min-municipalities", "max-municipalities", "target"}


class Number(click.ParamType[int | str]):
    """A whole number, or ``none`` to drop a bound."""

    name = "number"

    def __init__(self, *, optional: bool) -> None:
        self.optional = optional

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """Return the number; ``none`` stays a word, so that it can be told from an option that was not given."""
        if isinstance(value, int):
            return value
        text = str(value).strip().lower()
        if self.optional and text == "none":
            return text
        try:
            return int(text)
        except ValueError:
            self.fail(f"{value!r}", param, ctx)


class Names(click.ParamType[tuple[str, ...]]):
    """Names or codes with a comma between."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the names without spaces around them."""
        del param, ctx
        return value if isinstance(value, tuple) else tuple(x for part in str(value).split(",") if (x := part.strip()))


def criteria_options(command: F) -> F:
    """Add an option for every setting of a search; what is not given keeps the value of the preset or file."""
    text = "regions.option_"
    options = [
        click.option("--criteria", "file", type=click.Path(dir_okay=False), help=f"{text}criteria"),
        click.option("--preset", default=None, help=f"{text}preset"),
        click.option("--edition", type=click.Choice(["2019", "2025"]), default=None, help="cli.option_edition"),
        click.option("--frame", default=None, help=f"{text}frame"),
        click.option("--no-frame", is_flag=True, help=f"{text}no_frame"),
        *(click.option(f"--{name}", type=Number(optional=name in OPTIONAL), default=None,
                       help=f"{text}{name.replace('-', '_')}") for name in NUMBERS),
        click.option("--regions", "regions_number", type=int, default=None, help=f"{text}regions"),
        click.option("--contiguous/--no-contiguous", default=None, help=f"{text}contiguous"),
        click.option("--min-border", "min_border_m", type=float, default=None, help=f"{text}min_border"),
        click.option("--links/--no-links", "use_links", default=None, help=f"{text}links"),
        click.option("--link", "extra_links", type=Names(), multiple=True, help=f"{text}link"),
        click.option("--youth-partnerships", type=click.Choice(["keep", "extend", "ignore"]), default=None,
                     help=f"{text}youth_partnerships"),
        click.option("--together", type=Names(), multiple=True, help=f"{text}together"),
        click.option("--apart", type=Names(), multiple=True, help=f"{text}apart"),
        click.option("--inside", type=Names(), default=None, help=f"{text}inside"),
        click.option("--outside", type=Names(), default=None, help=f"{text}outside"),
        click.option("--left-over", type=click.Choice(["forbid", "minimise", "price"]), default=None,
                     help=f"{text}left_over"),
        click.option("--price", type=float, default=None, help=f"{text}price"),
        click.option("--objective", type=click.Choice(
            ["weighted", *WEIGHTED, "pairwise-distance", "unweighted-ssd"]), default=None, help=f"{text}objective"),
        *(click.option(f"--weight-{name}", type=float, default=None, help=f"{text}weight") for name in WEIGHTED),
        click.option("--people", type=click.Choice(["inhabitants", "young"]), default=None, help=f"{text}people"),
        click.option("--ages", type=Names(), default=None, help=f"{text}ages"),
        click.option("--split-layers", type=Names(), default=None, help=f"{text}split_layers"),
        click.option("--population-year", type=int, default=None, help=f"{text}population_year"),
        click.option("--time-limit", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
                     help=f"{text}time_limit"),
        click.option("--threads", type=click.IntRange(min=1), default=2, show_default=True, help=f"{text}threads"),
        click.option("--scheduler", default=None, help=f"{text}scheduler"),
        data_option,
        language_option,
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def outcome(formats: tuple[str, ...] = FORMATS) -> Callable[[F], F]:
    """Return a decorator that adds the form and the place of the output."""

    def decorate(command: F) -> F:
        return click.pass_context(criteria_options(format_option(formats)(output_option(command))))  # type: ignore[return-value]

    return decorate


def _setup(options: dict[str, Any]) -> tuple[Atlas, Problem]:
    from igs_geo.atlas import load_atlas
    from igs_geo.regions import build_problem

    criteria = _base(options)
    if options["edition"] is not None:
        criteria = criteria.with_(edition=options["edition"])
    atlas = load_atlas(criteria.edition, options["data"])
    return atlas, build_problem(atlas, _changed(criteria, options, atlas))


def _base(options: dict[str, Any]) -> Criteria:
    from igs_geo.regions import Criteria
    from igs_geo.regions.problem.presets import DEFAULT_PRESET, preset

    if options["file"] is None:
        return preset(options["preset"] or DEFAULT_PRESET).criteria
    if options["preset"] is not None:
        raise IgsGeoError("regions.file_and_preset")
    try:
        text = Path(options["file"]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise IgsGeoError("regions.file_not_read", file=options["file"], reason=type(error).__name__) from error
    return Criteria.from_json(text)


def _changed(criteria: Criteria, options: dict[str, Any], atlas: Atlas) -> Criteria:
    from igs_geo.atlas.search import find_municipality

    def codes(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(find_municipality(atlas, name) for name in names)

    changes: dict[str, Any] = {}
    for name in ("frame", "contiguous", "min_border_m", "use_links", "youth_partnerships", "left_over", "price",
                 "objective", "people", "ages", "split_layers", "population_year"):  # fmt: skip
        if options[name] is not None:
            changes[name] = options[name]
    for name in (number.replace("-", "_") for number in NUMBERS):
        if options[name] is not None:
            changes[name] = None if options[name] == "none" else options[name]
    for name in ("inside", "outside"):
        if options[name] is not None:
            changes[name] = codes(options[name])
    for name in ("together", "apart", "extra_links"):
        if options[name]:
            changes[name] = tuple(codes(group) for group in options[name])
    if options["no_frame"]:
        changes["frame"] = None
    if options["regions_number"] is not None:
        changes["min_regions"] = changes["max_regions"] = options["regions_number"]
    weights = {name: options[f"weight_{name}"] for name in WEIGHTED if options[f"weight_{name}"] is not None}
    if weights:
        changes["weights"] = {name: getattr(criteria.weights, name) for name in WEIGHTED} | weights
    # A price says how left-over municipalities count; a rule that leaves no price drops the old one.
    if changes.get("left_over", criteria.left_over) != "price" and "price" not in changes:
        changes["price"] = None
    return criteria.with_(**changes) if changes else criteria


@click.group(cls=Group, help="regions.help")
def regions() -> None:
    """Find candidate regions."""


@regions.command(help="regions.help_search")
@outcome()
def search(context: click.Context, **options: Any) -> None:
    """Find the best division."""
    from igs_geo.regions import search as find
    from igs_geo.regions.search.executors import open_executor

    atlas, problem = _setup(options)
    with open_executor(options["threads"], options["scheduler"]) as executor:
        found = find(problem, time_limit=options["time_limit"], threads=options["threads"], executor=executor)
    _write_proposal(context, atlas, _explained(problem, found), options)


def _explained(problem: Problem, proposal: Proposal) -> Proposal:
    from igs_geo.regions import explain

    return explain(problem, proposal)


def _write_proposal(context: click.Context, atlas: Atlas, proposal: Proposal, options: dict[str, Any]) -> None:
    form, output = options["output_format"], options["output"]
    if form == "json":
        write_json(proposal.to_dict(), output)
    elif form == "csv":
        write_table(proposal.table(), "csv", output)
    elif form == "geojson":
        from igs_geo.regions.result.shapes import region_shapes

        write(_geojson(region_shapes(atlas, proposal), proposal), output)
    else:
        write(_text(proposal, language_of(context)), output)
    if form != "json":
        click.echo(verdict(proposal, language_of(context)), err=True)


def _geojson(frame: Any, proposal: Proposal) -> str:
    from igs_geo.regions.result.shapes import as_geojson

    settings = {key: value for key, value in proposal.to_dict().items() if key != "regions"}
    return as_geojson(frame, settings)


def verdict(proposal: Proposal, language: str) -> str:
    """Return how good a proposal is proven to be, in a sentence."""
    from igs_geo.regions import say_reasons, say_verdict

    return "\n".join([say_verdict(proposal, language), *say_reasons(proposal, language)])


def _text(proposal: Proposal, language: str) -> str:
    table = proposal.table()
    if table.empty:
        return ""
    columns = {"name": "name", "municipalities": "municipalities", "inhabitants": "inhabitants", "young": "young",
               "cost": "cost"}  # fmt: skip
    shown = table[list(columns)].copy()
    for name in ("municipalities", "inhabitants", "young"):
        shown[name] = [format_number(value, language) for value in table[name]]
    shown["cost"] = [f"{value:.5g}" for value in table["cost"]]
    return as_text(shown.rename(columns={name: translate(f"regions.column_{name}", language) for name in columns}))


@regions.command(help="regions.help_around")
@click.argument("name", metavar="NAME|NIS")
@click.option("-k", "--number", type=click.IntRange(min=1), default=5, show_default=True, help="regions.option_k")
@click.option("--overlap", type=click.FloatRange(0, 1), default=0.7, show_default=True, help="regions.option_overlap")
@outcome()
def around(context: click.Context, *, name: str, number: int, overlap: float, **options: Any) -> None:
    """Find the best regions around a municipality."""
    from igs_geo.atlas.search import find_municipality
    from igs_geo.regions import around as find

    atlas, problem = _setup(options)
    nis = find_municipality(atlas, name)
    found = find(problem, nis, number, overlap)
    rows = [
        {"rank": rank, "cost_per_inhabitant": each} | region.to_dict()
        for rank, (region, each) in enumerate(zip(found.regions, found.costs_per_inhabitant, strict=True), 1)
    ]
    head = {"municipality": nis, "considered": found.considered, "largest": found.largest}
    _write_rows(context, atlas, rows, head | {"criteria": problem.criteria.to_dict()}, "regions", options)


@regions.command(help="regions.help_grow")
@click.argument("partnership")
@click.option("-k", "--number", type=click.IntRange(min=1), default=10, show_default=True, help="regions.option_k")
@click.option("--most", type=click.IntRange(min=1), default=3, show_default=True, help="regions.option_most")
@outcome()
def grow(context: click.Context, *, partnership: str, number: int, most: int, **options: Any) -> None:
    """Find how a youth partnership can best grow."""
    from igs_geo.regions import grow as find

    atlas, problem = _setup(options)
    found = find(problem, partnership, number, most)
    rows = [
        {"rank": rank, "added": list(item.added), "cost_per_inhabitant": item.cost_per_inhabitant,
         "change": item.change} | item.region.to_dict()
        for rank, item in enumerate(found.extensions, 1)
    ]  # fmt: skip
    head = {"partnership": found.partnership, "name": found.name, "now": found.now.to_dict(),
            "now_per_inhabitant": found.now_per_inhabitant, "considered": found.considered}  # fmt: skip
    _write_rows(context, atlas, rows, head | {"criteria": problem.criteria.to_dict()}, "extensions", options)


def _write_rows(  # noqa: PLR0917 three commands, one way to write
    context: click.Context,
    atlas: Atlas,
    rows: list[dict[str, Any]],
    head: dict[str, Any],
    key: str,
    options: dict[str, Any],
) -> None:
    import pandas as pd

    form, output = options["output_format"], options["output"]
    if form == "json":
        write_json(head | {key: rows}, output)
        return
    flat = pd.DataFrame([{k: v for k, v in row.items() if k != "criteria"} | dict(row["criteria"]) for row in rows])
    if form == "csv":
        write_table(flat, "csv", output)
    elif form == "geojson":
        from igs_geo.regions.result.shapes import as_geojson, with_shapes

        text = flat.assign(
            **{str(c): [" ".join(v) for v in flat[c]] for c in flat if isinstance(flat[c].iloc[0], list)}
        )
        write(as_geojson(with_shapes(atlas, text, [row["members"] for row in rows]), head), output)
    else:
        language, names = language_of(context), atlas.municipalities["name"]
        shown = pd.DataFrame(
            [
                {
                    "": row["rank"],
                    translate("regions.column_members", language): ", ".join(names[n] for n in row["members"]),
                    translate("regions.column_inhabitants", language): format_number(row["inhabitants"], language),
                    translate("regions.column_each", language): format_number(row["cost_per_inhabitant"], language, 3),
                }
                for row in rows
            ]
        )
        write(as_text(shown) if len(shown) else translate("regions.nothing_found", language), output)


@regions.command(help="regions.help_alternatives")
@click.option("-n", "--number", type=click.IntRange(min=1), default=3, show_default=True, help="regions.option_n")
@click.option("--difference", type=float, default=0.2, show_default=True, help="regions.option_difference")
@outcome()
def alternatives(context: click.Context, *, number: int, difference: float, **options: Any) -> None:
    """Find other divisions that are nearly as good."""
    import pandas as pd

    from igs_geo.regions import alternatives as find
    from igs_geo.regions import broken_share

    atlas, problem = _setup(options)
    found = find(problem, number, difference, time_limit=options["time_limit"], threads=options["threads"])
    form, output = options["output_format"], options["output"]
    if form == "json":
        rows = [p.to_dict() | {"broken_share": broken_share(found[0], p)} for p in found]
        head = {"difference": difference, "criteria": problem.criteria.to_dict()}
        write_json(head | {"best": rows[0], "alternatives": rows[1:]}, output)
        return
    frame = pd.concat([p.table().assign(alternative=i) for i, p in enumerate(found)], ignore_index=True)
    if form == "csv":
        write_table(frame, "csv", output)
    elif form == "geojson":
        from igs_geo.regions.result.shapes import region_shapes

        shapes = pd.concat([region_shapes(atlas, p).assign(alternative=i) for i, p in enumerate(found)])
        write(_geojson(shapes, found[0]), output)
    else:
        language = language_of(context)
        texts = []
        for place, proposal in enumerate(found):
            title = translate("regions.alternative", language, number=place) if place else \
                translate("regions.best", language)  # fmt: skip
            share = format_percent(broken_share(found[0], proposal), language)
            broken = translate("regions.broken_share", language, share=share) if place else ""
            texts += [f"{title} {broken}".strip(), verdict(proposal, language), _text(proposal, language)]
        write("\n\n".join(texts), output)


@regions.command(help="regions.help_stability")
@click.option("--samples", type=click.IntRange(min=1), default=30, show_default=True, help="regions.option_samples")
@click.option("--seed", type=int, default=1, show_default=True, help="regions.option_seed")
@outcome()
def stability(context: click.Context, *, samples: int, seed: int, **options: Any) -> None:
    """Measure how far the regions depend on the weights."""
    import pandas as pd

    from igs_geo.regions import SetStore
    from igs_geo.regions import search as find
    from igs_geo.regions import stability as measure

    atlas, problem = _setup(options)
    store, limit, threads = SetStore(), options["time_limit"], options["threads"]
    proposal = _explained(problem, find(problem, time_limit=limit / 3, threads=threads, store=store))
    if proposal.objective is None:
        _write_proposal(context, atlas, proposal, options)
        return
    found = measure(
        problem, proposal, samples=samples, seed=seed, time_limit=2 * limit / 3, threads=threads, store=store
    )
    form, output = options["output_format"], options["output"]
    table = proposal.table().assign(stability=pd.Series(found.regions, dtype=float))
    if form == "json":
        rows = [r.to_dict() | {"stability": s} for r, s in zip(proposal.regions, found.regions, strict=True)]
        head = {"samples": found.drawn, "solved": found.solved, "gaps": found.gaps, "seed": found.seed}
        write_json(proposal.to_dict() | head | {"regions": rows}, output)
    elif form == "csv":
        write_table(table, "csv", output)
    elif form == "geojson":
        from igs_geo.regions.result.shapes import region_shapes

        write(_geojson(region_shapes(atlas, proposal).assign(stability=table["stability"]), proposal), output)
    else:
        language = language_of(context)
        shown = table[["name", "municipalities"]].assign(stability=[format_percent(s, language) for s in found.regions])
        columns = {name: translate(f"regions.column_{name}", language) for name in shown}
        note = translate("regions.stability_note", language, solved=found.solved, drawn=found.drawn)
        write(f"{as_text(shown.rename(columns=columns))}\n\n{note}", output)
