from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntegrityConfig(AppConfig):
    name = "integrity"
    label = "integrity"
    verbose_name = _("Integriteit")

    def ready(self) -> None:
        from integrity import held
        from integrity.agenda import registration as agenda
        from integrity.background import registration as background
        from integrity.cards import registration as cards
        from integrity.interview import registration as interview
        from integrity.kept import registration as kept
        from integrity.measures import registration as measures
        from integrity.screening import registration as screening
        from integrity.undertaking import registration as undertaking

        screening.register(Path(self.path))
        cards.register(Path(self.path))
        background.register()
        measures.register()
        interview.register(Path(self.path))
        undertaking.register(Path(self.path))
        agenda.register(Path(self.path))
        kept.register()
        held.register()
