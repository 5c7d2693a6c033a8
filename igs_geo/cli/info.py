"""``igs-geo info``: what the data package holds."""

from __future__ import annotations

import click


@click.command()
@click.option("--edition", default="2025", show_default=True)
def info(edition: str) -> None:
    """Count what the data package holds."""
    from igs_geo.atlas import load_atlas

    atlas = load_atlas(edition)
    click.echo(f"{edition}: {len(atlas.flemish)} municipalities, {len(atlas.partnerships)} partnerships")
