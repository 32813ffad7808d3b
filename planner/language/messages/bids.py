"""Words of the comparison of bids, in Mongolian and in English, for the labels."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "bid.head": (
        "{package}: санал {count}; үнэ {currency}-өөр, {basis}",
        "{package}: {count} bids; prices in {currency}, {basis}",
    ),
    "bid.head_one": (
        "{package}: санал {count}; үнэ {currency}-өөр, {basis}",
        "{package}: {count} bid; prices in {currency}, {basis}",
    ),
    "bid.line": (
        "  {number}  {sku} x {amount}; нэг үнэ нь: {price_for}",
        "  {number}  {sku} x {amount}; one price is for {price_for}",
    ),
    "bid.by_quantity": ("{amount} тоо хэмжээгээр", "{amount} by quantity"),
    "bid.vat": ("{amount} НӨАТ", "{amount} VAT"),
    "bid.and": ("{one} ба {other}", "{one} and {other}"),
    "bid.estimated": (
        "       жагсаалтын үнэ нэгж нь {listed}, нийт {listed_all}; төсөвт өртөг нэгж нь {unit}, "
        "нийт {all}",
        "       list price {listed} each, {listed_all} in all; estimate {unit} each, {all} in all",
    ),
    "bid.estimated_less": (
        "       жагсаалтын үнэ нэгж нь {listed}, нийт {listed_all}; хасах нь {less}; төсөвт өртөг "
        "нэгж нь {unit}, нийт {all}",
        "       list price {listed} each, {listed_all} in all; less {less}; estimate {unit} each, "
        "{all} in all",
    ),
    "bid.no_price": ("ашиглах үнэ алга", "no price that can be used"),
    "bid.each": ("нэгж нь {amount}", "{amount} each"),
    "bid.transport": ("тээвэр {amount}", "{amount} transport"),
    "bid.in_all": ("нийт {amount}", "{amount} in all"),
    "bid.taxes": ("ороогүй татвар {amount}", "taxes of {amount} not included"),
    "bid.steps": (
        "  Жагсаалтын үнээс төсөвт өртөг хүртэл:",
        "  From list prices to the estimate:",
    ),
    "bid.step.list": ("худалдаж авах зүйлийн жагсаалтын үнэ", "list prices of what is bought"),
    "bid.step.vat_paid": (
        "санхүүжилтээс төлөх НӨАТ, саналын дүнд ордоггүй",
        "VAT that the fund pays, in no total of a bid",
    ),
    "bid.step.moved": (
        "нөөцөөс болон бусад газраас ирэх зүйлийн тээвэр, саналд ордоггүй",
        "transport of what comes from stock and other places, in no bid",
    ),
    "bid.step.rulebook": ("{text} (журам {rulebook})", "{text} (rulebook {rulebook})"),
    "bid.step.vat_apart": (
        "НӨАТ, {rulebook} үнийн хуваарьт тусдаа",
        "VAT, apart in the price schedules of {rulebook}",
    ),
    "bid.step.package": (
        "төлөвлөгөөн дэх багцын төсөвт өртөг",
        "estimate of the package in the plan",
    ),
    "bid.step.compared": (
        "үүнээс эдгээр саналыг харьцуулах хэсэг",
        "of it what these bids are compared with",
    ),
    "bid.totals": ("  Саналын нийт дүн:", "  Totals of the bids:"),
    "bid.no_total": (
        "нийт дүн алга: үнэ дутуу, эсвэл ашиглах боломжгүй",
        "no total: prices are missing or cannot be used",
    ),
    "bid.total": (
        "{total} {currency}, төсөвт өртгөөс {share} %; {state}",
        "{total} {currency}, {share} % against the estimate; {state}",
    ),
    "bid.total_alone": (
        "{total} {currency}, төсөвт өртөггүй; {state}",
        "{total} {currency}, without an estimate; {state}",
    ),
    "bid.not_compared": (
        "{total} {currency}, {own}-өөр биш тул харьцуулаагүй; {state}",
        "{total} {currency}, not compared: not in {own}; {state}",
    ),
    "bid.complete": ("бүрэн", "complete"),
    "bid.incomplete": (
        "дутуу, илрүүлэлтийг үзнэ үү",
        "not complete, see the findings",
    ),
    "bid.lowest": (
        "  арифметикаар хамгийн бага бүрэн санал: {name}. Үнэлгээ, шалгаруулалт хорооны эрх.",
        "  lowest complete bid by arithmetic: {name}. Evaluation and award are the committee's.",
    ),
    "bid.lowest_in_doubt": (
        "  арифметикаар хамгийн бага бүрэн санал: {name}, гэхдээ эргэлзээтэй: {why}. Эхлээд "
        "оролцогчоос тодруулна. Үнэлгээ, шалгаруулалт хорооны эрх.",
        "  lowest complete bid by arithmetic: {name}, but it is in question: {why}. Ask the bidder "
        "first. Evaluation and award are the committee's.",
    ),
    "bid.doubt.bidder_twice": (
        "энэ оролцогч нэг багцад хоёр санал өгсөн",
        "the bidder has two bids for the package",
    ),
    "bid.doubt.price_of_month": (
        "жилийн бус сарын үнэ бололтой",
        "a price looks like that of a month, not of a year",
    ),
    "bid.doubt.price_of_pack": (
        "нэгжийн бус савлагааны үнэ бололтой",
        "a price looks like that of a pack, not of one unit",
    ),
    "bid.doubt.price_zero": (
        "тэг үнэтэй мөр бий",
        "a price is zero",
    ),
    "bid.doubt.price_low": (
        "үнэ төсөвт өртөг эсвэл бусад саналын тал хүрэхгүй",
        "a price is less than half of the estimate or of the other bids",
    ),
    "bid.doubt.price_high": (
        "үнэ төсөвт өртөг эсвэл бусад саналаас хоёр дахин их",
        "a price is more than twice the estimate or the other bids",
    ),
    "bid.doubt.total_changed": (
        "нийт дүнг гараар бичсэн",
        "a total was written by hand",
    ),
    "bid.doubt.total_differs": (
        "оролцогчийн нийт дүн мөрүүдийн нийлбэр биш",
        "the bidder's own total is not the sum of the lines",
    ),
    "bid.doubt.sheet_added": (
        "хуудас нэмсэн",
        "a sheet was added",
    ),
    "bid.doubt.discount": (
        "үнийн хуваариас гадуур хөнгөлөлт дурдсан",
        "a discount is spoken of outside the price schedules",
    ),
    "bid.doubt.requirement_lowered": (
        "тавьсан шаардлагыг бууруулсан",
        "a requirement was lowered",
    ),
    "bid.doubt.validity": (
        "санал хугацаанаасаа өмнө хүчингүй болно",
        "the bid ends too early",
    ),
    "bid.converted": (
        "{total} {currency}, {day}-ний {rate} ханшаар ({source})",
        "{total} {currency} at {rate} of {day} ({source})",
    ),
    "bid.own_total": (
        "оролцогчийн өөрийн дүн {total} {currency}",
        "the bidder's own total is {total} {currency}",
    ),
    "award.done": (
        "{name}: {package} багц → {bidder}, {amount} {currency} ({day})",
        "{name}: {package} to {bidder}, {amount} {currency} ({day})",
    ),
    "award.revoked": (
        "{name} {day}-нд хүчингүй болсон: {reason}",
        "{name} revoked on {day}: {reason}",
    ),
    "award.none": ("шийдвэр алга", "no awards"),
    "award.fund": (
        "  {fund}: төлөвлөсөн {planned}, олгосон {awarded}, олгоогүй {open}, {left}",
        "  {fund}: planned {planned}, awarded {awarded}, still open {open}, {left}",
    ),
    "award.left": ("үлдэх {left}", "left {left}"),
    "award.no_ceiling": ("дээд хэмжээгүй", "no ceiling"),
    "award.over": (
        "  {fund}: олгоогүй багцуудын төсөвт өртөгт {over} хүрэхгүй",
        "  {fund}: {over} short of the estimates that are still open",
    ),
    "bid.no_lowest": (
        "  дангаараа хамгийн бага бүрэн санал алга. Үнэлгээ, шалгаруулалт хорооны эрх.",
        "  no complete bid is lowest by itself. Evaluation and award are the committee's.",
    ),
}
"""Mongolian and English by label key."""

PHRASES_OF_BIDS: Mapping[str, str] = {
    "a bid with errors": "алдаатай санал",
    "a complete bid with a total": "нийт дүнтэй бүрэн санал",
    "clear up the findings of the bid first": "эхлээд саналын илрүүлэлтийг шийдвэрлэнэ",
    "{package} is awarded by {name} of {day}": "{package} багцад {day}-ний {name} шийдвэр бий",
    "a package without a standing award": "хүчинтэй шийдвэргүй багц",
    "revoke it first: kholboo procure revoke {name}": (
        "эхлээд хүчингүй болгоно: kholboo procure revoke {name}"
    ),
    "{fund}: {amount} with this award": "{fund}: энэ шийдвэртэй {amount}",
    "award less from this fund, or have its ceiling raised and plan again": (
        "энэ сангаас багыг олгоно, эсвэл дээд хэмжээг нэмүүлж дахин төлөвлөнө"
    ),
    "no row of line {number}": "{number}-р мөр алга",
    "every line of the tender once": "тендерийн мөр бүр нэг удаа",
    "line {number} in several rows": "{number}-р мөр хэд хэдэн газар",
    "lines {lines} in other rows": "{lines} дугаартай мөрүүд өөр газар",
    "the order that was sent": "илгээсэн дараалал",
    "nothing; rows were matched by the number of the line": (
        "юу ч хийхгүй; мөрийг дугаараар нь тааруулсан"
    ),
    "a PDF file": "PDF файл",
    "ask for the workbook itself: a print proves the signature, prices are read from .xlsx": (
        "хүснэгтийн файлыг авна: хэвлэсэн хувь гарын үсгийг нотлох бөгөөд үнийг .xlsx-ээс уншина"
    ),
    "a workbook locked by a password": "нууц үгтэй хүснэгт",
    "open it with the bidder's password, save it without one, and read that": (
        "оролцогчийн нууц үгээр нээж, нууц үггүй хадгалаад түүнийг уншуулна"
    ),
    "a workbook of Excel 97-2003 (.xls)": "Excel 97-2003 хүснэгт (.xls)",
    "open it, save it as Excel workbook (.xlsx), and read that; keep the file as received": (
        "нээж, Excel хүснэгт (.xlsx) болгон хадгалаад түүнийг уншуулна; ирсэн файлыг хэвээр "
        "хадгална"
    ),
    "open it, save it as .xlsx, and read that; keep the file as received": (
        "нээж .xlsx болгон хадгалаад түүнийг уншуулна; ирсэн файлыг хэвээр хадгална"
    ),
    "a text table (.csv)": "текст хүснэгт (.csv)",
    "ask for the workbook: one sheet as text has neither bid form nor specification": (
        "хүснэгтийн файлыг авна: нэг хуудасны текстэд саналын маягт ч, тодорхойлолт ч алга"
    ),
    "line {number}: {amount}, {count} times less than {what}": (
        "{number}-р мөр: {amount}, {what}-өөс {count} дахин бага"
    ),
    "line {number}: {amount}, {count} times more than {what}": (
        "{number}-р мөр: {amount}, {what}-өөс {count} дахин их"
    ),
    "{what} of {amount}": "{what} ({amount})",
    "the estimate": "төсөвт өртөг",
    "the other bids": "бусад санал",
    "at least half of it": "түүний талаас багагүй",
    "at most twice as much": "түүнээс хоёр дахин ихгүй",
    "the decimal mark may be misplaced: a factor near 1,000; ask the bidder": (
        "аравтын таслал буруу байж болзошгүй: бараг 1,000 дахин; оролцогчоос тодруулна"
    ),
    "ask the bidder to confirm the price and what it covers": (
        "үнэ, түүнд юу орсныг оролцогчоор батлуулна"
    ),
    "macros": "макро",
    "a workbook without macros": "макрогүй файл",
    "do not run them; ask the bidder why they are there": (
        "ажиллуулахгүй; яагаад байгааг оролцогчоос тодруулна"
    ),
    "a chart": "диаграмм",
    "{count} filled cells, the first: {what}": "бөглөсөн {count} нүд, эхнийх нь: {what}",
    "sheet {name}: {what}": "{name} хуудас: {what}",
    "the sheets that were sent": "илгээсэн хуудсууд",
    "read it: nothing of it is in the total": "уншина: үүнээс юу ч нийт дүнд ороогүй",
    "discounts within the unit prices": "хөнгөлөлт нэгж үнэдээ орсон байх",
    "ask the bidder whether the prices hold it; it is in no total": (
        "үнэд орсон эсэхийг оролцогчоос тодруулна; нийт дүнд ороогүй"
    ),
    "the whole sheet": "бүх хуудас",
    "{count} rows and {number} columns": "{count} мөр, {number} багана",
    "hidden: {what}": "нуусан: {what}",
    "everything visible, as it was sent": "илгээсэн шигээ бүгд ил",
    "show all rows, columns and sheets, and read them": "бүх мөр, багана, хуудсыг ил гаргаж уншина",
    "{name} blank in {count} of {all} lines: {lines}": (
        "{name} хоосон, {all} мөрийн {count}-д: {lines}"
    ),
    "what is offered, in every line": "мөр бүрд юу санал болгож буй",
    "{day}, before the date of the bid": "{day}, саналын огнооноос өмнө",
    "{day} or later": "{day} ба түүнээс хойш",
    "ask the bidder to extend it in writing": "оролцогчоор хугацааг бичгээр сунгуулна",
    "removed": "хассан",
    "ask the bidder to offer what the specification asks for": (
        "тодорхойлолтод тавьсныг санал болгохыг оролцогчоос хүснэ"
    ),
    "{what} of {day}": "{day}-ний {what}",
    "{count} rates of that day": "тэр өдрийн {count} ханш",
    "one rate of {currency} of {day}, the day of opening": (
        "{currency}-ийн {day}-ний (нээсэн өдөр) нэг ханш"
    ),
    "name a table with that rate: --rates FILE": "тэр ханштай хүснэгтийг заана: --rates FILE",
    "the formula that was sent; totals are computed from unit prices": (
        "илгээсэн томьёо; нийт дүнг нэгж үнээс бодно"
    ),
    "ask the bidder which figure is meant": "аль тоо нь зөвийг оролцогчоос тодруулна",
    "{amount}, the sum of the lines": "{amount}, мөрүүдийн нийлбэр",
    "correct the arithmetic by unit prices, and tell the bidder": (
        "арифметикийг нэгж үнээр засаж, оролцогчид мэдэгдэнэ"
    ),
}
"""Mongolian by English phrase of findings about filled bids."""
