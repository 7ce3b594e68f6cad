"""The site as a WSGI application, with the limits that only the web has."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lape.settings")

application = get_wsgi_application()


def limit_database() -> None:
    """Give the database connections of this process a pool and a longest time for a statement."""
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    for alias in connections:
        connections[alias].close_pool()
        options = connections.settings[alias].setdefault("OPTIONS", {})
        options["pool"] = dict(settings.WEB_DATABASE_POOL)
        # Compiling a query takes longer than running any of ours.
        options["options"] = f"-c statement_timeout={settings.WEB_STATEMENT_TIMEOUT_MS} -c jit=off"
        connections.settings[alias]["CONN_HEALTH_CHECKS"] = True  # a server that came back is used at once


def warm_up() -> None:
    """Read the word files now, before the first search; workers that fork later share them."""
    from services.search.analysis import analyse

    for language in ("fi", "sv", "en"):
        analyse("perheneuvola", language)


limit_database()
warm_up()
