import django.core.validators
import django.db.models.functions.comparison
import services.models.sourced
import services.translated
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0001_directory'),
    ]

    operations = [
        migrations.RenameField('picture', 'credit', 'credit_fi'),
        migrations.AlterField(
            model_name='picture',
            name='credit_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='credit (Finnish)'),
        ),
        migrations.AddField(
            model_name='picture',
            name='credit_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='credit (English)'),
        ),
        migrations.AddField(
            model_name='picture',
            name='credit_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='credit (Swedish)'),
        ),
        migrations.AlterField(
            model_name='audience',
            name='external_id',
            field=models.CharField(default=services.models.sourced.new_external_id, max_length=500, verbose_name='id in the source'),
        ),
        migrations.AlterField(
            model_name='audience',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (English)'),
        ),
        migrations.AlterField(
            model_name='audience',
            name='name_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Finnish)'),
        ),
        migrations.AlterField(
            model_name='audience',
            name='name_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Swedish)'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='place_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='place (English)'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='place_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='place (Finnish)'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='place_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='place (Swedish)'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='role_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='role (English)'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='role_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='role (Finnish)'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='role_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='role (Swedish)'),
        ),
        migrations.AlterField(
            model_name='district',
            name='external_id',
            field=models.CharField(default=services.models.sourced.new_external_id, max_length=500, verbose_name='id in the source'),
        ),
        migrations.AlterField(
            model_name='district',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (English)'),
        ),
        migrations.AlterField(
            model_name='district',
            name='name_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Finnish)'),
        ),
        migrations.AlterField(
            model_name='district',
            name='name_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Swedish)'),
        ),
        migrations.AlterField(
            model_name='event',
            name='external_id',
            field=models.CharField(default=services.models.sourced.new_external_id, max_length=500, verbose_name='id in the source'),
        ),
        migrations.AlterField(
            model_name='event',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (English)'),
        ),
        migrations.AlterField(
            model_name='event',
            name='name_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Finnish)'),
        ),
        migrations.AlterField(
            model_name='event',
            name='name_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Swedish)'),
        ),
        migrations.AlterField(
            model_name='event',
            name='summary_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='summary (English)'),
        ),
        migrations.AlterField(
            model_name='event',
            name='summary_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='summary (Finnish)'),
        ),
        migrations.AlterField(
            model_name='event',
            name='summary_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='summary (Swedish)'),
        ),
        migrations.AlterField(
            model_name='group',
            name='external_id',
            field=models.CharField(default=services.models.sourced.new_external_id, max_length=500, verbose_name='id in the source'),
        ),
        migrations.AlterField(
            model_name='group',
            name='method_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='method (English)'),
        ),
        migrations.AlterField(
            model_name='group',
            name='method_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='method (Finnish)'),
        ),
        migrations.AlterField(
            model_name='group',
            name='method_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='method (Swedish)'),
        ),
        migrations.AlterField(
            model_name='group',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (English)'),
        ),
        migrations.AlterField(
            model_name='group',
            name='name_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Finnish)'),
        ),
        migrations.AlterField(
            model_name='group',
            name='name_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Swedish)'),
        ),
        migrations.AlterField(
            model_name='location',
            name='address_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='address (English)'),
        ),
        migrations.AlterField(
            model_name='location',
            name='address_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='address (Finnish)'),
        ),
        migrations.AlterField(
            model_name='location',
            name='address_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='address (Swedish)'),
        ),
        migrations.AlterField(
            model_name='location',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (English)'),
        ),
        migrations.AlterField(
            model_name='location',
            name='name_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Finnish)'),
        ),
        migrations.AlterField(
            model_name='location',
            name='name_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Swedish)'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='outline',
            field=models.TextField(blank=True, editable=False, help_text='SVG path in hundreds of metres, y grows to the south; see services.places.outlines', verbose_name='outline'),
        ),
        migrations.AlterField(
            model_name='network',
            name='external_id',
            field=models.CharField(default=services.models.sourced.new_external_id, max_length=500, verbose_name='id in the source'),
        ),
        migrations.AlterField(
            model_name='network',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (English)'),
        ),
        migrations.AlterField(
            model_name='network',
            name='name_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Finnish)'),
        ),
        migrations.AlterField(
            model_name='network',
            name='name_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Swedish)'),
        ),
        migrations.AlterField(
            model_name='organization',
            name='external_id',
            field=models.CharField(default=services.models.sourced.new_external_id, max_length=500, verbose_name='id in the source'),
        ),
        # PostgreSQL changes no column that a generated one is made of.
        migrations.RemoveField('organization', 'sort_fi'),
        migrations.RemoveField('organization', 'sort_sv'),
        migrations.RemoveField('organization', 'sort_en'),
        migrations.AlterField(
            model_name='organization',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (English)'),
        ),
        migrations.AlterField(
            model_name='organization',
            name='name_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Finnish)'),
        ),
        migrations.AlterField(
            model_name='organization',
            name='name_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Swedish)'),
        ),
        migrations.AddField(
            model_name='organization',
            name='sort_en',
            field=models.GeneratedField(db_persist=True, expression=services.translated.FinnishOrder(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf('name_en', models.Value('')), django.db.models.functions.comparison.NullIf('name_fi', models.Value('')), django.db.models.functions.comparison.NullIf('name_sv', models.Value('')), models.Value(''))), output_field=models.CharField(db_collation='C', max_length=1000)),
        ),
        migrations.AddField(
            model_name='organization',
            name='sort_fi',
            field=models.GeneratedField(db_persist=True, expression=services.translated.FinnishOrder(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf('name_fi', models.Value('')), django.db.models.functions.comparison.NullIf('name_sv', models.Value('')), django.db.models.functions.comparison.NullIf('name_en', models.Value('')), models.Value(''))), output_field=models.CharField(db_collation='C', max_length=1000)),
        ),
        migrations.AddField(
            model_name='organization',
            name='sort_sv',
            field=models.GeneratedField(db_persist=True, expression=services.translated.FinnishOrder(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf('name_sv', models.Value('')), django.db.models.functions.comparison.NullIf('name_fi', models.Value('')), django.db.models.functions.comparison.NullIf('name_en', models.Value('')), models.Value(''))), output_field=models.CharField(db_collation='C', max_length=1000)),
        ),
        migrations.AlterField(
            model_name='phone',
            name='description_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='description (English)'),
        ),
        migrations.AlterField(
            model_name='phone',
            name='description_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='description (Finnish)'),
        ),
        migrations.AlterField(
            model_name='phone',
            name='description_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='description (Swedish)'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='alt_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='what the picture shows (English)'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='alt_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='what the picture shows (Finnish)'),
        ),
        migrations.AlterField(
            model_name='picture',
            name='alt_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='what the picture shows (Swedish)'),
        ),
        migrations.AlterField(
            model_name='service',
            name='assurer',
            field=models.CharField(blank=True, help_text='An organization or a role, never a private person.', max_length=500, verbose_name='checked by'),
        ),
        migrations.AlterField(
            model_name='service',
            name='external_id',
            field=models.CharField(default=services.models.sourced.new_external_id, max_length=500, verbose_name='id in the source'),
        ),
        migrations.AlterField(
            model_name='service',
            name='maximum_age_months',
            field=models.SmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-9), django.core.validators.MaxValueValidator(1200)], verbose_name="child's age to, months"),
        ),
        migrations.AlterField(
            model_name='service',
            name='minimum_age_months',
            field=models.SmallIntegerField(blank=True, help_text='−9 to −1 is pregnancy.', null=True, validators=[django.core.validators.MinValueValidator(-9), django.core.validators.MaxValueValidator(1200)], verbose_name="child's age from, months"),
        ),
        migrations.AlterField(
            model_name='servicelink',
            name='label_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='label (English)'),
        ),
        migrations.AlterField(
            model_name='servicelink',
            name='label_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='label (Finnish)'),
        ),
        migrations.AlterField(
            model_name='servicelink',
            name='label_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='label (Swedish)'),
        ),
        migrations.AlterField(
            model_name='theme',
            name='external_id',
            field=models.CharField(default=services.models.sourced.new_external_id, max_length=500, verbose_name='id in the source'),
        ),
        migrations.AlterField(
            model_name='theme',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (English)'),
        ),
        migrations.AlterField(
            model_name='theme',
            name='name_fi',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Finnish)'),
        ),
        migrations.AlterField(
            model_name='theme',
            name='name_sv',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='name (Swedish)'),
        ),
        migrations.AddIndex(
            model_name='location',
            index=models.Index(fields=['address_fi', 'postal_code'], name='location_address'),
        ),
    ]
