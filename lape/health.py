"""Is the site alive, and can it serve? Both answers, and the 503, work without the database."""

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

RETRY_SECONDS = 30
SENTENCE = (
    "Sivusto on hetken poissa käytöstä. Yritä pian uudelleen. Hätätilanteessa soita 112.\n"
    "Webbplatsen är tillfälligt ur bruk. Försök igen om en stund. Ring 112 i nödsituationer.\n"
    "The site is unavailable for a moment. Please try again soon. In an emergency, call 112.\n"
)

_state = {"migrated": False}


@never_cache
@require_safe
def healthz(request):
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request):
    """200 when the database answers and knows every migration, else 503."""
    checks = {"database": True, "migrations": True}
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["migrations"] = migrations_are_applied()
    except DatabaseError:
        checks = {"database": False, "migrations": False}
    if all(checks.values()):
        return JsonResponse({"status": "ok", **checks, **search_notes()})
    return JsonResponse(
        {"status": "unavailable", **checks}, status=503, headers={"Retry-After": RETRY_SECONDS}
    )


def search_notes() -> dict:
    """What is not right with the search index; the site serves all the same, so the answer stays 200."""
    from services.search.entries import is_stale, waiting

    notes = {}
    try:
        if is_stale():
            notes["search_index"] = "stale: run rebuild_search"
        if number := waiting():
            notes["search_waiting"] = number
    except DatabaseError:
        notes["search_index"] = "unknown"
    return notes


def migrations_are_applied() -> bool:
    """Reading the migrations takes long, so a yes is remembered: running code gets no new ones."""
    if not _state["migrated"]:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        _state["migrated"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _state["migrated"]


def unavailable() -> HttpResponse:
    """The 503 page, rendered without a request: no context processor may ask the database."""
    try:
        response = HttpResponse(render_to_string("503.html"), status=503)
    except TemplateDoesNotExist:
        response = HttpResponse(SENTENCE, status=503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
