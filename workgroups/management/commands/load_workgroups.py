from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from workgroups.loading import LoadError, load_workgroups


class Command(BaseCommand):
    help = "Load groups, their meetings and memos (JSON); what is there already stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, verbosity, **options):
        try:
            count = load_workgroups(file)
        except LoadError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except (ValueError, KeyError) as error:
            raise CommandError(f"{file} is not a file of groups: {error}.") from error
        if verbosity:
            self.stdout.write(f"Workgroup: {count} added")
