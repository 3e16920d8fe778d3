from django.urls import path

from integrity.undertaking import board_views as board
from integrity.undertaking import own_views as own
from integrity.undertaking import views

OF_CANDIDATE = "kandidaten/<slug:reference>/verklaring/"
MINE = "mijn-dossier/verklaring/"
BOARD = "verklaringen/"
urlpatterns = [
    path(OF_CANDIDATE, views.undertaking, name="undertaking"),
    path(f"{OF_CANDIDATE}aanbieden/", views.undertaking_offer, name="undertaking_offer"),
    path(f"{OF_CANDIDATE}intrekken/", views.undertaking_take_back, name="undertaking_take_back"),
    path(
        f"{OF_CANDIDATE}intrekken/bevestigen/",
        views.undertaking_take_back_confirm,
        name="undertaking_take_back_confirm",
    ),
    path(f"{OF_CANDIDATE}besproken/", views.undertaking_talked, name="undertaking_talked"),
    path(f"{OF_CANDIDATE}pdf/", views.undertaking_pdf, name="undertaking_pdf"),
    path(MINE, own.my_undertaking, name="my_undertaking"),
    path(f"{MINE}praten/", own.my_undertaking_talk, name="my_undertaking_talk"),
    path(f"{MINE}pdf/", own.my_undertaking_pdf, name="my_undertaking_pdf"),
    path(BOARD, board.board_undertakings, name="board_undertakings"),
    path(f"{BOARD}<slug:reference>/", board.board_undertaking, name="board_undertaking"),
    path(f"{BOARD}<slug:reference>/band/", board.board_tie, name="board_tie"),
    path(f"{BOARD}<slug:reference>/band/opgeven/", board.board_tie_declare, name="board_tie_declare"),
    path(f"{BOARD}<slug:reference>/pdf/", board.board_undertaking_pdf, name="board_undertaking_pdf"),
]
