from django.apps import AppConfig


class AntidemocraticConfig(AppConfig):
    name = "antidemocratic"
    label = "antidemocratic"
