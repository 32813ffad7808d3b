"""Words and phrases of findings of programmes of years, in Mongolian and in English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "sheet.programme": ("Жилээр", "Years"),
    "sheet.rollout": ("Хуваарь", "Roll-out"),
    "title.programme": ("Хөтөлбөр жил жилээр", "The programme year by year"),
    "title.rollout": ("Байгууллага бүр хэзээ юу авах", "When each site receives what"),
    "title.years_money": ("Нэг удаагийн мөнгө", "One-time money"),
    "title.years_yearly": (
        "Урсгал мөнгө, төлөгчөөр (одоогийн төлбөр орсон, бүтэн жилээр)",
        "Yearly money by payer (present fees included, of a full year)",
    ),
    "title.years_compared": (
        "Жил бүрийг тусад нь төлөвлөвөл",
        "If every year is planned by itself",
    ),
    "year": ("Жил", "Year"),
    "year_benefit": ("Үр өгөөж, оноо (бүтэн жил)", "Benefit, points (a full year)"),
    "year_new_sites": ("Шинээр авах байгууллага", "Sites that receive for the first time"),
    "year_sites": ("Нийт авсан байгууллага", "Sites that have received"),
    "year_links": ("Нийт шинэ холболт", "New links in all"),
    "year_users": ("Шинэ холболттой хүн", "People with a new link"),
    "year_goods": ("Бараа", "Goods"),
    "year_works": ("Ажил", "Works"),
    "year_services": ("Үйлчилгээ", "Services"),
    "year_spent": ("Зарцуулах", "Spent"),
    "year_money": ("Байгаа мөнгө", "Money there is"),
    "year_left": ("Үлдэх", "Left"),
    "year_replaced": ("Солих хугацаа болсон (хязгаарт ороогүй)", "Replacements due (in no limit)"),
    "year_payer": ("Төлөгч", "Payer"),
    "year_limit": ("Хязгаар", "Limit"),
    "year_opex": ("Жилийн зардал", "Yearly cost"),
    "year_link_year": ("Шинэ холболтын жил", "Year of the new link"),
    "year_equipment": ("Тоног төхөөрөмжийн жил", "Years of equipment"),
    "year_site_capex": ("Өөрийн нэг удаагийн зардал", "Own one-time cost"),
    "year_all": ("Нийт", "All"),
    "year_nobody": ("төлөгч заагаагүй", "nobody named"),
    "years.sheet_note": (
        "Хуваарийн жигнэсэн үр өгөөж {value} оноо-жил; жил бүрийг тэр хүртэлх бүх мөнгөөр шинээр "
        "төлөвлөсөн ч {bound} оноо-жилээс хэтрэхгүй (зөрүү {gap}). verify_years.py шалгана.",
        "Weighted benefit of the schedule: {value} point-years; even if every year were planned "
        "anew with all money up to then, no more than {bound} point-years (gap {gap}). "
        "verify_years.py checks it.",
    ),
    "years.by": (
        "{year} он гэхэд: {sites} байгууллага, {users} хүн, {points} оноо; "
        "тэр жил {money} зарцуулна.",
        "By {year}: {sites} sites, {users} people, {points} points; {money} spent that year.",
    ),
    "years.bound": (
        "Нийт {value}; жил бүрийг тэр хүртэлх бүх мөнгөөр шинээр төлөвлөсөн ч {bound}-аас "
        "хэтрэхгүй: зөрүү {gap}.",
        "In all {value}; even if every year were planned anew with all money up to then, no more "
        "than {bound}: gap {gap}.",
    ),
    "years.compared": (
        "Жил бүрийг тусад нь төлөвлөвөл {value}: {less} бага.",
        "Every year planned by itself would give {value}: {less} less.",
    ),
    "years.no_compared": (
        "Жил бүрийг тусад нь төлөвлөвөл хязгаарууд биелэхгүй.",
        "Every year planned by itself, the limits would not be kept.",
    ),
    "years.units": ("{points} оноо-жил", "{points} point-years"),
}

PHRASES_OF_YEARS: Mapping[str, str] = {
    "{count} figures": "{count} тоо",
    "{count}, one for each year from {first} to {last}": (
        "{count}, {first}-{last} оны жил бүрд нэг"
    ),
    "add the figures of {years}": "{years} оны тоог нэмнэ",
    "remove what is of no year, or raise count": "илүү тоог хасах, эсвэл count-ыг нэмнэ",
    "a weight above 0 in some year": "аль нэг жилд 0-ээс их жин",
    "weigh at least one year": "дор хаяж нэг жилд жин өгнө",
    "{one} and {other}": "{one}, {other} хоёулаа",
    "one of the two": "хоёрын аль нэг",
    "remove {other}": "{other}-г хасна",
    "the id of a site of the tables": "хүснэгтэд байгаа байгууллагын код",
    "write {near}": "{near} гэж бичнэ",
    "correct the id, or remove the line": "кодыг засах, эсвэл мөрийг хасна",
    "a year from {first} to {last}": "{first}-{last} оны аль нэг",
    "correct the year, or remove the line": "оныг засах, эсвэл мөрийг хасна",
    "earliest {early}, latest {late}": "хамгийн эрт нь {early}, хамгийн орой нь {late}",
    "the earliest year not after the latest": "хамгийн эрт он хамгийн оройноосоо хойш биш",
    "correct one of the two years": "хоёр оны аль нэгийг засна",
    "what can be planned by year": "жилээр төлөвлөж болох тохиргоо",
    'write goal = "benefit"': 'goal = "benefit" гэж бичнэ',
    "remove the setting: present links stay until they are replaced": (
        "тохиргоог хасна: одоогийн холболт солигдох хүртлээ үлдэнэ"
    ),
    "a limit over the whole horizon": "бүх хугацааны нийт зардлын хязгаар",
    "limit each year's money instead": "оронд нь жил бүрийн мөнгийг хязгаарлана",
    "write use_stock = false": "use_stock = false гэж бичнэ",
    "write use_surplus = false": "use_surplus = false гэж бичнэ",
    "write use_tiers = false": "use_tiers = false гэж бичнэ",
    "a table of funds": "сангийн хүснэгт",
    "write without_funds = true: one budget a year pays": (
        "without_funds = true гэж бичнэ: жил бүрийн нэг төсвөөс төлнө"
    ),
    "{money} in {year}": "{year} онд {money}",
    "at least {fees}, the fees of today": "дор хаяж {fees}, одоогийн төлбөрийн нийлбэр",
    "raise the yearly money of that year": "тэр жилийн урсгал мөнгийг нэмнэ",
    "plan without stock, spare machines, volume prices, order sizes and funds": (
        "нөөц, илүү төхөөрөмж, тооны хөнгөлөлт, захиалгын доод хэмжээ, сангүйгээр төлөвлөнө"
    ),
}
"""Mongolian by English phrase; a blank stands for a value from the file."""
