"""Template tags of the components (registered in the settings as library `components`)."""

from django import template
from django.middleware.csrf import get_token
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_input(context: RequestContext) -> SafeString:
    """Return the hidden CSRF field, also inside `{% include … only %}`, where `{% csrf_token %}` finds nothing."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(context.request))
