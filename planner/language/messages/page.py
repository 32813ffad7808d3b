"""Words of the page that people can ask: its map, filters, cards, table and charts."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "page.after": ("Дараа", "After"),
    "page.all": ("бүгд", "all"),
    "page.all_chosen": ("Бүх байгууллага сонгогдсон.", "All sites are chosen."),
    "page.and_more": ("{name} ба ойролцоох {count}", "{name} and {count} more nearby"),
    "page.as_table": ("Хүснэгтээр", "As a table"),
    "page.ask": ("Төлөвлөгөөнөөс асуух", "Ask the plan"),
    "page.back": ("Жагсаалт руу буцах", "Back to the list"),
    "page.behind": ("Энэ шугамаар холбогдох байгууллага: {count}", "Sites behind it: {count}"),
    "page.cable_to_build": ("Барих кабель шугам", "Cable to build"),
    "page.carries": ("Ачаалал", "Load"),
    "page.chart_aimag": (
        "Нэг удаагийн зардал, аймгаар (жагсаалтын үнээр)",
        "One-time cost by aimag, at list prices",
    ),
    "page.chart_person": (
        "Хүртэх нэг хүнд ногдох нэг удаагийн зардал",
        "One-time cost per person who gains",
    ),
    "page.chart_speed": (
        "Байгууллагын тоо хурдаар, одоо ба дараа",
        "Sites by speed, now and after the plan",
    ),
    "page.chart_technology": (
        "Нэг удаагийн зардал, технологиор (жагсаалтын үнээр)",
        "One-time cost by technology, at list prices",
    ),
    "page.charts": ("Сонголтын зураглал", "The selection in charts"),
    "page.clear": ("Сонголтыг арилгах", "Clear"),
    "page.computers": ("{count} компьютер", "{count} computers"),
    "page.computers_more": ("{count} компьютер нэмж", "{count} more computers"),
    "page.csv": ("Сонголтыг CSV-ээр хадгалах", "Save the selection as CSV"),
    "page.ended_fee": ("Зогсох жилийн төлбөр", "Yearly fee that ends"),
    "page.every_year": ("Жил бүр", "Every year"),
    "page.fault": (
        "Энэ хөтөч асуух хэсгийг нээж чадсангүй. Доорх хэвлэмэл хэсэг бүрэн.",
        "This browser could not open the part that can be asked. What is printed below is whole.",
    ),
    "page.filters": ("Шүүлтүүр", "Filters"),
    "page.from": ("Хаанаас", "From"),
    "page.here": ("Энд байгаа байгууллага: {count}", "Sites here: {count}"),
    "page.languages": ("Хэл", "Language"),
    "page.list": ("Зураг дээр байгаа зүйлс", "What the map shows"),
    "page.list_help": (
        "Дээш, доош сум: сонгох; Enter: нээх; Esc: зураг руу.",
        "Arrows choose, Enter opens, Escape goes to the map.",
    ),
    "page.load": (
        "{carried} Мбит/с-ээс {asked} Мбит/с ({share} %)",
        "{asked} of {carried} Mbps ({share} %)",
    ),
    "page.map_help": (
        "Чирж зөөнө; товшоод хүрдээр, эсвэл + ба − товчоор томруулж багасгана; сумаар зөөнө;"
        " 0: бүгдийг харах; Enter: жагсаалт руу.",
        "Drag to move; click and turn the wheel, or press + and −, to zoom; arrows move;"
        " 0 shows all; Enter goes to the list.",
    ),
    "page.map_note": (
        "Байршил үнэн. Алсаас харахад сум, аймгийн нийлбэрийг технологийн хувиар, ойртуулахад"
        " байгууллага бүрийг зурна; нэг дөрвөлжинд байгааг зэрэгцүүлнэ."
        " Зам, сүлжээг хялбарчилж зурав.",
        "Positions are true. From afar soums and aimags are drawn as sums with the share of each"
        " technology, near by each site; those of one square stand side by side."
        " Roads and network are simplified.",
    ),
    "page.more_in_view": ("Өөр {count}.", "{count} more are not listed."),
    "page.moved_here": ("Өөр газраас шилжих", "Moved here, not bought"),
    "page.next": ("Дараагийн хуудас", "Next page"),
    "page.next_best": (
        "Дараагийн сайн хувилбар, өөр юу хэрэгтэйг:",
        "The next best, and what would be needed, by:",
    ),
    "page.no_link": ("холболтгүй", "no link"),
    "page.no_package": ("багцгүй", "no package"),
    "page.no_place": ("байршилгүй", "no position"),
    "page.noscript": (
        "Скрипт унтраалттай тул хайх, шүүх хэсэг харагдахгүй. Хамрагдсан байгууллагын бүрэн"
        " жагсаалт plan.xlsx файлд бий.",
        "Scripts are switched off, so that the part to search and filter is not shown. The whole"
        " list of sites that receive is in plan.xlsx.",
    ),
    "page.nothing": ("Харуулах зүйл алга.", "Nothing to show."),
    "page.now": ("Одоо", "Now"),
    "page.of_site": (
        "Зардал нь байгууллагынхаа мөрүүдэд орсон.",
        "Its cost is among the lines of its site.",
    ),
    "page.once": ("Нэг удаа", "Once"),
    "page.outside": (
        "Сонголтоос гадуур байгууллагатай дундын, мөнгө нь ороогүй шугам: {count}.",
        "Links shared with sites outside the selection, whose money is not counted: {count}.",
    ),
    "page.per_person": ("Нэг хүнд", "Per person"),
    "page.place": ("нэргүй газар", "unnamed place"),
    "page.position": ("Байршил", "Position"),
    "page.previous": ("Өмнөх хуудас", "Previous page"),
    "page.print": ("Хэвлэх", "Print"),
    "page.radio_to_build": ("Барих радио, гүүр холбоос", "Radio and bridges to build"),
    "page.rows": ("{from}–{to}, нийт {count}", "{from}–{to} of {count}"),
    "page.search_for": (
        "Нэр, код, сум: кирилл, латин үсгээр",
        "Name, id or soum, in either alphabet",
    ),
    "page.season": ("Очих боломжтой үе", "Reached by road"),
    "page.selection": ("Сонголтын дүн", "Totals of the selection"),
    "page.shared_links": ("дундын шугам", "shared links"),
    "page.shorter": (
        "Эхний {shown} нь; нийт {count}. Бүгд дээрх хүснэгт, plan.xlsx-д бий.",
        "The first {shown} of {count}. All are in the table above and in plan.xlsx.",
    ),
    "page.speed": ("Хурд", "Speed"),
    "page.sum_of": ("{sites}-аас {served} хамрагдсан", "{served} of {sites} receive"),
    "page.table": ("Хүснэгт", "Table"),
    "page.target": ("Зорилт", "Target"),
    "page.then": ("Дараа", "After"),
    "page.to": ("Хаашаа", "To"),
    "page.today": ("Өнөөдөр", "Today"),
    "page.told": (
        "{sites} байгууллага, {users} хүн, нэг удаа {once}",
        "{sites} sites, {users} people, {once} once",
    ),
    "page.unplaced": (
        "Байршилтай байгууллага алга тул зураг байхгүй. Бүгд хүснэгтэд бий.",
        "No site has a position, so that there is no map. All sites are in the table.",
    ),
    "page.why": ("Яагаад", "Why"),
    "page.zoom_all": ("Бүгдийг харах", "Show all"),
    "page.zoom_in": ("Томруулах", "Zoom in"),
    "page.zoom_out": ("Багасгах", "Zoom out"),
}
"""Mongolian and English by label key."""
