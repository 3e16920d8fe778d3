"""The portal's addresses, and one page more: signed in, laid out, with nothing on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from portal.urls import *  # noqa: F403
from portal.urls import urlpatterns as portal_urls


def bare(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/base.html")


urlpatterns = [path("bare/", bare, name="bare"), *portal_urls]
