"""A service that is deleted takes its words out of the counts of the vocabulary, whoever deletes it."""

from django.db import migrations

COUNT_DOWN = """
CREATE FUNCTION services_searchentry_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        SELECT term, count(*) AS services
        FROM removed CROSS JOIN LATERAL unnest(tsvector_to_array(removed.vector)) AS term
        WHERE term NOT LIKE '=%' GROUP BY term
        UNION ALL
        SELECT '', count(*) FROM removed
    ), held AS (
        -- In their order, so that no two writers wait in a ring.
        SELECT word.term, gone.services FROM services_searchword word JOIN gone ON gone.term = word.term
        ORDER BY word.term COLLATE "C" FOR UPDATE OF word
    )
    UPDATE services_searchword word SET services = greatest(0, word.services - held.services)
    FROM held WHERE word.term = held.term;
    RETURN NULL;
END $$;
CREATE TRIGGER services_searchentry_gone AFTER DELETE ON services_searchentry
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION services_searchentry_gone();
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0006_service_first_published_on")]

    operations = [migrations.RunSQL(COUNT_DOWN, "DROP FUNCTION services_searchentry_gone() CASCADE")]
