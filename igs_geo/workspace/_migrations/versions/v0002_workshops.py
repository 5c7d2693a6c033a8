"""Workshops of a scenario, and what people answer in them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "workshops",
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("document", sa.String(32), sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        sa.Column("region", sa.String(200), nullable=False),
        sa.Column("made", sa.String(32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
    )
    op.create_index("workshops_document", "workshops", ["document"])
    op.create_table(
        "answers",
        sa.Column("place", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("workshop", sa.String(40), sa.ForeignKey("workshops.code", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.UniqueConstraint("workshop", "id", name="answers_once"),
    )
