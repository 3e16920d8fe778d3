from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "portal.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        from portal.questionnaires import checks  # noqa: F401
