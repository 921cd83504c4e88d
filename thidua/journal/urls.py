from django.urls import path

from thidua.journal import views

urlpatterns = [
    path("buoc/<slug:machine>/<int:pk>/<slug:verb>/", views.step, name="step"),
    path("nhat-ky/", views.journal_list, name="journal_list"),
    path("cong-khai/niem-phong.json", views.root_latest, name="root_latest"),
]
