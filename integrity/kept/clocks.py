"""The period of kept facts follows the term of their round."""

from integrity.kept.models import KeptFile
from integrity.screening.clocks import facts_count_from, move_clocks
from integrity.screening.models import SelectionRound
from portal.walls.actor import Actor


def follow_term(actor: Actor, selection: SelectionRound) -> int:
    """Let the facts of a round's candidates stay as long as its term lasts now; return how many clocks changed."""
    kept = KeptFile.objects.filter(round=selection).select_related("dossier").select_for_update(of=("dossier",))
    return move_clocks(actor, {row.dossier: facts_count_from(selection, row.dossier.opened_at) for row in kept})
