"""An example of every kind of report, for the checks that run over all of them.

Whoever registers a kind adds a function here that orders one and returns the row:

    @example("programme.kind")
    def order_kind(cast: Cast) -> Report: ...
"""

from collections.abc import Callable

from portal.reports.models import Report
from portal.reports.order import order_report
from portal.reports.processing_register import REGISTER
from tests.cast import Cast

Order = Callable[[Cast], Report]
EXAMPLES: dict[str, Order] = {}


def example(kind: str) -> Callable[[Order], Order]:
    def keep(order: Order) -> Order:
        EXAMPLES[kind] = order
        return order

    return keep


@example(REGISTER)
def order_register(cast: Cast) -> Report:
    person = cast.waterlinge_privacy_officer
    with person.scope():
        return order_report(person.actor, REGISTER)
