"""The addresses in mails: the same words in all languages."""

from django.urls import path

from services.checks import views

app_name = "checks"

urlpatterns = [
    path("vahvista/<str:token>/", views.request, name="request"),
    path("vahvista/<str:token>/poista-tiedot/", views.remove, name="remove"),
    path("vahvista/<str:token>/<slug:slug>/muuttunut/", views.change, name="change"),
    path("vahvista/<str:token>/<slug:slug>/paattynyt/", views.end, name="end"),
]
