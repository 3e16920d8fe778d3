from django.urls import path

from portal.reports import views

urlpatterns = [
    path("rapporten/verwerkingsregister/", views.register_order, name="register_order"),
    path("rapporten/<uuid:report_id>/", views.report_status, name="report_status"),
    path("rapporten/<uuid:report_id>/download/", views.report_download, name="report_download"),
    path("rapporten/<uuid:report_id>/opnieuw/", views.report_retry, name="report_retry"),
]
