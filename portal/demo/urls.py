from django.urls import path

from portal.demo import views

urlpatterns = [
    path("", views.demo, name="demo"),
    path("post/", views.demo_post, name="demo_post"),
    path("<slug:key>/", views.demo_enter, name="demo_enter"),
]
