from django.utils.translation import gettext_lazy as _

from portal.privacy.declarations import PERMANENT, WHILE_IN_USE, Clock, declare

OPERATIONS = _("beheer van het portaal")
PUBLIC_TASK = _("taak van algemeen belang (AVG artikel 6 lid 1 onder e)")
OWN_ORGANISATION = _("de organisatie zelf")
ADMITTING = _("het ministerie, als het organisaties toelaat")

declare(
    "organisations.SafetyRegion",
    purpose=_("Openbare indeling van Nederland"),
    owner=OPERATIONS,
    ground=PUBLIC_TASK,
    clock=PERMANENT,
    public="code name",
)
declare(
    "organisations.Organisation",
    purpose=_("Weten welke organisaties er zijn en welke in het portaal werken"),
    owner=OPERATIONS,
    ground=PUBLIC_TASK,
    clock=PERMANENT,
    public="id kind name code parent safety_region valid_from valid_until admission version",
)
declare(
    "organisations.Reorganisation",
    purpose=_("Cijfers van voor en na een herindeling vergelijken"),
    owner=OPERATIONS,
    ground=PUBLIC_TASK,
    clock=PERMANENT,
    public="id old new on share",
)
declare(
    "organisations.Membership",
    purpose=_("Weten wie in welke rol voor een organisatie mag werken"),
    owner=OWN_ORGANISATION,
    ground=PUBLIC_TASK,
    clock=WHILE_IN_USE,
    personal="id tenant person role valid_from valid_until",
)
declare(
    "organisations.Invitation",
    purpose=_("Collega's toegang geven"),
    owner=OWN_ORGANISATION,
    ground=PUBLIC_TASK,
    clock=Clock(_("een half jaar, om te kunnen nagaan wie wie toegang gaf"), field="made_at", days=183),
    personal="id tenant email name roles status version expires_at invited_by made_at",
    confidential="digest",
)
declare(
    "organisations.BranchApplication",
    purpose=_("Een partijafdeling laten aanmelden door iemand met een bevestigd e-mailadres"),
    owner=ADMITTING,
    ground=PUBLIC_TASK,
    clock=Clock(_("een week; is het adres bevestigd, dan direct weg"), field="made_at", days=7),
    personal="id tenant public_body branch_name party applicant_name applicant_email language made_at",
    confidential="digest",
)
declare(
    "organisations.AdmissionRequest",
    purpose=_("Een partijafdeling toelaten of afwijzen"),
    owner=ADMITTING,
    ground=PUBLIC_TASK,
    clock=Clock(_("twee jaar na het besluit, om het te kunnen verantwoorden"), field="decided_at", days=730),
    personal="id tenant branch applicant_name applicant_email party asked_at decided_at decision_reason",
    confidential="digest",
)
