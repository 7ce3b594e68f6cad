"""Changes that go past our code (update(), loaddata, SQL) put their services on a waiting list.

Our own code takes them off again in the same transaction (`services.search.entries.index_services`).
"""

from django.db import migrations

#: Table → how its rows lead to services. `service` here is a row of the changed table.
SOURCES = {
    "services_service": "SELECT id FROM changed",
    "services_service_themes": "SELECT service_id FROM changed",
    "services_service_audiences": "SELECT service_id FROM changed",
    "services_service_municipalities": "SELECT service_id FROM changed",
    "services_service_areas": "SELECT service_id FROM changed",
    "services_service_networks": "SELECT service_id FROM changed",
    "services_organization": (
        "SELECT service.id FROM services_service service JOIN changed ON changed.id = service.organization_id"
    ),
    "services_organization_networks": (
        "SELECT service.id FROM services_service service"
        " JOIN changed ON changed.organization_id = service.organization_id"
    ),
    "services_theme": (
        "SELECT link.service_id FROM services_service_themes link JOIN changed ON changed.id = link.theme_id"
    ),
    "services_audience": (
        "SELECT link.service_id FROM services_service_audiences link JOIN changed ON changed.id = link.audience_id"
    ),
}
#: A row of these is new before anything can point to it, and nothing does once it is gone.
ONLY_UPDATES = {"services_organization", "services_theme", "services_audience"}


def _triggers():
    for table, services in SOURCES.items():
        name = f"{table}_waits"
        yield f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO services_searchchange (service_id) SELECT DISTINCT found.id FROM ({services}) AS found(id);
    RETURN NULL;
END $$;
"""  # noqa: S608 - built from the constants above alone
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            if event == "UPDATE" or table not in ONLY_UPDATES:
                yield f"""
CREATE TRIGGER {name}_on_{event.lower()} AFTER {event} ON {table}
REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def _no_triggers():
    return "".join(f"DROP FUNCTION IF EXISTS {table}_waits() CASCADE;\n" for table in SOURCES)


class Migration(migrations.Migration):
    dependencies = [("services", "0004_search_index")]

    operations = [migrations.RunSQL("".join(_triggers()), _no_triggers())]
