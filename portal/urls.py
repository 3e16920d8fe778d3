from django.conf import settings
from django.urls import include, path

from portal.accounts.views.language import choose_language
from portal.landing import accessibility, help_page, landing

handler400 = "portal.uploads.bad_request"
urlpatterns = [
    path("", landing, name="landing"),
    path("toegankelijkheid/", accessibility, name="accessibility"),
    path("hulp/", help_page, name="help"),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("", include("portal.accounts.urls")),
    path("", include("portal.organisations.urls")),
    path("", include("portal.notices.urls")),
    path("", include("portal.retention.urls")),
    path("", include("portal.questionnaires.urls")),
    path("", include("portal.reports.urls")),
    path("", include("portal.rights.urls")),
    path("", include("integrity.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("portal.demo.urls")))
