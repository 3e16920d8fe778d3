from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.organisations.enums import Kind, Role
from portal.organisations.invitations import invite
from portal.organisations.models import Organisation
from portal.walls.actor import Actor


class Command(BaseCommand):
    help = "Open an empty portal: make the ministry and invite its first manager, who is registrar too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True)
        parser.add_argument("--manager-name", required=True)
        parser.add_argument("--manager-email", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.filter(kind=Kind.MINISTRY).exists():
            raise CommandError("There is a ministry already; its managers invite the others.")
        ministry = Organisation.objects.create(kind=Kind.MINISTRY, name=options["name"])
        invite(
            Actor(tenant_id=ministry.pk),
            ministry,
            name=options["manager_name"],
            email=options["manager_email"],
            roles=[Role.MANAGER, Role.REGISTRAR],
        )
        self.stdout.write("The invitation is on its way.")
