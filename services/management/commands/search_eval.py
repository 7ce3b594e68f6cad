"""Answer labelled questions over a catalogue, in a scratch database, and say how good the answers are."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from services.search import evaluation


class Command(BaseCommand):
    help = (
        "Load each CATALOGUE into a scratch database and ask the public search QUERIES. Standard output: "
        "one JSON object, question to ids. Standard error: the measures."
    )

    def add_arguments(self, parser):
        parser.add_argument("catalogue", type=Path, nargs="+")
        parser.add_argument("queries", type=Path)
        parser.add_argument("--per-category", action="store_true", help="the measures of each category too")

    def handle(self, *, catalogue, queries, per_category, **options):
        try:
            asked = evaluation.read_queries(queries)
        except (OSError, ValueError) as error:
            raise CommandError(f"{queries} cannot be read: {error}") from error
        for path in catalogue:
            if not path.is_file():
                raise CommandError(f"{path} is no file")
        with evaluation.scratch_database():
            evaluation.prepare(*catalogue)
            answers = evaluation.run([query["query"] for query in asked])
        sys.stdout.write(json.dumps(answers, ensure_ascii=False) + "\n")
        measures = evaluation.by_category(asked, answers)
        if measures:
            self._tell(measures, per_category)

    def _tell(self, measures, per_category):
        sys.stderr.write(json.dumps(measures.pop("all")) + "\n")
        for name in sorted(measures) if per_category else []:
            words = " ".join(f"{measure}={value:.2f}" for measure, value in measures[name].items())
            sys.stderr.write(f"{name:10s} {words}\n")
