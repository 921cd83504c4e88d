"""The names and sentences of awards, councils, decisions and what follows them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

AWARD_NAMES: dict[str, dict[str, Any]] = {
    "award_level": {
        "state": _("cấp Nhà nước"),
        "province": _("cấp tỉnh"),
        "grassroots": _("cấp cơ sở"),
    },
    "denominator": {
        "unit": _("từng đơn vị đề nghị"),
        "whole": _("toàn tỉnh"),
        "all_members": _("tổng số thành viên"),
        "present": _("số thành viên có mặt"),
        "ballots": _("số phiếu"),
    },
    "subject_kind": {
        "collective": _("tập thể"),
        "individual": _("cá nhân"),
        "household": _("hộ gia đình"),
        "enterprise": _("doanh nghiệp, hợp tác xã"),
        "overseas": _("người Việt Nam định cư ở nước ngoài"),
    },
    "spot": {
        "authority": _("cơ quan, người khen"),
        "heading": _("tên hình thức"),
        "subject": _("tên tập thể, họ tên cá nhân"),
        "position": _("chức vụ, nơi công tác"),
        "achievement": _("thành tích"),
        "decision": _("số quyết định"),
        "date": _("nơi, ngày"),
        "signer_position": _("chức vụ người ký"),
        "signer": _("họ tên người ký"),
        "qr": _("mã QR"),
    },
    "condition_code": {
        "subject": _("Đúng đối tượng của hình thức"),
        "launched": _("Đơn vị đã phát động"),
        "reported": _("Có báo cáo được tiếp nhận"),
        "targets": _("Đạt mọi chỉ tiêu của cấp mình"),
        "index": _("Kết quả bộ chỉ số"),
        "initiatives": _("Có sáng kiến được công nhận"),
        "once": _("Chưa được khen cho thành tích này"),
        "namesakes": _("Không trùng đề nghị khác"),
        "bars": _("Không thuộc trường hợp chưa được khen"),
        "since_discipline": _("Thành tích tính sau khi hết kỷ luật"),
        "standing": _("Đơn vị còn hoạt động"),
        "sequence": _("Đủ danh hiệu phải có trước"),
        "spacing": _("Đủ khoảng cách từ lần khen trước"),
    },
    "initiative_level": {
        "any": "",
        "grassroots": _(" (từ cấp cơ sở)"),
        "province": _(" (từ cấp tỉnh)"),
        "state": _(" (toàn quốc)"),
    },
    "condition_verdict": {
        "met": _("đạt"),
        "not_met": _("không đạt"),
        "unknown": _("chưa đủ thông tin"),
    },
    "bar": {
        "discipline": _("đang trong thời gian xét, thi hành kỷ luật"),
        "inspection": _("đang thanh tra, kiểm tra có dấu hiệu vi phạm"),
        "investigation": _("đang điều tra, truy tố, xét xử"),
        "complaint": _("đang có khiếu nại, tố cáo được giải quyết"),
        "press": _("báo chí nêu tham nhũng, tiêu cực, đang xác minh"),
    },
    "clock": {
        "ok": _("còn hạn"),
        "near": _("sắp đến hạn"),
        "late": _("quá hạn"),
    },
    "session_outcome": {
        "placed": _("Đạt"),
        "reserve": _("Đạt, dự bị"),
        "missed": _("Không đạt"),
        "waits": _("Chưa đủ số người biểu quyết, xét ở phiên khác"),
    },
    "ballot": {
        "yes": _("Tán thành"),
        "no": _("Không tán thành"),
        "abstain": _("Không có ý kiến"),
        "invalid": _("Không hợp lệ"),
    },
    "step_kind": {
        "": _("các bước còn lại"),
        "consolidate": _("tiếp nhận, tổng hợp"),
        "opinion": _("lấy ý kiến"),
        "appraise": _("thẩm định"),
        "consult": _("lấy ý kiến công khai"),
        "council": _("Hội đồng xét"),
        "decide": _("quyết định"),
    },
}

AWARD_SENTENCES: dict[str, Any] = {
    "decision.other_paper": _("Tệp không phải quyết định này: không thấy %(words)s."),
    "decision.broken_signature": _(
        "Chữ ký số của %(names)s không còn nguyên vẹn: tệp đã bị sửa sau khi ký. Hãy tải bản gốc."
    ),
    "part.not_written": _("Phần này của hồ sơ chỉ nhận tệp, không soạn tại đây."),
    "part.length": _("Hãy viết nội dung, không quá %(limit)s ký tự và %(lines)s đoạn."),
    "part.no_template": _(
        "Chưa có mẫu cho văn bản này. Nhờ cơ quan thẩm định thêm ở trang Quy định về khen thưởng, hoặc tự viết."
    ),
    "part.changed": _(
        "Người khác vừa lưu một phiên bản mới. Hãy mở trang ở thẻ khác để xem, chép phần của bạn sang rồi lưu."
    ),
    "round.not_own": _("Hình thức %(award)s không thuộc thẩm quyền của thủ trưởng đơn vị theo sổ quy định hôm nay."),
    "round.no_award": _("Hãy chọn ít nhất một hình thức mà đơn vị tặng."),
    "round.other_unit": _("Đợt này là của đơn vị khác: chỉ đơn vị đó và đơn vị trực thuộc đề nghị được."),
    "above.choose_round": _("Hãy chọn đợt của cấp tỉnh để chuyển lên."),
    "above.own_level": _("%(award)s do cấp tỉnh quyết định, không phải trình cấp trên."),
    "above.decided": _("Trường hợp này đã có trong một quyết định khen thưởng."),
    "above.under_way": _("Hồ sơ ở cấp tỉnh chưa có kết quả, chưa đưa về đơn vị được."),
    "above.paper": _("Hãy nhập hình thức và số quyết định của cấp trên."),
    "nomination.share_full": _(
        "Đã đủ số lượng được phân bổ. Hãy chọn bớt, hoặc đề nghị cơ quan thường trực điều chuyển."
    ),
    "share.over": _("%(award)s (%(kind)s): phân bổ vượt số lượng cho phép %(over)s suất."),
    "share.used": _("%(holder)s đã dùng %(used)s suất, không giảm xuống dưới số đó."),
    "share.other": _("Chỉ điều chuyển giữa hai nơi của cùng đợt, cùng hình thức, cùng loại đối tượng."),
    "share.few": _("%(holder)s chỉ còn %(left)s suất chưa dùng."),
    "share.reason": _("Hãy ghi lý do điều chuyển."),
    "share.holder": _("Hãy chọn đơn vị, hoặc khối, cụm."),
    "decision.too_early": _("Hội đồng họp, hồ sơ nhận ngày %(day)s: ngày ban hành không sớm hơn ngày đó."),
    "decision.condition": _(
        "%(name)s: điều kiện “%(condition)s” không còn đạt. Hãy bỏ khỏi danh sách hoặc trả lại hồ sơ."
    ),
    "decision.twice": _("%(name)s được khen hai lần cho cùng một thành tích. Hãy bỏ bớt một dòng."),
    "decision.leaders": _(
        "%(award)s: %(leaders)s trong %(individuals)s cá nhân không phải người trực tiếp thực thi, quy định cho nhiều nhất %(percent)s%%."
    ),
    "decision.proportion": _(
        "%(award)s%(where)s: %(given)s trong năm %(year)s, quy định cho nhiều nhất %(percent)s%% của %(base)s %(of)s."
    ),
    "refusal.why": _("Hãy chọn lý do; lý do khác thì viết rõ."),
    "refusal.state": _("Chỉ trả lời trường hợp không được khen."),
    "old.nobody": _("Không đọc được danh sách trong văn bản. Hãy nhập bằng Excel."),
    "old.long_scan": _("Bản quét dài hơn %(limit)s trang. Hãy tải bản có chữ, hoặc nhập bằng Excel."),
    "block.new_tellers": _("Lượt bỏ phiếu kín sau cần ban kiểm phiếu và khóa mới. Hãy ghi ban kiểm phiếu rồi mở lượt."),
    "blank.empty": _("Hãy đặt ít nhất một chỗ chữ trên phôi."),
    "blank.outside": _("%(spot)s: nằm ngoài khổ giấy. Hãy giảm khoảng cách hoặc bề rộng."),
    "handover.nobody": _("Hãy đánh dấu ít nhất một bằng."),
    "handover.future": _("Ngày trao không thể ở sau hôm nay."),
    "handover.early": _("%(name)s: ngày trao đứng trước ngày của quyết định."),
    "handover.twice": _("%(name)s: đã ghi việc trao trước đây."),
    "reserve.not_first": _("Theo thứ tự dự bị, đến lượt: %(names)s. Đưa lên hoặc thôi dự bị theo thứ tự đó."),
    "reserve.on_agenda": _(
        "Đang trong chương trình phiên họp “%(session)s”. Hãy kết thúc hoặc hủy phiên họp đó trước."
    ),
    "reserve.tied": _(
        "Bằng phiếu với nhau: %(names)s. Hãy đưa vào một phiên họp để Hội đồng bỏ phiếu lại giữa các trường hợp này."
    ),
    "nomination.changed": _("Hồ sơ vừa được đơn vị sửa. Hãy đọc lại rồi xác nhận."),
    "round.not_later": _("Hạn mới phải từ hôm nay trở đi."),
    "revocation.no_number": _("Hãy ghi số của quyết định thu hồi, hủy bỏ."),
    "revocation.too_early": _(
        "Ngày thu hồi, hủy bỏ không thể trước ngày %(day)s của quyết định khen. Hãy xem lại ngày trên văn bản."
    ),
    "revocation.nobody": _("Hãy chọn ít nhất một trường hợp còn hiệu lực."),
    "ledger.revoked": _("Lần khen này đã bị hủy bỏ, không sửa nữa."),
    "handover.none": _("Bằng này chưa được ghi là đã trao."),
    "handover.revoked": _("%(name)s: quyết định đã bị hủy, không trao bằng."),
    "signing.pair": _(
        "Khóa ký và chứng thư của bản cài đặt không phải một cặp. Quản trị viên cài lại cả hai ở trang Khóa ký, rồi ký lại."
    ),
    "signing.token": _(
        "Thiết bị ký số “%(token)s” không trả lời. Hãy cắm thiết bị, kiểm tra mã PIN và nhãn khóa rồi làm lại."
    ),
    "rule.kind": _("Không có loại quy định này. Hãy mở lại từ trang Quy định về khen thưởng."),
    "rule.no_article": _("Hãy ghi căn cứ: tên văn bản và điều, khoản. Chưa có văn bản thì ghi rõ là giá trị tạm."),
    "rule.days": _("Ngày kết thúc phải bằng hoặc sau ngày bắt đầu áp dụng. Hãy sửa lại ngày."),
    "rule.unknown_word": _(
        "Trong “%(field)s” có chữ trong ngoặc vuông mà phần mềm không biết. Chỉ dùng những chữ ghi bên cạnh ô nhập; "
        "ngoặc vuông khác thì đổi thành ngoặc tròn."
    ),
    "rule.missing": _("Hãy nhập “%(field)s”."),
    "rule.unreadable": _("Không đọc được “%(field)s”. Hãy sửa lại theo ví dụ bên cạnh ô nhập."),
    "rule.not_by_receipt": _(
        "Chỉ quy định được chọn theo ngày nhận hồ sơ mới có thể khai là có lợi hơn cho người được đề nghị."
    ),
    "rule.shipped": _(
        "Quy định đi kèm phần mềm không sửa và không kết thúc được. Hãy đề nghị một quy định mới của tỉnh để thay."
    ),
    "rule.ended": _("Quy định này đã có ngày kết thúc."),
    "rule.outdated": _(
        "Sau khi thay đổi này được đề nghị, quy định đã đổi. Hãy rút lại và đề nghị lại từ quy định mới."
    ),
    "poll.one_teller": _("Ban kiểm phiếu cần hai người khác nhau. Hãy chọn lại."),
    "poll.no_keys": _("Còn %(count)s người kiểm phiếu chưa tạo khóa. Họ tạo khóa ở bàn làm việc của mình."),
    "poll.wrong_key": _(
        "Mã khóa không đúng. Hãy nhập đúng mã bạn đã giữ; chữ hoa, chữ thường và dấu gạch không quan trọng."
    ),
    "poll.altered": _(
        "Phiếu của nội dung “%(name)s” không khớp với nhật ký, có dấu hiệu bị sửa ngoài phần mềm. Hãy hủy phiên họp và bỏ phiếu lại."
    ),
    "poll.paper_waits": _("Còn %(count)s nội dung có phiếu giấy chưa được cả hai người kiểm phiếu ghi số."),
    "poll.paper_total": _(
        "Nội dung “%(name)s”: bạn ghi %(count)s phiếu nhưng đã phát %(expected)s phiếu giấy. Hãy đếm lại; phiếu trắng, hỏng ghi vào Không hợp lệ."
    ),
    "poll.paper_differs": _(
        "Hai người kiểm phiếu ghi số phiếu giấy của “%(name)s” khác nhau. Hãy cùng đếm lại, rồi mỗi người ghi lại số của mình."
    ),
    "poll.not_over": _("Cuộc bỏ phiếu chưa xong, mã khóa còn cần đến."),
    "session.taken": _("%(count)s hồ sơ vừa được đưa vào phiên họp khác hoặc bị rút. Hãy tải lại trang."),
    "session.not_secret": _("Phiên họp này biểu quyết công khai, không cần ban kiểm phiếu."),
    "session.no_keys": _(
        "Bỏ phiếu kín cần ban kiểm phiếu hai người, mỗi người đã tạo khóa của mình; còn thiếu %(count)s khóa."
    ),
    "session.lonely": _(
        "“%(name)s”: chưa đủ %(fewest)s người được bỏ phiếu, kết quả kín sẽ lộ lựa chọn của từng người. Hãy đợi thêm thành viên."
    ),
    "session.uncounted": _(
        "Bỏ phiếu kín chưa kiểm xong. Khóa hòm phiếu, hai người kiểm phiếu mở phong bì, rồi mới kết thúc."
    ),
    "session.no_papers": _(
        "Không có phiếu giấy nào để phát cho người này: đã bỏ phiếu, liên quan hoặc không bỏ phiếu kín."
    ),
    "session.deputy": _(
        "Người dự thay phải cùng đơn vị với thành viên, không phải là thành viên Hội đồng, và chỉ thay cho một người."
    ),
    "session.tellers": _(
        "Người kiểm phiếu phải là người của cơ quan có thành viên Hội đồng. Hãy chọn trong danh sách."
    ),
    "nomination.no_place": _(
        "Đã hết số lượng của hình thức này trong dịp xét. Chỗ trống có lại khi có hồ sơ bị trả lại hoặc thu hồi."
    ),
    "condition.subject.met": _("hình thức này khen được loại đối tượng đã chọn"),
    "condition.subject.not_met": _("hình thức này không khen loại đối tượng đã chọn"),
    "condition.launched.met": _("%(source)s có đăng ký được tiếp nhận"),
    "condition.launched.not_met": _("chưa có đăng ký được tiếp nhận"),
    "condition.reported.met": _("%(source)s"),
    "condition.reported.not_met": _("chưa có báo cáo sơ kết, tổng kết được tiếp nhận"),
    "condition.targets.met": _("%(reached)s/%(asked)s chỉ tiêu đạt (%(source)s)"),
    "condition.targets.not_met": _("%(reached)s/%(asked)s chỉ tiêu đạt (%(source)s)"),
    "condition.targets.unknown": _("chưa có báo cáo được tiếp nhận để biết"),
    "condition.index.met": _("%(condition)s"),
    "condition.index.not_met": _("%(condition)s"),
    "condition.index.unknown": _("%(condition)s: chưa có kết quả được công bố"),
    "condition.initiatives.met": _("%(count)s sáng kiến, cần %(needed)s%(level)s"),
    "condition.initiatives.not_met": _("%(count)s sáng kiến, cần %(needed)s%(level)s"),
    "condition.initiatives.unknown": _(
        "%(count)s sáng kiến, cần %(needed)s; sáng kiến của tỉnh chưa được nhập, hoặc còn người trùng tên chưa được xác nhận"
    ),
    "condition.once.met": _("sổ khen thưởng không có lần khen nào cho thành tích này"),
    "condition.once.not_met": _("đã khen theo quyết định %(numbers)s"),
    "condition.once.unknown": _("còn %(unsettled)s lần khen của người, đơn vị trùng tên chưa được xác nhận là của ai"),
    "condition.namesakes.unknown": _(
        "đơn vị còn đề nghị cùng tên này (%(others)s): xem có phải một hay không trước khi đồng ý"
    ),
    "condition.bars.met": _("không có văn bản nào được nhập"),
    "condition.bars.not_met": _("%(papers)s"),
    "condition.bars.unknown": _("có văn bản về người, đơn vị trùng tên, chưa được xác nhận có phải cùng một đối tượng"),
    "condition.since_discipline.unknown": _(
        "hết kỷ luật ngày %(day)s: chỉ tính thành tích từ sau ngày đó, cần xem hồ sơ"
    ),
    "condition.standing.met": _("giải thể, sắp xếp sau ngày %(day)s, vẫn được xét"),
    "condition.standing.not_met": _("kết thúc hoạt động sau ngày %(day)s"),
    "condition.sequence.met": _("%(count)s lần %(award)s, cần %(needed)s"),
    "condition.sequence.not_met": _("%(count)s lần %(award)s, cần %(needed)s"),
    "condition.sequence.unknown": _(
        "sổ có %(count)s lần %(award)s, cần %(needed)s; sổ chưa được ghi là đủ các năm trước nên chưa kết luận được"
    ),
    "condition.spacing.met": _("cách lần trước đủ %(gap)s năm"),
    "condition.spacing.not_met": _("lần trước năm %(last)s, cần cách %(gap)s năm"),
    "condition.spacing.unknown": _("sổ chưa được ghi là đủ %(gap)s năm gần đây nên chưa kết luận được"),
    "nomination.condition": _(
        "Không gửi được: điều kiện “%(condition)s” không đạt. Xem chi tiết ở trang Điều kiện xét của hồ sơ."
    ),
    "nomination.other_recipient": _("Người, đơn vị này không còn trong danh sách cần xác nhận. Hãy tải lại trang."),
    "route.not_silent": _("Bước này chưa quá hạn, hoặc quy định đòi chờ trả lời."),
    "route.agree_why": _("Có điều kiện không đạt hoặc chưa đủ thông tin (%(conditions)s). Hãy ghi vì sao vẫn đồng ý."),
    "consultation.empty": _("Không có hồ sơ nào của đợt đang chờ và chưa vào danh sách nào."),
    "consultation.running": _("Đang lấy ý kiến đến hết ngày %(day)s; sau ngày đó mới kết thúc được."),
    "consultation.unanswered": _("Còn %(count)s ý kiến chưa trả lời."),
    "consultation.too_short": _("Quy định đòi ít nhất %(days)s ngày làm việc (%(article)s)."),
    "consultation.over": _("Đã hết thời gian nhận ý kiến về danh sách này."),
    "opinion.no_answer": _("Hãy ghi câu trả lời, ít nhất mười chữ cái."),
    "session.consultation": _(
        "“%(name)s” phải lấy ý kiến công khai xong, mọi kiến nghị đã trả lời, thì Hội đồng mới biểu quyết."
    ),
    "decision.fund_short": _(
        "Tiền thưởng cần %(cost)s đồng, quỹ chỉ còn %(balance)s đồng. Hãy ghi thêm khoản thu vào quỹ."
    ),
    "decision.register": _(
        "Ký hiệu %(symbol)s năm %(year)s đã lấy số theo cách khác. Trong một năm chỉ dùng một cách: số do phần mềm cấp, hoặc số do văn thư ghi vào. Hãy dùng cách đã dùng từ đầu năm."
    ),
    "decision.number_taken": _(
        "Số %(number)s/%(symbol)s năm %(year)s đã có quyết định khác. Hãy kiểm tra lại sổ của văn thư."
    ),
    "decision.no_number": _("Số của quyết định phải từ 1 trở lên."),
    "decision.future": _("Ngày ban hành %(day)s chưa đến. Hãy nhập đúng ngày trên văn bản."),
    "decision.nothing_corrected": _("Hãy viết nội dung đúng, khác với nội dung đang có."),
    "decision.no_paper": _("Hãy ghi số, ngày của văn bản đính chính."),
    "fund.amount": _("Số tiền phải lớn hơn 0."),
    "fund.opened": _("Quỹ đã có số dư đầu kỳ. Hãy ghi khoản thu."),
    "fund.future": _("Ngày của khoản này chưa đến. Hãy ghi khi tiền đã thu, đã chi."),
    "fund.short": _("Quỹ chỉ còn %(balance)s đồng."),
    "fund.nothing": _("Khoản này không còn phải thu hồi."),
    "wait.opinion": _("Ý kiến của người dân chờ trả lời"),
    "wait.consultation": _("Hết thời gian lấy ý kiến, chờ kết thúc"),
    "wait.poll": _("Kiểm phiếu kín chờ bạn"),
    "wait.rule_change": _("Thay đổi quy định chờ người thứ hai xác nhận"),
}
