from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import PERMANENT, WHILE_IN_USE, WITH_DOSSIER, Clock, declare

OPERATIONS = _("beheer van het portaal")
ACCESS = _("taak van algemeen belang (AVG artikel 6 lid 1 onder e): alleen bevoegden komen binnen")
SECURITY = _("wettelijke plicht tot beveiliging (AVG artikel 6 lid 1 onder c en artikel 32)")

declare(
    "accounts.User",
    purpose=_("Weten wie er inlogt"),
    owner=OPERATIONS,
    ground=ACCESS,
    clock=WHILE_IN_USE,
    personal="id email name language is_active joined_at",
    confidential="password last_login",
)
declare(
    "accounts.PersonalLink",
    purpose=_("Iemand zonder account eenmalig bij het eigen dossier laten"),
    owner=_("de organisatie van het dossier"),
    ground=SECURITY,
    clock=WITH_DOSSIER,
    personal="id tenant dossier made_at expires_at used_at withdrawn_at",
    confidential="digest asker",
)
declare(
    "account.EmailAddress",
    purpose=_("Weten welk adres bevestigd is"),
    owner=OPERATIONS,
    ground=ACCESS,
    clock=WHILE_IN_USE,
    personal="id user email verified primary",
)
declare(
    "account.EmailConfirmation",
    purpose=_("Een adres bevestigen; blijft leeg, want de sleutel staat alleen in de e-mail"),
    owner=OPERATIONS,
    ground=ACCESS,
    clock=WHILE_IN_USE,
    personal="id email_address created sent",
    confidential="key",
)
declare(
    "mfa.Authenticator",
    purpose=_("Een tweede stap bij het inloggen"),
    owner=OPERATIONS,
    ground=SECURITY,
    clock=WHILE_IN_USE,
    personal="id user type created_at last_used_at",
    confidential="data",
)
declare(
    "socialaccount.SocialAccount",
    purpose=_("Inloggen bij een inlogdienst; van de gegevens van die dienst blijft alleen het nummer"),
    owner=OPERATIONS,
    ground=ACCESS,
    clock=WHILE_IN_USE,
    public="provider",
    personal="id user last_login date_joined",
    confidential="uid extra_data",
)
declare(
    "socialaccount.SocialApp",
    purpose=_("Instellingen van inlogdiensten; blijft leeg, want die staan in de omgeving"),
    owner=OPERATIONS,
    ground=SECURITY,
    clock=PERMANENT,
    public="id provider provider_id name client_id key settings",
    confidential="secret",
)
declare(
    "socialaccount.SocialToken",
    purpose=_("Sleutels van inlogdiensten; blijft leeg, want die worden niet bewaard"),
    owner=OPERATIONS,
    ground=ACCESS,
    clock=WHILE_IN_USE,
    personal="id app account expires_at",
    confidential="token token_secret",
)
declare(
    "sessions.Session",
    purpose=_("Onthouden dat iemand is ingelogd"),
    owner=OPERATIONS,
    ground=SECURITY,
    clock=Clock(_("twee uur na het laatste gebruik"), field="expire_date", days=0),
    personal="expire_date",
    confidential="session_key session_data",
)
declare(
    "auth.Permission",
    purpose=_("Hoort bij Django; het portaal gebruikt rollen"),
    owner=OPERATIONS,
    ground=SECURITY,
    clock=PERMANENT,
    public="id name content_type codename",
)
declare(
    "auth.Group",
    purpose=_("Hoort bij Django; blijft leeg"),
    owner=OPERATIONS,
    ground=SECURITY,
    clock=PERMANENT,
    public="id name permissions",
)
declare(
    "contenttypes.ContentType",
    purpose=_("Hoort bij Django; de lijst van soorten gegevens"),
    owner=OPERATIONS,
    ground=SECURITY,
    clock=PERMANENT,
    public="id app_label model",
)
