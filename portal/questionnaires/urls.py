from django.urls import path

from portal.questionnaires import editor_views
from portal.questionnaires.held_views import typed_text_held

urlpatterns = [
    path("edities/", editor_views.editions, name="editions"),
    path("edities/<slug:slug>/<int:number>/", editor_views.edition_preview, name="edition_preview"),
    path(
        "edities/<slug:slug>/<int:number>/anders-dan/<int:earlier>/",
        editor_views.edition_changes,
        name="edition_changes",
    ),
    path("tekst-bewaard/", typed_text_held, name="typed_text_held"),
]
