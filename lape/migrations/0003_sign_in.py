import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# As `createcachetable` makes it; here, so that nobody has to remember that command.
CACHE_TABLE = """
    CREATE TABLE lape_cache (
        cache_key varchar(255) NOT NULL PRIMARY KEY,
        value text NOT NULL,
        expires timestamp with time zone NOT NULL
    );
    CREATE INDEX lape_cache_expires ON lape_cache (expires);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('lape', '0002_outbox'),
    ]

    operations = [
        migrations.RunSQL(CACHE_TABLE, 'DROP TABLE lape_cache'),
        migrations.AddField(
            model_name='user',
            name='sessions_ended_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='signed out everywhere'),
        ),
        migrations.CreateModel(
            name='SignInRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('typed', models.CharField(blank=True, max_length=64, verbose_name='unknown address, as a keyed sum')),
                ('outcome', models.CharField(choices=[('signed_in', 'signed in'), ('wrong_code', 'wrong code'), ('wrong_password', 'wrong password'), ('wrong_second_factor', 'wrong second step'), ('too_many', 'too many tries'), ('refused', 'no right to what was asked for')], max_length=20, verbose_name='what happened')),
                ('hour', models.DateTimeField(db_index=True, verbose_name='within the hour from')),
                ('address', models.CharField(blank=True, max_length=64, verbose_name='sender, as a keyed sum')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'sign-in',
                'verbose_name_plural': 'sign-ins',
                'ordering': ['-hour', '-pk'],
            },
        ),
    ]
