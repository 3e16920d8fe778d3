from django.urls import path

from integrity.agenda import model_views as model
from integrity.agenda import talk_views as talks
from integrity.agenda import views

OF_ROUND, TALK = "rondes/<uuid:pk>/agenda/", "agenda/gesprek/<uuid:pk>/"
urlpatterns = [
    path("agenda-model/", model.agenda_model, name="agenda_model"),
    path("agenda/", views.agendas, name="agendas"),
    path(OF_ROUND, views.agenda, name="agenda"),
    path(f"{OF_ROUND}plannen/", views.agenda_plan, name="agenda_plan"),
    path(f"{OF_ROUND}gesprek/", views.agenda_add, name="agenda_add"),
    path(f"{OF_ROUND}kalender/", views.agenda_calendar, name="agenda_calendar"),
    path(TALK, talks.agenda_talk, name="agenda_talk"),
    path(f"{TALK}kalender/", talks.agenda_talk_calendar, name="agenda_talk_calendar"),
    path(f"{TALK}kaarten/", talks.agenda_talk_play, name="agenda_talk_play"),
    path(f"{TALK}verzetten/", talks.agenda_talk_move, name="agenda_talk_move"),
    path(f"{TALK}onderwerpen/", talks.agenda_talk_subjects, name="agenda_talk_subjects"),
    path(f"{TALK}gehouden/", talks.agenda_talk_hold, name="agenda_talk_hold"),
    path(f"{TALK}vervallen/", talks.agenda_talk_cancel_confirm, name="agenda_talk_cancel_confirm"),
    path(f"{TALK}vervallen/vastleggen/", talks.agenda_talk_cancel, name="agenda_talk_cancel"),
]
