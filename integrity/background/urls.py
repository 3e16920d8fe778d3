from django.urls import path

from integrity.background import certificate_views as certificates
from integrity.background import own_views as own
from integrity.background import reference_views as references
from integrity.background import source_views as sources

FILE = "kandidaten/<slug:reference>/"
SOURCES, CERTIFICATE, REFERENCES = f"{FILE}open-bronnen/", f"{FILE}vog/", f"{FILE}referenties/"
SOURCE, FINDING, REFERENCE = f"{SOURCES}bron/<uuid:pk>/", f"{SOURCES}bevinding/<uuid:pk>/", f"{REFERENCES}<uuid:pk>/"
urlpatterns = [
    path(SOURCES, sources.open_sources, name="open_sources"),
    path(f"{SOURCES}toevoegen/", sources.consultation_add, name="consultation_add"),
    path(f"{SOURCE}weghalen/", sources.consultation_remove, name="consultation_remove"),
    path(f"{SOURCE}bevinding/", sources.finding_add, name="finding_add"),
    path(f"{FINDING}wijzigen/", sources.finding_change, name="finding_change"),
    path(f"{FINDING}weghalen/", sources.finding_remove_confirm, name="finding_remove_confirm"),
    path(f"{FINDING}weghalen/vastleggen/", sources.finding_remove, name="finding_remove"),
    path(f"{FINDING}besproken/", sources.finding_discuss, name="finding_discuss"),
    path(f"{FINDING}afsluiten/", sources.finding_close, name="finding_close"),
    path(CERTIFICATE, certificates.certificate, name="certificate"),
    path(f"{CERTIFICATE}vragen/", certificates.certificate_request, name="certificate_request"),
    path(f"{CERTIFICATE}gezien/", certificates.certificate_seen, name="certificate_seen"),
    path(f"{CERTIFICATE}besproken/", certificates.certificate_talked, name="certificate_talked"),
    path(f"{CERTIFICATE}stap/", certificates.certificate_step, name="certificate_step"),
    path("rondes/<uuid:pk>/vog/", certificates.certificates, name="certificates"),
    path("rondes/<uuid:pk>/vog/vragen/", certificates.certificates_request, name="certificates_request"),
    path(REFERENCES, references.references, name="references"),
    path(f"{REFERENCES}toevoegen/", references.reference_add, name="reference_add"),
    path(f"{REFERENCE}gesproken/", references.reference_speak, name="reference_speak"),
    path(f"{REFERENCE}herstellen/", references.reference_correct, name="reference_correct"),
    path(f"{REFERENCE}vervallen/", references.reference_cancel, name="reference_cancel"),
    path("mijn-dossier/opgezocht/", own.my_sources, name="my_sources"),
    path("mijn-dossier/opgezocht/<uuid:pk>/reactie/", own.my_response, name="my_response"),
    path("mijn-dossier/vog/", own.my_certificate, name="my_certificate"),
    path("mijn-dossier/referenties/", own.my_references, name="my_references"),
    path("mijn-dossier/referenties/opgeven/", own.my_referee_add, name="my_referee_add"),
    path("mijn-dossier/referenties/<uuid:pk>/weghalen/", own.my_referee_remove, name="my_referee_remove"),
]
