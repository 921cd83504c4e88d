"""The sentences of index sets, assessments and the scoring of blocks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SCORING: dict[str, Any] = {
    "index.no_targets": _("Phong trào không có chỉ tiêu nào cho “%(tier)s”."),
    "block.no_group": _("Hãy chọn ít nhất một khối, cụm."),
    "block.twice": _("%(group)s đã lập năm %(year)s."),
    "block.too_small": _(
        "%(group)s có chưa tới hai thành viên còn hoạt động. Hãy thêm thành viên ở trang của khối, cụm."
    ),
    "block.few_members": _("Cần ít nhất hai thành viên để chấm chéo."),
    "block.no_deputy": _(
        "Chưa có khối phó, cụm phó: phiếu của đơn vị trưởng phải do đơn vị khác tổng hợp. Cơ quan thường trực chọn ở trang này."
    ),
    "block.lead_pair": _("Đơn vị trưởng và đơn vị phó phải là hai thành viên khác nhau."),
    "block.no_criteria": _("Chưa có tiêu chí nào. Hãy thêm, đọc từ Excel hoặc chép của khối khác."),
    "block.no_agreement": _("Chưa soạn nội dung giao ước (ít nhất 20 ký tự)."),
    "block.days": _("Các ngày phải theo thứ tự: tự chấm, chấm chéo, thẩm định, họp suy tôn."),
    "block.unsigned": _("Còn %(count)s đơn vị chưa ký giao ước."),
    "block.still_scoring": _("Còn %(count)s đơn vị chưa gửi phiếu tự chấm; hạn là %(due)s."),
    "block.few_markings": _("Cần ít nhất hai phiếu tự chấm đã gửi. Cơ quan thường trực có thể lùi hạn."),
    "block.still_crossing": _("Còn %(count)s phiếu chấm chéo chưa gửi; hạn là %(due)s."),
    "block.ungathered": _("Còn %(count)s phiếu tổng hợp chưa gửi."),
    "block.unappraised": _(
        "Chưa thẩm định xong: %(names)s. Không ai thẩm định đơn vị mình: phiếu của đơn vị người thẩm định do người ở cơ quan khác gửi."
    ),
    "block.returned": _(
        "Còn %(count)s phiếu tự chấm bị trả lại chưa gửi lại. Chờ đơn vị gửi lại hoặc giữ nguyên phiếu cũ."
    ),
    "block.raced": _("Người khác vừa sửa phần này. Hãy chép lại nội dung của bạn, tải lại trang rồi ghi vào."),
    "block.delegate_voted": _(
        "Người của %(unit)s đã bỏ phiếu nên không đổi được; có thể ghi vắng mặt, các phiếu đã bỏ vẫn tính."
    ),
    "block.delegate_stranger": _("Người bỏ phiếu của %(unit)s phải là thủ trưởng hoặc cán bộ của đơn vị."),
    "block.roll_closed": _("Đã có lượt bỏ phiếu sau nên %(unit)s không vào thêm được."),
    "member.other_text": _("Giao ước vừa được sửa. Hãy đọc lại bản trên trang rồi ký."),
    "criterion.points": _("“%(name)s”: điểm tối đa phải lớn hơn 0 và không quá 99.999,99."),
    "criterion.gone": _("Tiêu chí “%(name)s” vừa bị người khác bỏ."),
    "block.too_early": _("Cuộc họp diễn ra ngày %(day)s."),
    "block.no_candidates": _("Chưa có đơn vị nào được đưa ra suy tôn."),
    "block.no_quorum": _("Có mặt %(present)s/%(members)s đơn vị, cần từ %(percent)s%%. Hãy điểm danh."),
    "block.tied": _("%(count)s đơn vị bằng nhau ở vị trí cuối. Hãy mở lượt bỏ phiếu giữa các đơn vị này."),
    "block.not_tied": _("Không có đơn vị nào bằng nhau ở vị trí cuối, hoặc còn phiếu chưa bỏ."),
    "block.unplaced": _("Đơn vị không có thứ hạng thì không đưa ra suy tôn."),
    "block.delegate_twice": _("Mỗi người chỉ bỏ phiếu cho một đơn vị."),
    "block.no_delegate": _("Bạn không phải người bỏ phiếu của đơn vị nào đang có mặt."),
    "block.own_vote": _("Theo quy định của khối, cụm, đơn vị không bỏ phiếu cho mình."),
    "member.not_signing": _("Giao ước chưa được gửi để ký, hoặc đã ban hành."),
    "criterion.no_source": _("“%(name)s” là kết quả phong trào: hãy chọn lấy từ đâu."),
    "criterion.no_index": _("Năm này chưa chọn bộ chỉ số tính vào điểm, nên không lấy được điểm bộ chỉ số."),
    "criterion.no_movement": _("Năm này chưa chọn phong trào, nên không lấy được kết quả phong trào."),
    "criteria.no_table": _("Không thấy bảng có cột “Tiêu chí” và cột “Điểm” trong “%(name)s”."),
    "criteria.row": _("Dòng %(row)s: không đọc được điểm “%(value)s”. Hãy ghi số rồi tải lại."),
    "marking.closed": _("Đang ở bước “%(state)s”, phiếu này không sửa được."),
    "marking.late": _("Đã hết hạn ngày %(due)s. Cơ quan thường trực có thể lùi hạn."),
    "marking.empty": _("Còn %(count)s tiêu chí chưa có điểm."),
    "marking.unproved": _("Cần minh chứng hoặc giải trình: %(names)s."),
    "marking.unexplained": _("Cần lý do khi chấm khác: %(names)s."),
    "marking.range": _("“%(name)s”: điểm phải từ 0 đến %(full)s."),
    "marking.raced": _("Người khác vừa lưu phiếu này. Hãy tải lại trang rồi ghi lại điểm của bạn."),
    "notice.block_sign": _("%(block)s: giao ước thi đua năm %(year)s chờ đơn vị ký."),
    "notice.block_self": _("%(block)s: đã mở tự chấm điểm năm %(year)s."),
    "notice.block_cross": _("%(block)s: đã mở chấm chéo năm %(year)s."),
    "notice.block_appraise": _("%(block)s: kết quả chấm điểm năm %(year)s chờ thẩm định."),
    "notice.block_settled": _("%(block)s: đã có kết quả chấm điểm năm %(year)s."),
    "notice.block_concluded": _("%(block)s: đã kết thúc suy tôn năm %(year)s."),
    "wait.block_sign": _("Ký giao ước thi đua"),
    "wait.block_self": _("Tự chấm điểm trong khối, cụm"),
    "wait.block_cross": _("Chấm chéo đơn vị cùng khối, cụm"),
    "wait.block_gathered": _("Tổng hợp điểm của khối, cụm"),
    "wait.block_lead": _("Việc của khối trưởng, cụm trưởng"),
    "wait.block_appraise": _("Thẩm định điểm của khối, cụm"),
    "wait.block_vote": _("Bỏ phiếu suy tôn"),
    "wait.marking_returned": _("Phiếu chấm bị trả lại"),
    "sheet.unit": _(
        "Ô %(cell)s: không có đơn vị mã “%(value)s” còn phải báo cáo kỳ này, hoặc bạn không nhập cho đơn vị đó."
    ),
    "sheet.target": _("Ô %(cell)s: “%(value)s” không phải mã chỉ tiêu của đơn vị. Hãy tải lại biểu."),
    "sheet.as_of": _("Ô %(cell)s: “%(value)s” không phải ngày, hoặc chưa tới. Ví dụ: 30/11/2026."),
    "sheet.sent": _("%(unit)s vừa gửi báo cáo nên không nạp được. Hãy tải lại biểu rồi nạp cho các đơn vị còn lại."),
    "index.bad": _("Bộ chỉ số chưa đúng ở %(where)s (%(why)s). Hãy xem lại mã, điểm và tham số công thức ở đó."),
    "index.not_shipped": _("Không có bộ chỉ số này trong phần mềm."),
    "index.no_table": _(
        "Không tìm thấy bảng chỉ số trong “%(name)s”. Bảng cần một dòng đầu có cột chỉ số và cột điểm tối đa."
    ),
    "index.frozen": _("Bộ chỉ số đã ban hành nên không sửa được. Muốn thay đổi, hãy lập bản mới từ bản này."),
    "index.sum": _("Trụ cột %(pillar)s ghi %(said)s điểm nhưng các chỉ số cộng lại %(found)s điểm."),
    "index.empty_pillar": _("Trụ cột %(pillar)s chưa có chỉ số nào."),
    "index.unreachable": _("Chỉ số %(indicator)s có %(full)s điểm nhưng công thức chỉ cho nhiều nhất %(best)s điểm."),
    "index.no_points": _("Chỉ số %(indicator)s có 0 điểm. Nếu không chấm điểm, hãy chọn loại “Không chấm điểm”."),
    "index.gap": _("Thiếu số thứ tự %(indicator)s."),
    "index.same_name": _("Chỉ số %(indicator)s trùng tên với chỉ số khác: “%(name)s”."),
    "index.level": _("Mức %(level)s không bao giờ đạt được với số điểm và số trụ cột của bộ chỉ số."),
    "index.all_skipped": _("Mọi chỉ số của trụ cột %(pillar)s đều được khai là không áp dụng."),
    "index.unconfirmed": _("%(count)s chỉ số chưa đối chiếu với văn bản."),
    "assessment.days": _(
        "Các ngày phải nối nhau: nhận phiếu, hết hạn tự đánh giá, hết hạn thẩm định, nhận kiến nghị từ ngày, đến ngày."
    ),
    "assessment.unpublished_set": _("Bộ chỉ số chưa ban hành hoặc đã ngừng dùng."),
    "assessment.still_filling": _("Còn %(count)s đơn vị chưa gửi phiếu và chưa hết hạn (%(due)s)."),
    "assessment.unappraised": _("Còn %(count)s phiếu chưa thẩm định xong."),
    "assessment.no_sheets": _("Chưa đơn vị nào gửi phiếu."),
    "assessment.objections": _("Còn %(count)s kiến nghị chưa trả lời."),
    "assessment.still_objecting": _("Đơn vị còn được kiến nghị đến hết ngày %(due)s."),
    "sheet.not_open": _("Kỳ đánh giá không trong thời gian tự đánh giá. Cơ quan thường trực có thể mở lại."),
    "sheet.late": _(
        "Đã hết hạn tự đánh giá (%(due)s) nên phiếu bị khóa. Cơ quan thường trực có thể lùi hạn của kỳ đánh giá."
    ),
    "sheet.unproved": _(
        "%(count)s chỉ số có điểm nhưng chưa có minh chứng hoặc lời giải trình: %(codes)s. Hãy đính kèm tệp, ghi số hiệu văn bản hoặc nói vì sao chưa có."
    ),
    "sheet.unanswered": _("%(count)s chỉ số chưa trả lời: %(codes)s. Nếu chưa có số liệu, hãy ghi vì sao."),
    "sheet.unappraised": _("%(count)s chỉ số chưa thẩm định: %(codes)s."),
    "sheet.unmoderated": _("%(count)s chỉ số hai cơ quan chấm khác nhau, cần thống nhất: %(codes)s."),
    "sheet.not_appraising": _("Phiếu không ở bước thẩm định."),
    "sheet.raced": _(
        "Người khác vừa lưu phần này. Điều bạn nhập vẫn còn trên trang; hãy so lại rồi bấm Lưu lần nữa nếu muốn thay."
    ),
    "sheet.range": _("Chỉ số %(indicator)s: giá trị ngoài khoảng cho phép."),
    "sheet.no_skip": _("Chỉ số %(indicator)s áp dụng với mọi đơn vị, không được bỏ qua."),
    "sheet.no_entry": _("Chỉ số %(indicator)s lấy từ kết luận kiểm tra, đơn vị không nhập."),
    "sheet.too_many_points": _("Chỉ số %(indicator)s chỉ có nhiều nhất %(full)s điểm."),
    "appraisal.no_reason": _("Chỉ số %(indicator)s: chấm khác đơn vị thì cần ghi lý do."),
    "objection.window": _("Chỉ nhận kiến nghị từ ngày %(from)s đến hết ngày %(to)s, sau khi có kết quả thẩm định."),
    "objection.no_text": _("Nội dung kiến nghị còn trống hoặc quá ngắn."),
    "objection.twice": _("Chỉ số %(indicator)s đang có một kiến nghị chưa trả lời."),
    "objection.no_answer": _("Câu trả lời còn trống hoặc quá ngắn."),
    "objection.closed": _("Kết quả đã công bố nên không sửa theo kiến nghị được; muốn sửa, đính chính kết quả trước."),
    "notice.assessment": _("Kỳ đánh giá “%(assessment)s” đã mở; đơn vị tự đánh giá đến hết ngày %(due)s."),
    "notice.sheet_returned": _("Phiếu “%(assessment)s” bị trả lại, hạn %(due)s."),
    "notice.objection": _("Kiến nghị về chỉ số %(indicator)s của “%(assessment)s” đã được trả lời."),
    "wait.sheet_draft": _("Phiếu đánh giá chờ gửi"),
    "wait.sheet_returned": _("Phiếu đánh giá bị trả lại"),
    "wait.sheet_appraise": _("Phiếu đánh giá chờ thẩm định"),
    "survey.no_levels": _("Bộ tiêu chí này không có mức độ nên không dùng cho doanh nghiệp được."),
    "survey.days": _("Ngày kết thúc phải sau ngày bắt đầu."),
    "survey.not_over": _("Đợt còn mở đến hết ngày %(due)s."),
    "survey.none_closed": _("Chưa có đợt nào kết thúc để xếp hạng."),
    "survey.closed": _("Đợt này nhận phiếu từ ngày %(from)s đến hết ngày %(to)s."),
    "business.code": _("Mã số thuế có 10 hoặc 13 chữ số; hộ kinh doanh dùng số định danh cá nhân 12 chữ số."),
    "business.personal": _("Số định danh cá nhân chỉ dùng cho hộ kinh doanh."),
    "business.unsure": _(
        "Mã số thuế %(code)s không khớp chữ số kiểm tra thường dùng. Hãy xem lại; nếu đúng, đánh dấu ô xác nhận rồi gửi lại."
    ),
    "business.known": _("Mã số thuế này đã tham gia. Hãy chọn “Mở lại phiếu” và dùng mã truy cập."),
    "business.unknown": _("Mã số thuế hoặc mã truy cập không đúng."),
    "business.elsewhere": _("Đơn vị đăng ký ở tỉnh khác với đợt này."),
    "business.unanswered": _("Còn %(count)s tiêu chí chưa trả lời."),
}
