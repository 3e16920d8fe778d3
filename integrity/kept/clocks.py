"""The period of kept facts follows the term of their round."""

from integrity.screening.clocks import facts_count_from, move_clocks
from integrity.screening.models import SelectionRound
from portal.privacy.models import Dossier
from portal.walls.actor import Actor


def follow_term(actor: Actor, selection: SelectionRound) -> int:
    """Let the facts of a round's candidates stay as long as its term lasts now; return how many clocks changed."""
    kept = Dossier.objects.filter(kept_file__round=selection, erased_at=None)
    locked = kept.order_by("pk").select_for_update(of=("self",), no_key=True)
    return move_clocks(actor, dict.fromkeys(locked, facts_count_from(selection)))
