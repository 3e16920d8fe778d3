from django.urls import path

from portal.rights import objection_views, views

urlpatterns = [
    path("mijn-dossier/bewaard/", views.held, name="held"),
    path("mijn-dossier/bewaard/download/", views.held_download, name="held_download"),
    path("mijn-dossier/bezwaar/", objection_views.my_objections, name="my_objections"),
    path("mijn-dossier/bezwaar/nieuw/", objection_views.my_objection_new, name="my_objection_new"),
    path(
        "mijn-dossier/bezwaar/<uuid:pk>/intrekken/",
        objection_views.my_objection_take_back,
        name="my_objection_take_back",
    ),
    path("bezwaren/", objection_views.objections, name="objections"),
    path("bezwaren/<uuid:pk>/", objection_views.objection, name="objection"),
]
