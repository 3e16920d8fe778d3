from django.urls import path

from integrity.kept import clock_views, views

urlpatterns = [
    path("rondes/<uuid:pk>/bewaard/", views.kept_files, name="kept_files"),
    path("bewaarde-feiten/<slug:reference>/", views.kept_file, name="kept_file"),
    path("bewaarde-feiten/<slug:reference>/link/", views.kept_file_link, name="kept_file_link"),
    path("bewaarde-feiten/<slug:reference>/wissen/", views.kept_file_confirm, name="kept_file_confirm"),
    path("bewaarde-feiten/<slug:reference>/wissen/bevestigen/", views.kept_file_erase, name="kept_file_erase"),
    path("kandidaten/<slug:reference>/bewaren/", clock_views.candidate_clocks, name="candidate_clocks"),
    path("mijn-dossier/bewaren/", clock_views.my_clocks, name="my_clocks"),
    path("mijn-dossier/feiten/", views.my_kept_file, name="my_kept_file"),
]
