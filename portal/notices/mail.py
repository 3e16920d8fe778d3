"""The mail of a notice: a fixed sentence, a reference and a link. It holds no content and no name."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.translation import override

from portal.notices.kinds import kind_of, path_of
from portal.notices.models import Notice
from portal.walls.scope import Scope, within


def compose(notice: Notice) -> EmailMultiAlternatives:
    """Return the mail of a notice, ready to send.

    A token for the link is made and committed here, so that no mail leaves with a link that does
    not work. Raises what the lookup of the recipient raises when there is none.
    """
    kind = kind_of(notice.kind)
    with within(Scope(tenant=notice.tenant_id, person=notice.person_id, dossier=notice.dossier_id)):
        address, language = _recipient(notice)
        link = kind.mint(notice) if kind.mint else settings.PORTAL_URL + path_of(notice)
    context = {"reference": notice.reference, "link": link}
    with override(language):
        mail = EmailMultiAlternatives(
            subject=str(kind.subject),
            body=render_to_string(f"mail/{kind.template}.txt", context),
            to=[address],
            headers=_headers(notice),
        )
        mail.attach_alternative(render_to_string(f"mail/{kind.template}.html", context), "text/html")
    return mail


def _recipient(notice: Notice) -> tuple[str, str]:
    if notice.person is not None:
        return notice.person.email, notice.person.language
    if notice.dossier is not None:
        recipient = import_string(settings.DOSSIER_RECIPIENT)(notice.dossier)
        return recipient.email, recipient.language
    return notice.address, notice.language


def _headers(notice: Notice) -> dict[str, str]:
    # The same at each try: a mail that arrives twice after all is recognised as one.
    message_id = f"<{notice.pk}@{urlsplit(settings.PORTAL_URL).hostname}>"
    return {"Message-ID": message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
