"""The smallest report there is: what is tested is the queue. Workers of the fault tests load it with --include."""

from portal.privacy.declarations import DataClass
from portal.reports.kinds import ReportKind, register

SHORT = "test.short"
register(
    ReportKind(
        name=SHORT,
        title="Kort",
        template="mail/neutral.html",
        context=lambda report: {},
        may=lambda actor, report: None,
        fingerprint=lambda dossier, subject: subject,
        data_class=DataClass.PUBLIC,
    )
)
