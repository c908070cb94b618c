"""Addresses of the desk's page on lists of actors."""

from django.urls import path

from groups.lists import views

app_name = "group-lists"
urlpatterns = [
    path("", views.lists, name="lists"),
    path("compare/", views.compare, name="compare"),
    path("same/", views.same_many, name="same-many"),
    path("new/", views.new_many, name="new-many"),
    path("aside/", views.aside_many, name="aside-many"),
    path("<int:pk>/same/", views.same, name="same"),
    path("<int:pk>/new/", views.new, name="new"),
    path("<int:pk>/aside/", views.aside, name="aside"),
    path("<int:pk>/back/", views.back, name="back"),
    path("<int:pk>/news/", views.news, name="news"),
]
