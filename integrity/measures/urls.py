from django.urls import path

from integrity.measures import own_views as own
from integrity.measures import views

OF_CANDIDATE = "kandidaten/<slug:reference>/maatregelen/"
ONE = f"{OF_CANDIDATE}<uuid:pk>/"
MINE = "mijn-dossier/maatregelen/"
urlpatterns = [
    path("rondes/<uuid:pk>/maatregelen/", views.measures_of_round, name="round_measures"),
    path(OF_CANDIDATE, views.measures, name="measures"),
    path(f"{OF_CANDIDATE}nieuw/", views.measure_new, name="measure_new"),
    path(f"{ONE}wijzigen/", views.measure_change, name="measure_change"),
    path(f"{ONE}terugkijken/", views.measure_review, name="measure_review"),
    path(f"{ONE}besproken/", views.measure_talked, name="measure_talked"),
    path(f"{ONE}gedaan/", views.measure_finish, name="measure_finish"),
    path(f"{ONE}heropenen/", views.measure_reopen, name="measure_reopen"),
    path(f"{ONE}vervallen/", views.measure_drop, name="measure_drop"),
    path(f"{ONE}vervallen/bevestigen/", views.measure_drop_confirm, name="measure_drop_confirm"),
    path(MINE, own.my_measures, name="my_measures"),
    path(f"{MINE}<uuid:pk>/akkoord/", own.my_measure_agree, name="my_measure_agree"),
    path(f"{MINE}<uuid:pk>/gedaan/", own.my_measure_finish, name="my_measure_finish"),
    path(f"{MINE}<uuid:pk>/praten/", own.my_measure_talk, name="my_measure_talk"),
]
