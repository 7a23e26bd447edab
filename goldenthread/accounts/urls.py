from django.urls import path

from goldenthread.accounts import views

app_name = "accounts"

urlpatterns = [
    path("account/me/", views.me, name="me"),
    path("account/me/name/", views.name, name="name"),
    path("account/me/sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("account/me/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/onward/", views.onward, name="onward"),
    path("account/link/<str:token>/", views.sign_in_link, name="sign_in_link"),
]
