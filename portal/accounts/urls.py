from django.urls import include, path
from django.views.generic import RedirectView

from portal.accounts.views import links, profile, second_factor

urlpatterns = [
    # An address is changed by whoever manages the memberships, so allauth's own page gives way.
    path("account/email/", RedirectView.as_view(pattern_name="profile"), name="account_email"),
    path("account/tweede-stap/", second_factor.second_factor, name="second_factor"),
    path("account/", include("allauth.urls")),
    path("profiel/", profile.profile, name="profile"),
    path("profiel/opslaan/", profile.profile_save, name="profile_save"),
    path("profiel/gegevens/", profile.own_events, name="own_events"),
    path("link/nieuw/", links.new_link, name="personal_link_new"),
    path("link/aangevraagd/", links.new_link_asked, name="personal_link_asked"),
    path("link/verlaten/", links.personal_leave, name="personal_leave"),
    path("link/tot-ziens/", links.goodbye, name="personal_goodbye"),
    path("link/<str:token>/", links.personal_link, name="personal_link"),
]
