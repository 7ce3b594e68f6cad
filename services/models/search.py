"""The table that the search reads: one row a published service, rebuilt freely."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models.places import Municipality
from services.models.service import Service
from services.models.taxonomy import Theme


class Reach(models.IntegerChoices):
    """How near a service is: what is local comes before what is regional or nationwide."""

    LOCAL = 0
    REGIONAL = 1
    NATIONWIDE = 2


class SearchEntry(models.Model):
    """What the search knows of one published service; written by `services.search.entries`.

    `places` holds the terms of the places served, `facets` those of the filters, such as
    `theme:separation`; text and places stand in one index, so that a search for a word in one
    municipality reads only what matches both.
    """

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="entry")
    places = ArrayField(models.CharField(max_length=20), default=list)
    facets = ArrayField(models.CharField(max_length=130), default=list)
    vector = SearchVectorField()
    reach = models.PositiveSmallIntegerField(choices=Reach)
    tier = models.PositiveSmallIntegerField()
    is_urgent = models.BooleanField(default=False)
    for_professionals_only = models.BooleanField(default=False)
    checked_on = models.DateField(null=True)
    sort_fi = models.CharField(max_length=300, db_collation="C")
    sort_sv = models.CharField(max_length=300, db_collation="C")
    sort_en = models.CharField(max_length=300, db_collation="C")

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(fields=["places", "vector"], name="search_entry_places_text"),
            models.Index(fields=["reach", "tier", "sort_fi"], name="search_entry_order_fi"),
        ]

    def __str__(self):
        return str(self.service_id)


class SearchWord(models.Model):
    """A term of the index: in how many services it stands and how it is written.

    Written with the entries. The row with the empty term counts the services of the index.
    """

    term = models.CharField(max_length=60, primary_key=True, db_collation="C")
    services = models.IntegerField(default=0)
    shown = models.CharField(max_length=60)
    is_word = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(OpClass("term", name="gin_trgm_ops"), name="search_word_trigrams"),
        ]

    def __str__(self):
        return self.shown


class SearchState(models.Model):
    """With which rules the whole index was last made; one row."""

    analyser = models.CharField(max_length=40)
    rebuilt_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.analyser


class SearchChange(models.Model):
    """A service whose index row may be stale: written by triggers, ended by `index_services`."""

    service_id = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.service_id)


class WordLanguage(models.TextChoices):
    FINNISH = "fi", _("Finnish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class Synonym(models.Model):
    """Who asks for one thing may mean another: "skilsmässa" finds "ero".

    `keys` holds the terms by which a question meets the row, `terms` those that it adds, each a phrase
    of terms with a blank between; both are made on saving, by `services.search.synonyms`.
    """

    word = models.CharField(_("word or phrase"), max_length=100, help_text=_("As people type it."))
    language = models.CharField(
        _("language of the word"), max_length=2, choices=WordLanguage, default=WordLanguage.FINNISH
    )
    means = models.CharField(
        _("also find"),
        max_length=300,
        help_text=_("Words or phrases with commas between, in Finnish as a rule."),
    )
    is_mutual = models.BooleanField(
        _("both ways"), default=False, help_text=_("Who asks for any of them finds all of them.")
    )
    weight = models.FloatField(
        _("weight"), default=0.7, help_text=_("1 counts as much as the word itself, 0.1 hardly at all.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    is_shipped = models.BooleanField(_("came with the site"), default=False, editable=False)
    keys = ArrayField(models.CharField(max_length=300), default=list, editable=False)
    rules = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["word", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["word", "language", "means"], name="synonym_unique"),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0, weight__lte=1), name="synonym_weight_between_0_and_1"
            ),
        ]
        indexes = [GinIndex(fields=["keys"], name="synonym_keys")]

    def __str__(self):
        return f"{self.word} {'=' if self.is_mutual else '>'} {self.means}"

    def save(self, *args, **kwargs):
        from services.search.synonyms import rules_of

        self.rules = rules_of(self)
        self.keys = sorted({rule["ask"][0] for rule in self.rules})
        super().save(*args, **kwargs)

    def clean(self):
        from services.search.synonyms import rules_of

        if self.word and self.means and not rules_of(self):
            raise ValidationError(_("There is no word here that the search could find: write whole words."))


class EmergencyWord(models.Model):
    """A word or phrase after which the numbers for help at once stand above whatever was found."""

    words = models.CharField(_("word or phrase"), max_length=100)
    language = models.CharField(_("language"), max_length=3)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    key = models.CharField(max_length=300, editable=False, db_index=True)

    class Meta:
        verbose_name = _("emergency word")
        verbose_name_plural = _("emergency words")
        ordering = ["language", "words"]
        constraints = [models.UniqueConstraint(fields=["words", "language"], name="emergency_word_unique")]

    def __str__(self):
        return self.words

    def save(self, *args, **kwargs):
        from services.search.emergency import key_of

        self.key = key_of(self.words, self.language)
        super().save(*args, **kwargs)


class MissKind(models.TextChoices):
    NOTHING = "nothing", pgettext_lazy("missed search", "nothing found")
    NOTHING_LOCAL = "nationwide", pgettext_lazy("missed search", "only nationwide services")


class SearchMiss(models.Model):
    """How often a word was searched for in vain on one day: each word alone, and nothing of who asked."""

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=MissKind)
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, verbose_name=_("municipality"), null=True, blank=True
    )
    word = models.CharField(_("word"), max_length=60)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        default_permissions = ()
        verbose_name = _("missed search")
        verbose_name_plural = _("missed searches")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "municipality", "word"],
                name="search_miss_unique",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["word"], name="search_miss_word")]

    def __str__(self):
        return self.word


class MissedTheme(models.Model):
    """What a coordinator made of a word that was searched for in vain: a gap in a theme, or nothing."""

    word = models.CharField(_("word"), max_length=60, unique=True)
    theme = models.ForeignKey(Theme, models.CASCADE, verbose_name=_("theme"), related_name="missed_words")
    marked_at = models.DateTimeField(_("marked"), auto_now_add=True)

    class Meta:
        verbose_name = _("gap found by searches")
        verbose_name_plural = _("gaps found by searches")
        ordering = ["word"]

    def __str__(self):
        return self.word
