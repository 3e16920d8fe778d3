from django.urls import path

from integrity.cards import play_views as play
from integrity.cards import session_views as sessions
from integrity.cards import views

CARDS, JOIN = "dilemmakaarten/", "dilemmakaarten/meedoen/"
SESSIONS = "dilemmakaarten/samen/"
SESSION = f"{SESSIONS}<uuid:pk>/"
urlpatterns = [
    path(CARDS, views.dilemma_cards, name="dilemma_cards"),
    path(f"{CARDS}<int:edition>/", views.dilemma_cards, name="dilemma_cards_edition"),
    path(f"{CARDS}<int:edition>/trekken/", views.dilemma_card_draw, name="dilemma_card_draw"),
    path(f"{CARDS}<int:edition>/pdf/", views.dilemma_deck, name="dilemma_deck"),
    path(f"{CARDS}<int:edition>/<int:number>/", views.dilemma_card, name="dilemma_card"),
    path(JOIN, play.cards_join, name="cards_join"),
    path(f"{JOIN}kaart/", play.cards_play, name="cards_play"),
    path(f"{JOIN}stem/", play.cards_vote, name="cards_vote"),
    path(f"{JOIN}stoppen/", play.cards_leave, name="cards_leave"),
    path(SESSIONS, sessions.card_sessions, name="card_sessions"),
    path(f"{SESSIONS}openen/", sessions.card_session_open, name="card_session_open"),
    path(SESSION, sessions.card_session, name="card_session"),
    path(f"{SESSION}stand/", sessions.card_session_live, name="card_session_live"),
    path(f"{SESSION}trekken/", sessions.card_session_draw, name="card_session_draw"),
    path(f"{SESSION}terugleggen/", sessions.card_session_skip, name="card_session_skip"),
    path(f"{SESSION}tonen/", sessions.card_session_show, name="card_session_show"),
    path(f"{SESSION}afspraak/", sessions.card_session_agree, name="card_session_agree"),
    path(f"{SESSION}afsluiten/", sessions.card_session_close_confirm, name="card_session_close_confirm"),
    path(f"{SESSION}afsluiten/vastleggen/", sessions.card_session_close, name="card_session_close"),
]
