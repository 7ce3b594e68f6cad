"""Take in the synonyms and emergency words that come with the site."""

from django.core.management.base import BaseCommand

from services.search.shipped import load_search_words


class Command(BaseCommand):
    help = "Add the synonyms and emergency words that come with the site; rows that exist stay as they are."

    def handle(self, **options):
        loaded = load_search_words()
        if options["verbosity"]:
            self.stdout.write(f"{loaded.synonyms} synonyms, {loaded.emergency_words} emergency words added")
