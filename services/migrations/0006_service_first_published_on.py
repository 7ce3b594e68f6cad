"""The day a listing was first public: what never was must not answer "has ended" with its name.

A trigger keeps it, so that no way of publishing (admin, bulk action, import, SQL) can miss it. A row that
comes in as archived was public where it came from.
"""

from django.db import migrations, models

TRIGGER = """
CREATE FUNCTION services_service_first_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        NEW.first_published_on := OLD.first_published_on;  -- an object in memory may not know it
    END IF;
    IF NEW.status = 'published' OR (TG_OP = 'INSERT' AND NEW.status = 'archived') THEN
        NEW.first_published_on := COALESCE(NEW.first_published_on, CURRENT_DATE);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER services_service_first_published BEFORE INSERT OR UPDATE ON services_service
FOR EACH ROW WHEN (NEW.first_published_on IS NULL) EXECUTE FUNCTION services_service_first_published();
"""
NO_TRIGGER = "DROP FUNCTION IF EXISTS services_service_first_published() CASCADE;"
# Who could see an archived listing before is not known: it is taken for one that was public.
KNOWN = "UPDATE services_service SET first_published_on = CURRENT_DATE WHERE status <> 'draft';"


class Migration(migrations.Migration):
    dependencies = [("services", "0005_search_triggers")]

    operations = [
        migrations.AddField(
            model_name="service",
            name="first_published_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="first public on"),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
    ]
