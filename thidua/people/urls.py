from allauth.account import views as allauth
from django.urls import path
from django.views.generic import RedirectView

from thidua.people import views

# allauth asks for these by name; accounts are opened and passwords reset by administrators, so they lead to signing in.
_CLOSED = ("signup", "reset_password", "email", "inactive", "email_verification_sent", "reauthenticate")

urlpatterns = [
    path("tai-khoan/login/", allauth.login, name="account_login"),
    path("tai-khoan/logout/", allauth.logout, name="account_logout"),
    path("tai-khoan/mat-khau/", allauth.password_change, name="account_change_password"),
    path(
        "tai-khoan/mat-khau/dat/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="account_set_password",
    ),
    *[
        path(f"tai-khoan/{name}/", RedirectView.as_view(pattern_name="account_login"), name=f"account_{name}")
        for name in _CLOSED
    ],
    path("nguoi-dung/<int:pk>/mat-khau/", views.password_reset, name="password_reset"),
    path("nguoi-dung/", views.people_list, name="people_list"),
    path("nguoi-dung/mo/", views.person_new, name="person_new"),
    path("nguoi-dung/excel/", views.people_import, name="people_import"),
    path("nguoi-dung/excel/mau/", views.people_template, name="people_template"),
    path("nguoi-dung/<int:user_pk>/vai-tro/", views.role_new, name="role_new"),
    path("vai-tro/<int:holding_pk>/uy-quyen/", views.delegation_new, name="delegation_new"),
    path("vai-tro/<int:pk>/ket-thuc/", views.role_end, name="role_end"),
]
