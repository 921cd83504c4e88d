from django.urls import path

from thidua.blocks import marking_views, table_views, views, vote_views

urlpatterns = [
    path("khoi-cum/", views.block_list, name="block_list"),
    path("khoi-cum/moi/", views.block_new, name="block_new"),
    path("khoi-cum/de-nghi/<int:number>/", views.proposal_list, name="proposal_list"),
    path("khoi-cum/<int:pk>/", views.block_detail, name="block_detail"),
    path("khoi-cum/<int:pk>/thoi-han/", views.block_days, name="block_days"),
    path("khoi-cum/<int:pk>/khoi-truong/", views.block_lead, name="block_lead"),
    path("khoi-cum/<int:pk>/tong-ket/", views.block_review, name="block_review"),
    path("khoi-cum/<int:pk>/lam/<str:verb>/", views.block_do, name="block_do"),
    path("khoi-cum/<int:pk>/<str:name>.docx", views.block_paper, name="block_paper"),
    path("khoi-cum/<int:pk>/giao-uoc/", table_views.block_agreement, name="block_agreement"),
    path("thanh-vien-khoi/<int:pk>/ky/", table_views.agreement_sign, name="agreement_sign"),
    path("khoi-cum/<int:pk>/tieu-chi/", table_views.criterion_edit, name="criterion_new"),
    path("khoi-cum/<int:pk>/tieu-chi/<int:criterion>/", table_views.criterion_edit, name="criterion_edit"),
    path("khoi-cum/<int:pk>/tieu-chi/<int:criterion>/bo/", table_views.criterion_drop, name="criterion_drop"),
    path("khoi-cum/<int:pk>/bang/", table_views.table_bring, name="table_bring"),
    path("khoi-cum/<int:pk>/chep/", table_views.table_copy, name="table_copy"),
    path("khoi-cum/<int:pk>/suy-ton/", vote_views.block_vote, name="block_vote"),
    path("khoi-cum/<int:pk>/suy-ton/danh-sach/", vote_views.vote_stand, name="vote_stand"),
    path("khoi-cum/<int:pk>/suy-ton/diem-danh/", vote_views.vote_roll, name="vote_roll"),
    path("khoi-cum/<int:pk>/suy-ton/lai/", vote_views.vote_again, name="vote_again"),
    path("suy-ton/<int:pk>/", vote_views.vote_cast, name="vote_cast"),
    path("thanh-vien-khoi/<int:pk>/", marking_views.block_member, name="block_member"),
    path("phieu-cham/<int:pk>/", marking_views.marking_detail, name="marking_detail"),
    path("minh-chung-khoi/<int:pk>/", marking_views.block_proof, name="block_proof"),
    path("khoi-thi-dua/", views.public_list, name="block_public_list"),
    path("khoi-thi-dua/<int:pk>/", views.public_detail, name="block_public"),
]
