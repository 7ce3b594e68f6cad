"""Tell whose names would be forgotten, or forget them."""

from collections import Counter

from django.core.management.base import BaseCommand

from workgroups import retention


class Command(BaseCommand):
    help = (
        "Make the lists of those present nameless in groups that ended long ago; a chore does it every day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen, change nothing")

    def handle(self, *, dry_run, **options):
        if not dry_run:
            self.stdout.write(f"{retention.forget_names()} names forgotten")
            return
        slugs = retention.named_attendances().values_list("meeting__workgroup__slug", flat=True)
        for slug, count in sorted(Counter(slugs).items()):
            self.stdout.write(f"{slug}: {count} names would be forgotten")
