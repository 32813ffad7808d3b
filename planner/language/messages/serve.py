"""Words of the local page: plans by hand, changes of the project's files, their refusals."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "serve.address": (
        "Хөтчөөр нээх хаяг (нэг удаа, зөвхөн энэ компьютер дээр нээгдэнэ):\n  {address}\n"
        "Дуусгах бол Ctrl-C.",
        "Open this address in a browser (it works once, and only on this machine):\n  {address}\n"
        "Ctrl-C ends it.",
    ),
    "serve.after": ("Дараа", "After"),
    "serve.all_fields": ("Маягтыг бөглөнө үү", "Fill in the form"),
    "serve.another_address": (
        "Хаяг ашиглагдлаа. Өөр хөтчид:\n  {address}",
        "The address was used. For another browser:\n  {address}",
    ),
    "serve.before": ("Өмнө", "Before"),
    "serve.brings_errors": (
        "Энэ өөрчлөлт алдаа үүсгэх тул бичсэнгүй. Доорх алдааг засаад дахин оролдоно уу.",
        "This change would bring errors and was not written. Put them right and try again.",
    ),
    "serve.by_hand": ("Гараар шийдэх", "Decide by hand"),
    "serve.cancel": ("Болих", "Cancel"),
    "serve.changed_sites": (
        "Өөрчлөгдсөн байгууллага: {count}",
        "Sites that changed: {count}",
    ),
    "serve.changes": ("Төслийн файлын өөрчлөлт", "Changes of the project's files"),
    "serve.changes_nothing": (
        "Энэ өөрчлөлт юу ч өөрчлөхгүй.",
        "This would change nothing.",
    ),
    "serve.check": ("Оролтыг шалгах", "Check the input"),
    "serve.checking": ("Оролтыг шалгаж байна…", "Checking the input…"),
    "serve.command": ("Тушаал", "Command"),
    "serve.compare_with": ("Харьцуулах төлөвлөгөө", "Compared with"),
    "serve.difference": (
        "Өмнөх төлөвлөгөөнөөс юу өөрчлөгдсөн",
        "What changed against the plan before",
    ),
    "serve.difference_none": (
        "Хоёр төлөвлөгөөнд байгууллага бүр адил зүйл авна.",
        "Every site receives the same in both plans.",
    ),
    "serve.directives": ("Хүчинтэй шийдвэр", "Directives in force"),
    "serve.done_in": ("{seconds} с-д дууслаа", "done in {seconds} s"),
    "serve.ended": ("Хуудас хаагдлаа.", "The page is closed."),
    "serve.fault": ("Болсонгүй", "It did not work"),
    "serve.field.authority": ("Шийдвэр гаргасан байгууллага", "Authority that decided"),
    "serve.field.date": ("Шийдвэрийн огноо", "Day of the decision"),
    "serve.field.decided_by": ("Шийдвэр гаргасан хүн", "Person who decided"),
    "serve.field.decided_role": ("Албан тушаал", "Role or office"),
    "serve.field.document": ("Баримт бичгийн дугаар", "Number of the document"),
    "serve.field.reason": ("Үндэслэл", "Reason"),
    "serve.field_day": (
        "{field}: 2027-01-15 гэж бичнэ үү.",
        "{field}: write a day such as 2027-01-15.",
    ),
    "serve.field_formula": (
        "{field}: хүснэгтийн програм томьёо гэж уншихгүйн тулд үсгээр эхэлнэ үү.",
        "{field}: begin with a letter, so that no spreadsheet takes it for a formula.",
    ),
    "serve.field_line": (
        "{field}: нэг мөрөнд, {most} үсгээс ихгүй бичнэ үү.",
        "{field}: write one line of at most {most} letters.",
    ),
    "serve.field_needed": ("{field}: заавал бөглөнө үү.", "{field}: this must be filled in."),
    "serve.findings": ("Илрүүлэлт", "Findings"),
    "serve.findings_counts": (
        "Алдаа {errors}, анхааруулга {warnings}, тэмдэглэл {notes}",
        "{errors} errors, {warnings} warnings, {notes} notes",
    ),
    "serve.findings_more": (
        "Өөр {count} илрүүлэлтийг дараах тушаал харуулна:",
        "{count} more; this command lists all:",
    ),
    "serve.findings_none": ("Илрүүлэлт алга.", "Nothing was found."),
    "serve.forbid": ("Хориглох", "Must not be served"),
    "serve.force": ("Заавал хамруулах", "Must be served"),
    "serve.full": ("Бүрэн төлөвлөгөө гаргах", "Make a full plan"),
    "serve.kind.allow_move": ("Шилжүүлэхийг зөвшөөрөх", "Computers may be moved"),
    "serve.kind.floor": ("Доод хувь", "Floor"),
    "serve.kind.must_not": ("Хориглосон", "Must not be served"),
    "serve.kind.must_serve": ("Заавал хамруулах", "Must be served"),
    "serve.kind.price_override": ("Үнэ тогтоосон", "Price set"),
    "serve.kind.weight": ("Жин", "Weight"),
    "serve.last_change": (
        "Сүүлийн өөрчлөлт: {files} ({command})",
        "Last change: {files} ({command})",
    ),
    "serve.list": ("Зураг дээр", "On the map"),
    "serve.looking": ("Шалгаж байна…", "Working it out…"),
    "serve.lost": (
        "Сервер хариу өгөхгүй байна. Терминал дахь kholboo serve ажиллаж байгаа эсэхийг шалгана уу;"
        " хийж байсан төлөвлөгөө үргэлжилнэ.",
        "The server does not answer. See whether kholboo serve still runs in its terminal; a plan"
        " that was being made goes on.",
    ),
    "serve.new_errors": ("Энэ өөрчлөлт үүсгэх алдаа", "Errors that this would bring"),
    "serve.new_warnings": ("Шинэ анхааруулга", "New warnings"),
    "serve.no_change": ("Буцаах өөрчлөлт алга.", "There is no change to take back."),
    "serve.no_page": (
        "Энэ тооцоонд plan.html алга тул зурагт харуулах юмгүй.",
        "This run has no plan.html that can be read, so that there is nothing to show on the map.",
    ),
    "serve.no_run": ("{run} гэсэн тооцоо алга.", "There is no run {run}."),
    "serve.no_run_yet": ("төлөвлөгөө хараахан алга", "no plan yet"),
    "serve.no_scenario": ("{scenario} гэсэн хувилбар алга.", "There is no scenario {scenario}."),
    "serve.no_site": ("Ийм байгууллага алга.", "There is no such site."),
    "serve.not_by_hand": (
        "{directive} шийдвэр төслийн өөрийн файлд байгаа; тэнд нь өөрчилнө үү.",
        "Directive {directive} stands in a file of the project's own; change it there.",
    ),
    "serve.not_our_file": (
        "{file} файлын толгой мөр өөрчлөгдсөн тул мөр нэмсэнгүй. Толгойг нь сэргээнэ үү.",
        "The header of {file} is not as it was written, so that no row was added. Restore it.",
    ),
    "serve.not_planned": ("Төлөвлөөгүй", "Not planned yet"),
    "serve.not_waiting": (
        "Энэ өөрчлөлт хүчингүй болсон. Дахин эхлүүлнэ үү.",
        "This change no longer waits. Begin it again.",
    ),
    "serve.nothing_runs": ("Хийж байгаа төлөвлөгөө алга.", "No plan is being made."),
    "serve.others_write": (
        "Өөр хүн төслийн файлыг яг одоо өөрчилж байна. Дахин оролдоно уу.",
        "somebody else is changing the project's files right now; try again",
    ),
    "serve.our_fault": (
        "Kholboo алдаа гаргалаа; таны файл өөрчлөгдөөгүй. Дэлгэрэнгүйг терминал харуулав.",
        "Kholboo made a mistake; your files were not changed. The terminal shows the details.",
    ),
    "serve.plan_is_running": (
        "Төлөвлөгөө хийгдэж байна. Дуустал хүлээх, эсвэл зогсооно уу.",
        "A plan is being made. Wait until it ends, or stop it.",
    ),
    "serve.planning": ("Төлөвлөх", "Plan"),
    "serve.quick": ("Хурдан тооцоолох", "Quick plan"),
    "serve.quick_mark": ("хурдан", "quick"),
    "serve.run_ended": ("Төлөвлөгөө дууслаа: {run}", "The plan is made: {run}"),
    "serve.run_ended_without": ("Төлөвлөгөө гарсангүй", "No plan was made"),
    "serve.saving": (
        "Хийж байсан төлөвлөгөөг хадгалж байна; Ctrl-C дахин дарвал хүлээхгүй (хадгалалт"
        " өөрөө үргэлжилнэ).",
        "Saving the plan that was being made; Ctrl-C again leaves it to itself.",
    ),
    "serve.scenario": ("Хувилбар", "Scenario"),
    "serve.show_change": ("Өөрчлөлтийг харуулах", "Show the change"),
    "serve.shown_run": ("Зурагт буй төлөвлөгөө", "Plan on the map"),
    "serve.site": ("Байгууллага", "Site"),
    "serve.stage.benefit": ("Үр ашгийг ихэсгэж байна", "Looking for the most benefit"),
    "serve.stage.candidates": ("Боломжуудыг бүрдүүлж байна", "Building what is possible"),
    "serve.stage.compare": ("Харьцуулж байна", "Comparing"),
    "serve.stage.cost": ("Зардлыг багасгаж байна", "Looking for the least cost"),
    "serve.stage.floors": ("Доод хувийг тооцож байна", "Finding the floors' amounts"),
    "serve.stage.read": ("Оролтыг уншиж байна", "Reading the input"),
    "serve.stage.solve": ("Сонголт хийж байна", "Choosing"),
    "serve.stage.write": ("Бичиж байна", "Writing"),
    "serve.starting": ("Эхэлж байна", "Starting"),
    "serve.steps_bound": (
        "хамгийн ихдээ {gap} % дутуу",
        "at most {gap} % from the best",
    ),
    "serve.stop": ("Зогсоох (одоог хүртэлх сайныг хадгална)", "Stop (keeps the best so far)"),
    "serve.stopping": ("Зогсоож, хадгалж байна…", "Stopping and saving…"),
    "serve.taken_back": ("Буцаалаа: {files}", "Taken back: {files}"),
    "serve.title": ("Газрын зураг дээр төлөвлөх", "Plan by hand on a map"),
    "serve.total.benefit": ("Үр ашиг, оноо", "Benefit, points"),
    "serve.total.once": ("Нэг удаагийн зардал", "One-time cost"),
    "serve.total.served": ("Хамрагдсан байгууллага", "Sites that receive"),
    "serve.total.users": ("Хүртэх хүн", "People who gain"),
    "serve.total.yearly": ("Жилийн зардал", "Yearly cost"),
    "serve.undo": ("Сүүлийн өөрчлөлтийг буцаах", "Take the last change back"),
    "serve.unknown_change": ("Ийм өөрчлөлт хийж болохгүй.", "No such change can be made."),
    "serve.warning": ("анхааруулга", "warning"),
    "serve.error": ("алдаа", "error"),
    "serve.note": ("тэмдэглэл", "note"),
    "serve.what_is_written": (
        "Юу бичих вэ: одоогийн файлтай харьцуулсан ялгаа",
        "What will be written, against the files as they are",
    ),
    "serve.withdraw": ("Шийдвэрийг хүчингүй болгох", "Withdraw"),
    "serve.write": ("Бичих", "Write"),
    "serve.written": ("Бичлээ: {files}", "Written: {files}"),
}
"""Mongolian and English by label key."""
