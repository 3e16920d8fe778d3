"""The mails of this room. What they link to holds a token that is made while the mail goes out."""

from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import Kind, register
from portal.organisations import branches, directory, invitations


def register_kinds() -> None:
    """Make the mails of this room known to portal.notices."""
    register(
        Kind(
            invitations.INVITATION,
            _("U bent uitgenodigd voor een organisatie."),
            template=invitations.INVITATION,
            mint=invitations.mint,
        )
    )
    register(
        Kind(
            branches.BRANCH_APPLICATION,
            _("Bevestig uw e-mailadres."),
            template=branches.BRANCH_APPLICATION,
            mint=branches.mint,
        )
    )
    register(
        Kind(
            branches.BRANCH_REFUSED,
            _("Er is een besluit over uw aanmelding."),
            template=branches.BRANCH_REFUSED,
            mint=branches.mint_decision,
        )
    )
    register(Kind(branches.BRANCH_WAITING, _("Een partijafdeling wacht op toelating."), optional=True))
    register(Kind(directory.MANAGER_INVITED, _("Het ministerie heeft een beheerder uitgenodigd voor uw organisatie.")))
