from django.urls import path

from portal.retention import views

urlpatterns = [
    path("verwerkingsregister/", views.processing_register, name="processing_register"),
    path("bewaartermijnen/", views.retention_list, name="retention_list"),
    path("bewaartermijnen/<slug:reference>/bewaren/", views.dossier_hold, name="dossier_hold"),
    path("bewaartermijnen/<slug:reference>/vrijgeven/", views.dossier_release, name="dossier_release"),
]
