"""What an edition has for the fields of the view that name something in it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from igs_geo.atlas import Atlas

Options = Callable[[Atlas], Container[str]]


def municipalities(atlas: Atlas) -> list[str]:
    """Return the NIS codes of the municipalities that count."""
    return [str(nis) for nis in atlas.flemish.index]


def domains(atlas: Atlas) -> list[str]:
    """Return the policy domains."""
    return [str(code) for code in atlas.domains.index]


def backgrounds(atlas: Atlas) -> list[str]:
    """Return the divisions that can lie under a map."""
    kinds = atlas.division_kinds
    return [str(code) for code in kinds.index[kinds["kind"] != "typology"]]


def regions(atlas: Atlas) -> dict[str, tuple[str, str]]:
    """Return the regions that can be looked at: division and name by ``DIVISION:REGION_CODE``, in order."""
    rows, order = atlas.divisions, {division: place for place, division in enumerate(atlas.emphasis.focus)}
    rows = rows[rows["division"].isin(order.keys())].drop_duplicates(["division", "region_code"])
    rows = rows.assign(place=rows["division"].map(order)).sort_values(["place", "region_name"])
    return {
        f"{division}:{code}": (str(division), str(name))
        for division, code, name in zip(rows["division"], rows["region_code"], rows["region_name"], strict=True)
    }


def frames(atlas: Atlas) -> list[str]:
    """Return the divisions inside whose regions a search can stay: those that are a partition."""
    layers = atlas.layers(inventories=()).values()
    return [layer.code.removeprefix("division:") for layer in layers if layer.is_partition]


def layers(atlas: Atlas) -> list[str]:
    """Return the layers that can lie over each other: all but the typologies."""
    kinds = atlas.division_kinds
    typologies = {f"division:{code}" for code in kinds.index[kinds["kind"] == "typology"]}
    return [code for code in atlas.layers() if code not in typologies]


class Pairs:
    """The pairs of municipalities, as ``NIS-NIS``.

    Parameters
    ----------
    atlas
        The edition.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._codes = frozenset(map(str, atlas.flemish.index))

    def __contains__(self, pair: object) -> bool:
        """Whether both are municipalities, and not the same."""
        ends = tuple(self._ends(pair))
        return len(ends) == 2 and ends[0] != ends[1] and set(ends) <= self._codes

    @staticmethod
    def _ends(pair: object) -> Iterator[str]:
        yield from str(pair).split("-")


def bodies(atlas: Atlas) -> list[str]:
    """Return the bodies."""
    return [str(body) for body in atlas.partnerships.index]
