from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "portal.reports"
    label = "reports"

    def ready(self) -> None:
        from portal.reports.files import erase_reports  # noqa: PLC0415
        from portal.reports.kinds import register  # noqa: PLC0415
        from portal.reports.processing_register import REGISTER_REPORT  # noqa: PLC0415
        from portal.retention.erasure import register_eraser  # noqa: PLC0415

        register(REGISTER_REPORT)
        register_eraser(erase_reports)
