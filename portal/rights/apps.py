from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "portal.rights"
    label = "rights"

    def ready(self) -> None:
        from portal.audit.reading import name_events
        from portal.notices import kinds as notice_kinds
        from portal.organisations.enums import Role
        from portal.organisations.home import register_waiting
        from portal.rights import own_presenters
        from portal.rights.waiting import objections_waiting
        from portal.rights.workflow import NOTICE_KINDS

        own_presenters.register()
        for kind in NOTICE_KINDS:
            notice_kinds.register(kind)
        # Who answers differs per kind of dossier, so the provider itself looks at the actor.
        register_waiting(frozenset(Role), objections_waiting)
        name_events(
            {
                "rights.held": _("bekeek alles wat er bewaard wordt"),
                "rights.download": _("haalde alles op wat er bewaard wordt"),
                "objection": _("las het bezwaar"),
                "objection.made": _("maakte bezwaar"),
                "objection.take_back": _("trok het bezwaar in"),
                "objection.uphold": _("gaf gelijk bij het bezwaar"),
                "objection.reject": _("gaf geen gelijk bij het bezwaar"),
            }
        )
