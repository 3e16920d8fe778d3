from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.audit.models import Seal
from portal.audit.seal import verify


class Command(BaseCommand):
    help = "Check the audit log against its chain and its exported heads; fails when anything is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = verify()
        for fault in faults:
            self.stderr.write(fault.sentence)
        if faults:
            raise CommandError(f"The audit log shows {len(faults)} fault(s).")
        self.stdout.write(f"The audit log is whole: {Seal.objects.count()} sealed events.")
