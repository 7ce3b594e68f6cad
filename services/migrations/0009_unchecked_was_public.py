"""A row that comes in as unchecked was public where it came from, as an archived one was."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION services_service_first_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        NEW.first_published_on := OLD.first_published_on;  -- an object in memory may not know it
    END IF;
    IF NEW.status = 'published' OR (TG_OP = 'INSERT' AND {were_public}) THEN
        NEW.first_published_on := COALESCE(NEW.first_published_on, CURRENT_DATE);
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0008_upkeep_checks")]

    operations = [
        migrations.RunSQL(
            FUNCTION.format(were_public="NEW.status IN ('archived', 'unchecked')"),
            FUNCTION.format(were_public="NEW.status = 'archived'"),
        )
    ]
