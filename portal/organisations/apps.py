from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "portal.organisations"
    label = "organisations"

    def ready(self) -> None:
        from portal.accounts import addresses
        from portal.audit.reading import name_roles
        from portal.organisations import arrivals, mails, waiting
        from portal.organisations.enums import Role

        name_roles({role.value: role.label for role in Role})
        mails.register_kinds()
        waiting.register()
        addresses.register_proof(arrivals.after_proof)
