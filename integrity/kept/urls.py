from django.urls import path

from integrity.kept import clock_views, tie_views, views

KEPT = "bewaarde-feiten/<slug:reference>/"
urlpatterns = [
    path("rondes/<uuid:pk>/bewaard/", views.kept_files, name="kept_files"),
    path(KEPT, views.kept_file, name="kept_file"),
    path(f"{KEPT}link/", views.kept_file_link, name="kept_file_link"),
    path(f"{KEPT}wissen/", views.kept_file_confirm, name="kept_file_confirm"),
    path(f"{KEPT}wissen/bevestigen/", views.kept_file_erase, name="kept_file_erase"),
    path(f"{KEPT}band/", tie_views.kept_tie, name="kept_tie"),
    path(f"{KEPT}band/opgeven/", tie_views.kept_tie_declare, name="kept_tie_declare"),
    path(f"{KEPT}band/<uuid:pk>/", tie_views.kept_tie_lift_confirm, name="kept_tie_lift_confirm"),
    path(f"{KEPT}band/<uuid:pk>/weghalen/", tie_views.kept_tie_lift, name="kept_tie_lift"),
    path("kandidaten/<slug:reference>/bewaren/", clock_views.candidate_clocks, name="candidate_clocks"),
    path("mijn-dossier/bewaren/", clock_views.my_clocks, name="my_clocks"),
    path("mijn-dossier/feiten/", views.my_kept_file, name="my_kept_file"),
]
