from django.urls import path

from portal.notices import views

urlpatterns = [
    path("berichten/", views.notices, name="notices"),
    path("berichten/gelezen/", views.notices_read, name="notices_read"),
    path("berichten/voorkeuren/", views.notice_preferences, name="notice_preferences"),
    path("berichten/<uuid:notice_id>/openen/", views.notice_open, name="notice_open"),
]
