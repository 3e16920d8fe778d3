"""The register of processing, made from the declarations (AVG article 30)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.privacy.declarations import DataClass, Declaration, declarations


@dataclass(frozen=True)
class Entry:
    """One kind of record in the register, in words."""

    model: str
    purpose: str
    owner: str
    ground: str
    kept: str
    highest: str
    fields: list[tuple[str, str]]


def register() -> list[Entry]:
    """Return every declared kind of record that holds something about a person."""
    return [entry_of(one) for one in declarations() if one.highest > DataClass.PUBLIC]


def register_as_markdown() -> str:
    """Return docs/register.md, in Dutch."""
    with override("nl"):
        parts = [
            "# Verwerkingsregister\n\nGemaakt door `manage.py write_register` uit de declaraties; niet bewerken.\n"
        ]
        for entry in register():
            parts.append(
                f"\n## {entry.model}\n\n- Doel: {entry.purpose}\n- Eigenaar: {entry.owner}\n"
                f"- Grondslag: {entry.ground}\n"
                f"- Bewaartermijn: {entry.kept}\n- Hoogste klasse: {entry.highest}\n\n| Veld | Klasse |\n|---|---|\n"
            )
            parts += [f"| {name} | {data_class} |\n" for name, data_class in entry.fields]
        return "".join(parts)


def entry_of(declaration: Declaration) -> Entry:
    """Return one declaration in words."""
    return Entry(
        model=declaration.model._meta.label,
        purpose=str(declaration.purpose),
        owner=str(declaration.owner),
        ground=str(declaration.ground),
        kept=_kept(declaration),
        highest=str(declaration.highest.label),
        fields=[(name, str(data_class.label)) for name, data_class in declaration.fields.items()],
    )


def _kept(declaration: Declaration) -> str:
    if declaration.clock.days is None:
        return str(declaration.clock.reason)
    return _("%(reason)s (%(days)s dagen)") % {"reason": declaration.clock.reason, "days": declaration.clock.days}
