from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "portal.organisations"
    label = "organisations"

    def ready(self) -> None:
        from portal.organisations import mails, waiting

        mails.register_kinds()
        waiting.register()
