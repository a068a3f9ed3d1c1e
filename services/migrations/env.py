"""Run by alembic: every missing migration in one transaction, on the connection of `services.migrate`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
