"""Live through two years of the yearly check with a made-up catalogue, and tell how it stands each month."""

from django.core.management.base import BaseCommand
from django.db import connection

from services.checks.simulation import Plan, Simulation, most_mails_a_week

HEAD = "month    visible  checked  too old  kept  unchecked  archived  mails  rows  most a day  left"
ROW = (
    "{day:%Y-%m}  {0.visible:7}  {0.share:7.1%}  {0.too_old:7}  {0.kept:4}  {0.unchecked:9}  {0.archived:8}"
    "  {0.mails:5}  {0.rows:4}  {0.most_rows:10}  {0.left:4}"
)


class Command(BaseCommand):
    help = "Simulate the check cycle, month by month, in a database of its own that is removed afterwards."

    def add_arguments(self, parser):
        plan = Plan()
        parser.add_argument("--listings", type=int, default=plan.listings)
        parser.add_argument("--organizations", type=int, default=plan.organizations)
        parser.add_argument("--months", type=int, default=plan.months)
        parser.add_argument(
            "--rows-a-day", type=int, default=plan.rows_a_day, help="that a coordinator handles"
        )
        parser.add_argument("--seed", type=int, default=plan.seed, help="of the dice")

    def handle(self, *, listings, organizations, months, rows_a_day, seed, **options):
        real = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = f"{real}_simulation"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            self._run(Plan(listings, organizations, months, rows_a_day, seed=seed))
        finally:
            connection.creation.destroy_test_db(real, verbosity=0)

    def _run(self, plan):
        self.stdout.write(HEAD)
        for month in Simulation(plan).run():
            self.stdout.write(ROW.format(month, day=month.day))
        self.stdout.write(f"most mails to one organization within seven days: {most_mails_a_week()}")
