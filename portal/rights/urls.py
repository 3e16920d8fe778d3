from django.urls import path

from portal.rights import views

urlpatterns = [
    path("mijn-dossier/bewaard/", views.held, name="held"),
    path("mijn-dossier/bewaard/download/", views.held_download, name="held_download"),
]
