from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.retention.register import register_as_markdown

TARGET = Path(settings.BASE_DIR) / "docs" / "register.md"


class Command(BaseCommand):
    help = "Write docs/register.md, the register of processing, from the declarations."

    def handle(self, *args: Any, **options: Any) -> None:
        TARGET.write_text(register_as_markdown())
