from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from portal.accounts import factors, mail
        from portal.privacy.rotation import register_resealer

        mail.register_kinds()
        register_resealer(factors.reseal_secrets)
