from django.urls import include, path

urlpatterns = [
    path("integriteit/", include("integrity.screening.urls")),
]
