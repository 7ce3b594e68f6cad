"""Django's PostgreSQL backend that starts the embedded server before it first connects."""

from django.db.backends.postgresql import base

from lape import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    """So the server runs for the commands that use the database, and only for them."""

    def get_new_connection(self, conn_params):
        embedded.hold()
        return super().get_new_connection(conn_params)
