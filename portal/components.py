"""Template tags of the components (registered in the settings as library `components`)."""

from django import template
from django.forms import BaseForm, BoundField
from django.middleware.csrf import get_token
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_input(context: RequestContext) -> SafeString:
    """Return the hidden CSRF field, also inside `{% include … only %}`, where `{% csrf_token %}` finds nothing."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(context.request))


@register.filter
def narrowed_by(form: BaseForm) -> list[str]:
    """Say in words what a filter is filled in with, a text for each field: "naam: noor". Wrong choices are left out."""
    return [told for field in form if field.data and (told := _told(field))]


def _told(field: BoundField) -> str:
    label = str(field.label)[:1].lower() + str(field.label)[1:]
    if field.data is True:
        return label
    choices = dict(getattr(field.field, "choices", [(field.data, field.data)]))
    return f"{label}: {choices[field.data]}" if field.data in choices else ""
