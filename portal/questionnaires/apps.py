from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionnairesConfig(AppConfig):
    name = "portal.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        from portal.audit.reading import name_events
        from portal.organisations.enums import Role
        from portal.organisations.home import Shortcut, register_shortcut
        from portal.questionnaires import checks, publishing  # noqa: F401
        from portal.questionnaires.kinds import register_kind
        from portal.questionnaires.own_kinds import OWN_KINDS

        for kind in OWN_KINDS:
            register_kind(kind)

        register_shortcut(
            frozenset({Role.EDITOR}),
            Shortcut(_("Edities"), _("Instrumenten bekijken zoals een kandidaat ze ziet"), "editions"),
        )

        name_events(
            {
                "edition.loaded": _("laadde een editie"),
                "edition.replaced": _("verving het bestand van een editie die nog niet is gepubliceerd"),
                "edition.discarded": _("gooide een editie weg die nog niet was gepubliceerd"),
                "edition.publish": _("publiceerde een editie"),
                "edition.withdraw": _("trok een editie in"),
                "questionnaire.started": _("zette de vragenlijst klaar"),
                "questionnaire.begin": _("begon met de vragenlijst"),
                "questionnaire.section": _("vulde de vragenlijst verder in"),
                "questionnaire.hidden_dropped": _("haalde antwoorden weg op vragen die niet meer golden"),
                "questionnaire.submit": _("verstuurde de vragenlijst"),
                "questionnaire.reopen": _("opende de vragenlijst opnieuw om te verbeteren"),
                "questionnaire.answers": _("las de antwoorden"),
                "questionnaire.held": _("typte iets dat niet kon worden opgeslagen; de tekst is apart bewaard"),
                "questionnaire.upgraded": _("stapte over op een nieuwe editie van de vragenlijst"),
            }
        )
