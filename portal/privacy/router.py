"""Keys live in their own database, apart from what they open."""

from typing import Any

from django.db.models import Model

KEY_MODELS = {"organisationkey", "dossierkey"}


class KeysRouter:
    """Sends the two key models to the `keys` database and everything else to `default`."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return "keys" if self._is_key(model._meta.app_label, model._meta.model_name) else "default"

    db_for_write = db_for_read

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:
        return first._state.db == second._state.db

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        return (db == "keys") == self._is_key(app_label, model_name)

    def _is_key(self, app_label: str, model_name: str | None) -> bool:
        return app_label == "privacy" and model_name in KEY_MODELS
