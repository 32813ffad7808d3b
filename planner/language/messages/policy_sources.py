"""Sources of settings, in Mongolian; the English stands with the setting."""

from __future__ import annotations

from planner.language.label import Label

POLICY_SOURCES = {
    english: Label(mongolian, english)
    for english, mongolian in {
        "the most for the money there is": "байгаа мөнгөөр хамгийн их үр өгөөж",
        "the payer of the site's yearly costs buys for it": (
            "байгууллагын жилийн зардлыг төлдөг байгууллага худалдан авна"
        ),
        "age is not judged unless asked": "заагаагүй бол насжилтыг харгалзахгүй",
        "few packages are few tenders": "багц цөөн бол тендер цөөн",
        "the country's procurement law": "улсын худалдан авах ажиллагааны хууль",
        "the newest price date stands for today": "хамгийн сүүлийн үнийн огноог өнөөдөр гэж үзнэ",
        "assumption: each entity signs its own contract": (
            "таамаг: захиалагч бүр өөрөө гэрээ байгуулна"
        ),
        "public stock is used first": "улсын нөөцийг эхэлж ашиглана",
        "prices by quantity are taken": "тоо хэмжээний хөнгөлөлтийг тооцно",
        "kits have no share unless asked": "заагаагүй бол иж бүрдэлд хувь оногдохгүй",
        "a link that stays at its socket reaches nobody": (
            "залгуур дээрээ үлдсэн холболт хэнд ч хүрэхгүй"
        ),
        "assumption, to confirm: a contract is paid to its end": (
            "таамаг, тодруулах шаардлагатай: гэрээг дуустал нь төлнө"
        ),
        "that of demand": "demand хэсгийнх",
        "no users are assumed unless asked": "заагаагүй бол хэрэглэгч таамаглахгүй",
        "population is used only where asked": "хүн амыг зөвхөн заасан бол ашиглана",
        "the plan's technologies are named": "төлөвлөгөөний технологи нэрлэгдэнэ",
        "set in the scenario": "хувилбарт заасан",
        "reached by the fair level": "тэгш түвшнээр хүрсэн",
        "default of Kholboo": "Холбоо програмын анхны утга",
        "assumption, to confirm": "таамаг, тодруулах шаардлагатай",
        "assumption: kinds weigh alike": "таамаг: бүх төрөл ижил жинтэй",
        "assumption: concave": "таамаг: өгөөж буурч өсдөг",
        "assumption: working days": "таамаг: ажлын өдрүүд",
        "assumption: one working day": "таамаг: ажлын нэг өдөр",
        "assumption: the nearest few are enough": "таамаг: хамгийн ойр хэд нь хангалттай",
        "assumption: each hop adds delay and something to fail": (
            "таамаг: дамжлага бүр саатал, эвдрэлийн эрсдэл нэмнэ"
        ),
        "assumption: the nearest two are enough": "таамаг: хамгийн ойр хоёр нь хангалттай",
        "every technology is considered unless switched off": (
            "унтраагаагүй бүх технологийг тооцно"
        ),
        "to be named by the ministry": "яам нэрлэнэ",
        "nothing is taken over": "юу ч өвлөхгүй",
        "ITU/Giga target: 20 Mbps per school": "ITU/Giga зорилт: сургууль бүрд 20 Мбит/с",
        "ITU/Giga target: 50 kbps per student": "ITU/Giga зорилт: суралцагч бүрд 50 кбит/с",
        "Mongolian school year, September to May": "Монголын хичээлийн жил, 9–5 сар",
        "Mongolia, VAT law: 10 %": "Монгол Улсын НӨАТ-ын хууль: 10 %",
    }.items()
}
