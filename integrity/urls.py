from django.urls import include, path

from integrity.screening import public_views
from integrity.screening.self_assessment import SELF_ASSESSMENT_PATH

urlpatterns = [
    path("integriteit/", include("integrity.screening.urls")),
    path("integriteit/", include("integrity.kept.urls")),
    path("integriteit/", include("integrity.agenda.urls")),
    path("integriteit/", include("integrity.measures.urls")),
    path("integriteit/", include("integrity.background.urls")),
    path("integriteit/", include("integrity.undertaking.urls")),
    path("integriteit/", include("integrity.interview.urls")),
    path("vuistregels/", public_views.rules_of_thumb, name="rules_of_thumb"),
    path("vuistregels/pdf/", public_views.rules_of_thumb_pdf, name="rules_of_thumb_pdf"),
    path(SELF_ASSESSMENT_PATH, public_views.self_assessment, name="self_assessment"),
    path("ondermijning/", public_views.subversion, name="subversion"),
    path("integriteit/", include("integrity.cards.urls")),
]
