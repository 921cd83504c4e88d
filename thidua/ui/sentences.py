"""The sentences of codes: refusals, notices and what waits. Every code of the product stands here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date
from thidua.ui.award_words import AWARD_SENTENCES
from thidua.ui.names import name_of
from thidua.ui.scoring_sentences import SCORING

SENTENCES: dict[str, Any] = {
    **AWARD_SENTENCES,
    **SCORING,
    "machine.state": _(
        "Không thể “%(verb)s” khi hồ sơ đang ở trạng thái “%(state)s”. Hãy tải lại trang để xem trạng thái mới."
    ),
    "machine.right": _(
        "Bạn không có quyền thực hiện bước này (cần quyền “%(right)s”). Hãy liên hệ quản trị hệ thống của tỉnh."
    ),
    "machine.reason": _("Cần ghi lý do."),
    "machine.reason_choice": _("Hãy chọn lý do trong danh sách."),
    "machine.reason_text": _("Với “Lý do khác”, hãy nói rõ lý do."),
    "machine.raced": _("Người khác vừa thực hiện bước này. Hãy tải lại trang."),
    "draft.closed": _(
        "Hồ sơ đang ở trạng thái “%(state)s” nên không sửa được. Muốn sửa, đơn vị rút lại hoặc cơ quan tiếp nhận trả lại."
    ),
    "paper.empty": _("Tệp “%(name)s” không có nội dung. Hãy chọn tệp khác."),
    "paper.too_large": _("Tệp “%(name)s” lớn hơn %(limit)s MB. Hãy giảm dung lượng hoặc tách thành nhiều tệp."),
    "paper.bomb": _("Tệp “%(name)s” giải nén ra quá lớn nên không được nhận."),
    "paper.kind": _("Tệp “%(name)s” không thuộc loại được nhận. Các loại được nhận: %(taken)s."),
    "paper.posing": _(
        "Tệp “%(name)s” mang đuôi %(said)s nhưng nội dung là %(kind)s. Hãy lưu lại đúng định dạng rồi tải lên."
    ),
    "paper.scan": _(
        "Tệp “%(name)s” là bản quét, không có lớp chữ. Ở đây chỉ nhận văn bản có lớp chữ; bản quét được đọc ở trang Tải lên kế hoạch."
    ),
    "paper.encrypted": _("Tệp “%(name)s” có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."),
    "paper.damaged": _("Tệp “%(name)s” bị hỏng, không mở được. Hãy xuất lại tệp."),
    "paper.too_many_pages": _("Tệp “%(name)s” có hơn %(limit)s trang."),
    "paper.huge_image": _("Ảnh trong tệp “%(name)s” quá lớn. Hãy quét ở 300 dpi, khổ A4 rồi tải lại."),
    "paper.endless": _(
        "Bảng trong “%(name)s” có hơn %(limit)s ô. Hãy xóa các dòng, cột trống hoặc tách tệp rồi tải lại."
    ),
    "paper.no_office": _("Máy này chưa có LibreOffice để lập bản PDF."),
    "paper.no_pdf": _("LibreOffice không chuyển được văn bản này thành PDF."),
    "paper.no_tesseract": _(
        "Máy chủ chưa có chương trình đọc bản quét. Người quản trị chạy một lần lệnh: %(command)s. Trong khi chờ, hãy tải lên bản DOCX hoặc PDF có lớp chữ."
    ),
    "paper.none": _("Chưa chọn tệp."),
    "plan.no_headings": _(
        "Không nhận ra đề mục nào (I., II., 1., Điều 1…) trong “%(name)s”. Hãy kiểm tra đây có phải văn bản kế hoạch không."
    ),
    "plan.too_long": _("“%(name)s” dài hơn %(limit)s triệu ký tự nên không được nhận là kế hoạch."),
    "plan.too_many_items": _("“%(name)s” cho ra hơn %(limit)s mục. Hãy kiểm tra đây có phải văn bản kế hoạch không."),
    "plan.open_items": _("Còn %(count)s mục chưa được xác nhận, sửa hoặc loại bỏ."),
    "plan.no_name": _("Kế hoạch chưa có tên phong trào. Hãy nhập ở phần Thông tin chung."),
    "plan.no_period": _("Kế hoạch chưa có thời gian thực hiện (từ năm, đến năm). Hãy nhập ở phần Thông tin chung."),
    "plan.no_addressees": _(
        "Chưa có đối tượng thực hiện nào được xác nhận, nên chưa biết giao việc cho đơn vị nào. Hãy thêm ở phần Đối tượng thực hiện."
    ),
    "plan.frozen": _("Kế hoạch đã công bố nên không sửa được. Muốn thay đổi, hãy tải lên bản thay thế."),
    "plan.not_supersedable": _("Chỉ thay thế được kế hoạch đang có hiệu lực và chưa có bản thay thế."),
    "item.standing": _("Trạng thái của mục không hợp lệ."),
    "plan.exchange": _(
        "Tệp “%(name)s” không đúng mẫu dữ liệu kế hoạch. Hãy tải lại tệp từ trang kế hoạch của nơi gửi."
    ),
    "succession.not_heir": _("%(unit)s không phải đơn vị kế thừa của lần sắp xếp này."),
    "plan.known": _("Đã có văn bản số %(number)s. Hãy chọn văn bản đó thay vì nhập lại."),
    "plan.not_a_parent": _(
        "Văn bản này không thể là cấp trên: không có số, chưa công bố, thuộc tỉnh khác hoặc đang thực hiện chính kế hoạch này."
    ),
    "plan.no_document": _("Chưa có văn bản. Lập văn bản từ các mục, ký, rồi tải lên để đối chiếu."),
    "plan.has_children": _("Đang có %(count)s kế hoạch thực hiện văn bản này."),
    "own.begun": _("Đơn vị đã bắt đầu kế hoạch của mình rồi."),
    "own.nothing": _("Kế hoạch chưa có nội dung, tiêu chí hay chỉ tiêu nào để thực hiện."),
    "own.no_reason": _("%(count)s mục không đưa vào mà chưa ghi lý do."),
    "own.addressed": _("Kế hoạch đã có %(unit)s trong nơi nhận, hoặc đơn vị thuộc tỉnh khác."),
    "own.later": _("Muộn hơn hạn của cấp trên: %(own)s (cấp trên: %(parent)s)."),
    "own.below": _("Thấp hơn chỉ tiêu của cấp trên: %(own)s (cấp trên: %(parent)s)."),
    "own.above": _("Vượt số lượng của cấp trên: %(own)s (cấp trên: %(parent)s)."),
    "item.quote": _("Không tìm thấy câu “%(value)s” trong văn bản. Hãy chép đúng từng chữ, hoặc bỏ trống ô Câu trích."),
    "item.required": _("“%(field)s” không được để trống."),
    "item.number": _("“%(field)s” cần một số, không phải “%(value)s”. Ví dụ: 80 hoặc 99,5."),
    "item.when": _(
        "“%(field)s” không đọc được: “%(value)s”. Ghi 2027, quý IV/2027, 12/2027, 10/12/2027 hoặc 10/12 hằng năm."
    ),
    "item.range": _("“%(field)s” phải từ 0 đến %(limit)s."),
    "item.long": _("“%(field)s” dài quá %(limit)s ký tự."),
    "item.date": _("“%(field)s” không phải một ngày có thật: “%(value)s”."),
    "item.choice": _("“%(field)s” không có lựa chọn “%(value)s”."),
    "unit.code_taken": _("Mã đơn vị “%(code)s” đã được dùng."),
    "unit.row_code_taken": _("Dòng %(row)s: mã đơn vị “%(code)s” đã được dùng."),
    "unit.row_no_parent": _("Dòng %(row)s: không có đơn vị cấp trên mang mã “%(code)s”."),
    "unit.row_bad": _("Dòng %(row)s, cột “%(column)s”: “%(value)s” không đọc được. Hãy sửa theo mẫu."),
    "people.row_password": _("Dòng %(row)s: mật khẩu ban đầu cần ít nhất %(least)s ký tự."),
    "unit.row_empty": _("Dòng %(row)s, cột “%(column)s” còn trống. Hãy điền."),
    "unit.row_choice": _("Dòng %(row)s, cột “%(column)s”: không có “%(value)s”. Ghi một trong: %(allowed)s."),
    "unit.row_future": _("Dòng %(row)s, cột “%(column)s”: ngày chưa đến. Hãy xem lại."),
    "unit.row_twice": _(
        "Dòng %(row)s: “%(value)s” đã có ở dòng trên. Hãy bỏ một dòng; hai người trùng tên thì ghi chức vụ khác nhau."
    ),
    "unit.no_rows": _("Tệp không có dòng nào. Hãy điền vào mẫu tải về từ trang này."),
    "unit.circle": _("Một đơn vị không thể trực thuộc chính nó hoặc cấp dưới của nó."),
    "group.name_taken": _("Đã có khối, cụm tên “%(name)s”."),
    "group.in_other": _("%(unit)s đang ở “%(group)s”. Hãy cho đơn vị rời khối, cụm đó trước."),
    "group.not_member": _("%(unit)s không phải thành viên vào ngày này."),
    "group.leave_early": _("%(unit)s vào khối, cụm sau ngày này. Hãy chọn ngày muộn hơn."),
    "succession.shape": _(
        "Số đơn vị trước và sau không đúng với hình thức đã chọn: hợp nhất là nhiều thành một đơn vị mới, sáp nhập là vào một đơn vị đang có, chia tách là một thành nhiều, đổi tên là một thành một, giải thể là không còn."
    ),
    "succession.gone": _("Có %(count)s đơn vị không còn hoạt động vào ngày trước đó."),
    "succession.same": _("Một đơn vị không thể vừa kết thúc vừa kế thừa. Hãy lập đơn vị mới trước."),
    "people.username_taken": _("Tên đăng nhập “%(username)s” đã có người dùng."),
    "people.unknown_role": _("Không có vai trò “%(role)s”."),
    "people.no_role": _("Người này hiện không giữ vai trò nào."),
    "people.ended": _("Vai trò này đã kết thúc trước đó."),
    "people.delegation": _("Ủy quyền cần một người khác và khoảng thời gian hợp lệ."),
    "people.row_no_unit": _("Dòng %(row)s: không có đơn vị mang mã “%(code)s”."),
    "movement.not_running": _("Phong trào không còn trong thời gian thực hiện."),
    "obligation.not_later": _("Ngày gia hạn phải sau hạn hiện tại."),
    "movement.not_addressed": _("Kế hoạch không giao việc cho đơn vị này."),
    "registration.no_plan": _("Chưa có kế hoạch phát động của đơn vị. Hãy đính kèm kế hoạch đã ban hành."),
    "registration.no_commitment": _("Chưa ghi nội dung đăng ký."),
    "registration.late": _(
        "Đã hết hạn đăng ký (%(due)s). Cơ quan thường trực phong trào có thể gia hạn cho đơn vị; nội dung đã nhập vẫn được giữ."
    ),
    "report.no_narrative": _("Phần tình hình, kết quả thực hiện còn trống hoặc quá ngắn."),
    "report.missing_values": _(
        "Còn %(count)s chỉ tiêu chưa có số liệu. Nếu chưa có số liệu, hãy ghi lý do vào ô giải trình."
    ),
    "report.locked": _(
        "Báo cáo đã khóa vì hết hạn (%(due)s). Cơ quan thường trực phong trào có thể gia hạn; nội dung đã nhập vẫn được giữ."
    ),
    "difficulty.no_text": _("Hãy nêu rõ vướng ở việc gì (ít nhất 10 ký tự)."),
    "difficulty.no_proposal": _("Chưa có đề xuất cách giải quyết."),
    "difficulty.nobody": _("Chưa có cơ quan nào để gửi đến. Hãy báo cơ quan thường trực."),
    "difficulty.no_answer": _("Câu trả lời còn trống hoặc quá ngắn."),
    "difficulty.highest": _("Nội dung đã ở cấp cao nhất; hãy trả lời hoặc trả lại."),
    "difficulty.joined": _("Có %(count)s nội dung của đơn vị khác đang chờ chung câu trả lời này."),
    "difficulty.not_joinable": _("Chỉ gộp được với nội dung khác của cùng phong trào đang chờ hoặc đã trả lời."),
    "inspection.no_plan": _("Chưa ghi nội dung kiểm tra hoặc thành phần đoàn."),
    "inspection.too_early": _("Cuộc kiểm tra định vào %(day)s, chưa đến ngày."),
    "inspection.no_findings": _("Chưa có ghi nhận nào tại đơn vị."),
    "inspection.no_conclusion": _("Chưa ghi kết luận."),
    "inspection.unclosed": _("Còn %(count)s kiến nghị chưa xong."),
    "inspection.other_province": _("Đơn vị không thuộc tỉnh của phong trào."),
    "advice.no_answer": _("Hãy nêu rõ đã thực hiện thế nào (ít nhất 10 ký tự)."),
    "advice.not_yet": _("Đoàn kiểm tra chưa kết luận, nên chưa cần trả lời."),
    "advice.too_early": _("Hạn thực hiện không thể trước ngày kiểm tra."),
    "value.number": _("Chỉ tiêu %(label)s: “%(value)s” không phải số. Ví dụ: 1.250 hoặc 99,5."),
    "value.zero": _("Chỉ tiêu %(label)s: mẫu số bằng 0. Nếu không có đối tượng, hãy để trống và ghi giải trình."),
    "value.above": _("Chỉ tiêu %(label)s: tử số (%(top)s) lớn hơn mẫu số (%(bottom)s). Hãy sửa hoặc ghi giải trình."),
    "value.thousands": _(
        "Chỉ tiêu %(label)s: số liệu gấp hoặc bằng một phần hàng trăm lần kỳ trước; có thể nhầm đơn vị tính. Hãy kiểm tra hoặc ghi giải trình."
    ),
    "value.jump": _("Chỉ tiêu %(label)s: kỳ này %(now)s, kỳ trước %(before)s. Hãy kiểm tra hoặc ghi giải trình."),
    "report.unexplained": _("Còn %(count)s chỉ tiêu có số liệu khác thường mà chưa ghi giải trình."),
    "value.excluded": _(
        "Chỉ tiêu %(label)s: phần loại trừ (%(excluded)s) lớn hơn mẫu số (%(bottom)s). Mẫu số là tổng số trước khi loại trừ."
    ),
    "value.all_excluded": _("Chỉ tiêu %(label)s: loại trừ hết thì không còn mẫu số. Hãy ghi giải trình."),
    "value.yes_no": _("Chỉ tiêu %(label)s: “%(value)s” không phải Có hoặc Không."),
    "value.level": _("Chỉ tiêu %(label)s: “%(value)s” không phải một mức của thang, từ 0 đến %(last)s."),
    "report.as_of": _("“%(value)s” không phải ngày, hoặc chưa tới. Hãy ghi ngày của số liệu, ví dụ 30/11/2026."),
    "explain.ratio": _("%(top)s trên %(bottom)s = %(share)s%%"),
    "explain.excluded": _("%(top)s trên %(bottom)s (%(whole)s trừ %(excluded)s %(what)s) = %(share)s%%"),
    "explain.above": _("cao hơn yêu cầu %(gap)s %(unit)s"),
    "explain.below": _("thấp hơn yêu cầu %(gap)s %(unit)s"),
    "explain.baseline": _("so với mức gốc %(baseline)s (năm %(year)s): %(gain)s %(unit)s"),
    "explain.early": _("sớm %(days)s ngày so với hạn %(due)s"),
    "activity.nobody": _("Hãy dán danh sách người học, hoặc ghi số người dự."),
    "activity.nothing_told": _("Hoạt động truyền thông cần số tin, bài hoặc số giờ."),
    "activity.too_many": _("Danh sách quá dài: nhiều nhất %(limit)s người một lần."),
    "report.not_fed": _("Chỉ tiêu này không lấy số liệu từ sổ hoạt động."),
    "charge.nothing": _("Hãy ghi lĩnh vực, hoặc chọn khối, cụm phụ trách."),
    "inspection.no_clause": _("Đã ghi điểm cộng, trừ mà chưa ghi tiêu chí hoặc mục quy định điểm đó."),
    "remap.choice": _("Dòng %(number)s: hãy chọn một cách xử lý chỉ tiêu."),
    "remap.reason": _("Dòng %(number)s: hãy ghi lý do bỏ chỉ tiêu."),
    "remap.twice": _(
        "Dòng %(first)s và dòng %(number)s cùng đưa vào một chỉ tiêu của cấp xã: chỉ một dòng được nhận, dòng kia hãy chọn cách khác."
    ),
    "remap.nothing": _("Kế hoạch không còn chỉ tiêu nào của cấp đã kết thúc."),
    "value.half": _("Chỉ tiêu %(label)s: cần cả tử số và mẫu số."),
    "evidence.empty": _("Hãy chọn tệp hoặc ghi số, ngày, trích yếu của văn bản."),
    "round.closed": _("Đợt khen thưởng đã đóng."),
    "round.late": _("Đã hết hạn nhận hồ sơ của đợt (%(due)s)."),
    "round.past": _("Ngày nhận hồ sơ đã qua. Hãy chọn ngày từ hôm nay trở đi."),
    "round.no_offer": _("Kế hoạch không có hình thức khen thưởng cho dịp này."),
    "nomination.never_launched": _(
        "Đơn vị chưa phát động phong trào (chưa có đăng ký được tiếp nhận) nên chưa thể đề nghị khen thưởng. Hãy đăng ký và đính kèm kế hoạch phát động trước."
    ),
    "nomination.dissolved": _("Đơn vị đã kết thúc hoạt động từ %(day)s nên không thuộc diện khen thưởng."),
    "nomination.missing_part": _("Hồ sơ còn thiếu: %(part)s."),
    "nomination.no_achievement": _("Tóm tắt thành tích còn trống hoặc quá ngắn."),
    "nomination.proposal_taken": _("Đã có hồ sơ lập từ đề nghị suy tôn này."),
    "nomination.other_proposal": _(
        "Đề nghị suy tôn này không phải của đơn vị, không cho hình thức khen thưởng đã chọn, hoặc hồ sơ không phải cho chính đơn vị."
    ),
    "nomination.twice": _(
        "Đối tượng này đã có một đề nghị khác trong cùng đợt: một thành tích chỉ đề nghị một hình thức. Hãy bỏ hồ sơ thừa; nếu là hai người trùng tên, hãy ghi rõ chức vụ, nơi công tác của cả hai."
    ),
    "nomination.another": _(
        "Hồ sơ đã gửi là của %(name)s: chỉ sửa được chính tả của tên. Đối tượng khác thì lập hồ sơ mới."
    ),
    "nomination.other_kind": _("%(award)s không khen %(kind)s. Hãy chọn hình thức khác hoặc đối tượng khác."),
    "nomination.other_account": _(
        "Tài khoản đã chọn là của %(name)s, khác tên được đề nghị. Hãy chọn đúng tài khoản hoặc để trống."
    ),
    "round.same_name": _("Phong trào đang có một đợt mở mang tên này. Hãy đặt tên khác để phân biệt."),
    "nomination.unconfirmed": _("Người được đề nghị chưa xác nhận hồ sơ của mình."),
    "nomination.nominee_of_collective": _(
        "Tập thể không gắn với tài khoản của một cá nhân. Hãy bỏ tài khoản hoặc chọn loại “cá nhân”."
    ),
    "nomination.route_open": _("Hồ sơ chưa đi hết trình tự xét."),
    "part.from_movement": _("Tài liệu này lấy từ phong trào, không tải lên."),
    "route.no_opinion": _("Hãy chọn ý kiến."),
    "route.object_why": _("Hãy nêu lý do không đủ điều kiện."),
    "body.seated": _("Người này đã là thành viên."),
    "ballot.closed": _("Việc biểu quyết đã kết thúc."),
    "ballot.choice": _("Hãy chọn một phương án biểu quyết."),
    "ballot.twice": _("Bạn đã biểu quyết nội dung này; phiếu đã bỏ không đổi được."),
    "ballot.no_seat": _("Bạn không phải thành viên Hội đồng vào ngày họp."),
    "ballot.absent": _("Bạn chưa được điểm danh có mặt. Hãy báo thư ký Hội đồng."),
    "session.past": _("Ngày họp đã qua. Hãy chọn hôm nay hoặc một ngày sau."),
    "recusal.reason": _("Hãy ghi vì sao thành viên có liên quan."),
    "recusal.voted": _("%(name)s đã biểu quyết nội dung này nên vẫn được tính."),
    "ballot.related": _("Bạn liên quan đến đối tượng này nên không biểu quyết."),
    "session.no_items": _("Chưa có hồ sơ nào đủ điều kiện trình Hội đồng."),
    "session.no_quorum": _(
        "Có mặt %(present)s/%(members)s thành viên, cần từ %(percent)s%%: còn thiếu %(missing)s người."
    ),
    "session.unvoted": _(
        "Còn thiếu %(count)s phiếu của các thành viên có mặt. Thành viên nào đã về thì bỏ khỏi điểm danh; không có ý kiến cũng là một phiếu."
    ),
    "session.too_early": _("Phiên họp định vào %(day)s, chưa đến ngày."),
    "seat.in_session": _("Thành viên đang có mặt trong một phiên họp chưa kết thúc. Hãy kết thúc phiên họp trước."),
    "seat.ended": _("Thành viên này đã kết thúc nhiệm kỳ."),
    "session.not_open": _("Phiên họp không ở trạng thái đang biểu quyết."),
    "session.no_threshold": _("Chưa có quy định về tỷ lệ thông qua cho hình thức này vào ngày họp."),
    "decision.empty": _("Danh sách khen thưởng đang trống."),
    "decision.unapproved": _("Có %(count)s trường hợp chưa được Hội đồng thông qua."),
    "decision.over_quota": _("%(award)s: danh sách có %(asked)s, vượt số lượng %(cap)s mà kế hoạch cho phép."),
    "decision.nothing_approved": _("Chưa có trường hợp nào được Hội đồng thông qua mà chưa có quyết định."),
    "key.unfit": _(
        "Hai tệp không phải một khóa EC P-256 hoặc RSA (từ 2048 bit), không mật khẩu, cùng chứng thư còn hạn của chính khóa đó."
    ),
    "province.taken": _("Đã có tỉnh tên “%(name)s”, hoặc tên không dùng được."),
    "setup.taken": _("Bản cài đặt này đã được thiết lập."),
    "table.points": _("không đọc được điểm"),
    "table.no_points": _("chưa có điểm tối đa"),
    "table.no_code": _("chưa có số thứ tự"),
    "table.formula": _("tham số công thức chưa đúng, đã đọc theo lời văn"),
    "table.kind": _("không có loại công thức này, đã đọc theo lời văn"),
    "table.unsure": _("đã đoán công thức từ lời văn, hãy kiểm tra"),
    "table.unread": _("không nhận ra công thức, tạm để cơ quan thẩm định chấm theo hướng dẫn"),
    "notice.rescheduled": _("Kỳ đánh giá “%(assessment)s” đổi hạn tự đánh giá thành %(due)s."),
    "notice.appraised": _("Đã có kết quả thẩm định “%(assessment)s”; kiến nghị đến hết ngày %(due)s."),
    "notice.ranked": _("Đã công bố xếp hạng “%(assessment)s”."),
    "nomination.index_missed": _("Đơn vị chưa đạt điều kiện của đợt: %(condition)s."),
    "nomination.index_unknown": _(
        "Chưa có kết quả xếp hạng đã công bố để biết đơn vị có đạt điều kiện của đợt không: %(condition)s."
    ),
    "notice.remind": _("Nhắc: %(what)s của phong trào “%(movement)s”, hạn %(due)s."),
    "notice.difficulty": _("%(unit)s nêu khó khăn “%(subject)s”, chờ đơn vị bạn trả lời."),
    "notice.answered": _("Khó khăn “%(subject)s” của %(unit)s đã được trả lời."),
    "notice.inspection": _("%(unit)s được kiểm tra ngày %(due)s về phong trào “%(movement)s”."),
    "notice.advice_answered": _("%(unit)s đã trả lời kiến nghị “%(subject)s”; hãy xác nhận hoặc trả lại."),
    "notice.concluded": _("Đã có kết luận kiểm tra %(unit)s về phong trào “%(movement)s”; hãy xem các kiến nghị."),
    "notice.received": _("%(unit)s gửi kế hoạch thực hiện phong trào “%(movement)s”. Hãy xác nhận đã nhận."),
    "notice.not_right": _("%(name)s báo hồ sơ khen thưởng chưa đúng: %(words)s"),
    "notice.refused": _("%(name)s không được khen trong đợt “%(round)s”; hãy xem lý do."),
    "notice.awarded": _("Quyết định khen thưởng %(number)s đã ban hành; đơn vị hoặc bạn có tên trong danh sách."),
    "notice.revoked": _("Khen thưởng của %(name)s (%(award)s) đã bị thu hồi, hủy bỏ."),
    "notice.due_soon": _("Sắp đến hạn: %(what)s của %(unit)s, phong trào “%(movement)s”, hạn %(due)s."),
    "notice.overdue": _("Đã quá hạn: %(what)s của %(unit)s, phong trào “%(movement)s”, hạn %(due)s."),
    "notice.escalated": _("Quá hạn hơn một tuần: %(what)s của %(unit)s, phong trào “%(movement)s”, hạn %(due)s."),
    "notice.superseded": _(
        "Kế hoạch của phong trào “%(movement)s” có bản thay thế; %(count)s mục trong kế hoạch của đơn vị cần xem lại."
    ),
    "warn.other_province": _(
        "Cơ quan ban hành không phải của tỉnh này. Công bố sẽ giao việc cho các đơn vị của tỉnh này."
    ),
    "warn.period_over": _("Thời gian thực hiện của kế hoạch đã qua."),
    "warn.no_number": _("Kế hoạch chưa có số hoặc ngày ban hành. Có thể nhập ở phần Thông tin chung."),
    "wait.plan": _("Kế hoạch chờ xem xét"),
    "wait.registration_review": _("Đăng ký chờ tiếp nhận"),
    "wait.registration_returned": _("Đăng ký bị trả lại"),
    "wait.registration_draft": _("Đăng ký chờ gửi"),
    "wait.received": _("Kế hoạch nhận được chờ xác nhận"),
    "wait.difficulty_answer": _("Khó khăn, vướng mắc chờ trả lời"),
    "wait.difficulty_returned": _("Khó khăn, vướng mắc bị trả lại"),
    "wait.difficulty_draft": _("Khó khăn, vướng mắc chờ gửi"),
    "wait.advice_open": _("Kiến nghị sau kiểm tra chờ thực hiện"),
    "wait.report_review": _("Báo cáo chờ tiếp nhận"),
    "wait.report_returned": _("Báo cáo bị trả lại"),
    "wait.report_draft": _("Báo cáo chờ gửi"),
    "wait.route": _("Hồ sơ khen thưởng chờ ý kiến"),
    "wait.nomination_returned": _("Hồ sơ khen thưởng bị trả lại"),
    "wait.nomination_draft": _("Hồ sơ khen thưởng chưa gửi"),
    "wait.confirm": _("Hồ sơ của bạn chờ xác nhận"),
    "wait.vote": _("Phiên họp chờ biểu quyết"),
    "wait.session": _("Phiên họp đang chuẩn bị hoặc đang họp"),
    "wait.agenda": _("Hồ sơ chờ đưa ra Hội đồng"),
    "wait.decision": _("Kết quả Hội đồng chờ dự thảo quyết định"),
    "wait.decision_draft": _("Dự thảo quyết định chờ trình ký"),
    "wait.sign": _("Quyết định chờ ký"),
    "wait.number": _("Quyết định chờ cấp số, phát hành"),
}


def sentence(code: str, values: Mapping[str, Any] | None = None) -> str:
    """The sentence of a code, its values put in; codes among the values are named, ISO dates written as people do."""
    text = str(SENTENCES[code])
    if not values:
        return text
    return text % {name: _shown(name, value) for name, value in values.items()}


_TABLES = ("rule_field:", "condition:", "condition_code:", "initiative_level:")


def _shown(name: str, value: Any) -> Any:
    if name in ("verb", "state", "right", "what"):
        return name_of({"right": "right", "what": "obligation"}.get(name, name), str(value))
    if isinstance(value, str) and value.startswith(_TABLES):
        table, _, code = value.partition(":")
        return name_of({"condition": "condition_code"}.get(table, table), code)
    if isinstance(value, date):
        return format_date(value)
    if name == "due" and isinstance(value, str) and value[4:5] == "-":
        return format_date(date.fromisoformat(value))
    return value


def refusal_sentence(refusal: Refusal) -> str:
    return sentence(refusal.code, refusal.values)
