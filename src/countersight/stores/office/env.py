"""What Alembic runs to change the tables; ``database.migrate`` hands the connection in."""

from alembic import context

from countersight.stores.office.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
