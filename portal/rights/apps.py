from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "portal.rights"
    label = "rights"

    def ready(self) -> None:
        from portal.audit.reading import name_events
        from portal.rights import own_presenters

        own_presenters.register()
        name_events(
            {
                "rights.held": _("bekeek alles wat er bewaard wordt"),
                "rights.download": _("haalde alles op wat er bewaard wordt"),
            }
        )
