"""Addresses of the people's room."""

from __future__ import annotations

from allauth.account.views import login
from csp.decorators import csp_update
from django.urls import include, path

from .views import data, events, joining, members, organisations

# The sign-in page alone fetches something: what a passkey has to sign.
sign_in = csp_update({"connect-src": ["'self'"]})(login)

urlpatterns = [
    path("members/", members.members, name="members"),
    path("members/second-step/", members.second_step, name="second-step"),
    path("members/account/", members.account, name="account"),
    path("members/audit/", events.own_events, name="own-audit"),
    path("members/data/", data.own_data, name="own-data"),
    path("members/data/file/", data.own_data_file, name="own-data-file"),
    path("members/data/close/", data.account_close, name="account-close"),
    path("members/join/", joining.join, name="join"),
    path("members/applications/<int:pk>/withdraw/", joining.application_withdrawn, name="application-withdrawn"),
    path("members/applications/<int:pk>/decide/", joining.application_decided, name="application-decided"),
    path("members/invitations/<int:pk>/withdraw/", organisations.invitation_withdrawn, name="invitation-withdrawn"),
    path("members/roles/<int:pk>/end/", organisations.role_end, name="role-end"),
    path("members/organisations/", organisations.organisations, name="organisations"),
    path("members/organisations/add-a-setting/", organisations.new_setting, name="new-setting"),
    path("members/organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("members/invitations/<int:pk>/accept/", joining.invitation_accepted, name="invitation-accepted"),
    path("members/forget-invitation/", joining.invitation_forgotten, name="invitation-forgotten"),
    path("members/invitation/<str:secret>/", joining.invitation, name="invitation"),
    path("partnerships/<str:code>/audit/", events.partnership_events, name="partnership-audit"),
    path("account/login/", sign_in, name="account_login"),
    path("account/", include("allauth.urls")),
]
