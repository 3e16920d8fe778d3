from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "portal.questionnaires"
    label = "questionnaires"
