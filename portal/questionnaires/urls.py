from django.urls import path

from portal.questionnaires import editing_views as editing
from portal.questionnaires import editor_views as reading
from portal.questionnaires.held_views import typed_text_held

EDITION, UNPUBLISHED = "edities/<slug:slug>/<int:number>/", "edities/<int:pk>/"
urlpatterns = [
    path("edities/", reading.editions, name="editions"),
    path("edities/nieuw/", editing.edition_new, name="edition_new"),
    path(EDITION, reading.edition_preview, name="edition_preview"),
    path(f"{EDITION}bestand/", reading.edition_source, name="edition_source"),
    path(f"{EDITION}anders-dan/<int:earlier>/", reading.edition_changes, name="edition_changes"),
    path(f"{UNPUBLISHED}vervangen/", editing.edition_replace, name="edition_replace"),
    path(f"{UNPUBLISHED}publiceren/", editing.edition_publish_confirm, name="edition_publish_confirm"),
    path(f"{UNPUBLISHED}publiceren/vastleggen/", editing.edition_publish, name="edition_publish"),
    path(f"{UNPUBLISHED}weggooien/", editing.edition_discard_confirm, name="edition_discard_confirm"),
    path(f"{UNPUBLISHED}weggooien/vastleggen/", editing.edition_discard, name="edition_discard"),
    path("tekst-bewaard/", typed_text_held, name="typed_text_held"),
]
