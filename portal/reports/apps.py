from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "portal.reports"
    label = "reports"

    def ready(self) -> None:
        from portal.reports.files import erase_reports
        from portal.reports.kinds import register
        from portal.reports.processing_register import REGISTER_REPORT
        from portal.retention.erasure import register_eraser

        register(REGISTER_REPORT)
        register_eraser(erase_reports)
