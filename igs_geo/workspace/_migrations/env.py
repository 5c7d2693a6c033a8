"""What Alembic runs: the steps, on the connection that is given."""

from alembic import context

from igs_geo.workspace.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
