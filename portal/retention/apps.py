from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "portal.retention"
    label = "retention"

    def ready(self) -> None:
        from portal.audit.reading import name_events
        from portal.notices.kinds import Kind, register
        from portal.organisations.enums import Role
        from portal.organisations.home import Shortcut, register_shortcut
        from portal.retention.night import WARNING_NOTICE

        register(Kind(WARNING_NOTICE, _("Over twee weken wordt een dossier gewist")))
        register_shortcut(
            frozenset({Role.MANAGER, Role.PRIVACY_OFFICER}),
            Shortcut(_("Bewaartermijnen"), _("Zien wanneer welk dossier wordt gewist"), "retention_list"),
        )
        name_events(
            {
                "dossier.hold": _("besloot het dossier langer te bewaren"),
                "dossier.hold_reason": _("las waarom het dossier langer bewaard blijft"),
                "dossier.release": _("liet de bewaartermijn weer lopen"),
                "dossier": _("wiste het dossier"),
            }
        )
