"""Words of handover sheets and of published data, in Mongolian and in English, for the labels."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "country.MN": ("Монгол Улс", "Mongolia"),
    "ocds.saved": (
        "Зүйлсийг жагсаалтын үнээр бичив; төсөвт өртөг нь нийлбэрээс {amount}-өөр зөрнө: "
        "тоо хэмжээний хөнгөлөлт, нөөцийн тээвэр.",
        "Items are at list price; the estimate differs from their sum by {amount}: "
        "quantity prices, transport of stock.",
    ),
    "ocds.estimate_withheld": (
        "Төсөвт өртгийг нийтлээгүй: баталгаажсан журам нийтлэхийг зөвшөөрөөгүй.",
        "The estimate is withheld: no confirmed rule lets it be shown.",
    ),
    "ocds.unplaced": (
        "{item}: {units} нэгж нөөцөөс ирнэ, хүрэх газар нь хараахан тодорхойгүй; төдий чинээгээр "
        "бага худалдаж авна.",
        "{item}: {units} units come from stock and have no place yet; that many fewer are bought.",
    ),
    "ofds.accuracy": (
        "Координат тооллогынхоор: {surveyed} байгууллага хэмжсэн цэгээр, {soum_centre} нь сумын "
        "төвөөр тавигдсан. Шугам нь зам дагуу, эсвэл шулуунаар зурагдсан; хээрийн хэмжилт биш.",
        "Coordinates of the inventory: {surveyed} sites surveyed, {soum_centre} placed at "
        "their soum centre. Routes follow roads or straight lines; none is a field survey.",
    ),
    "unit.E48": ("үйлчилгээ", "service"),
    # --- handover sheets
    "title.handover": ("Хүлээлгэн өгөх хуудас", "Handover sheet"),
    "title.handover_index": ("Хүлээлгэн өгөх хуудсууд", "Handover sheets"),
    "sheet.handover_index": ("Жагсаалт", "List"),
    "sheet.handover_elsewhere": ("Аймаггүй", "No aimag"),
    "handover.sheets": ("Хуудасны тоо", "Sheets"),
    "handover.first_page": ("Эхний хуудас", "First page"),
    "handover.arrives": ("Ирэх зүйл", "What arrives"),
    "handover.leaves": ("Эндээс явах зүйл", "What leaves this site"),
    "handover.nothing": (
        "Бараа ирэхгүй; зөвхөн үйлчилгээ өөрчлөгдөнө.",
        "Nothing is delivered; only the service changes.",
    ),
    "handover.from": ("Хаанаас", "From"),
    "handover.bought": ("худалдан авалт", "purchase"),
    "handover.depot": ("агуулах", "depot"),
    "handover.site": ("байгууллага", "site"),
    "handover.to": ("Хаашаа", "To"),
    "handover.received": ("Авсан", "Received"),
    "handover.serials": ("Сериал дугаар", "Serial numbers"),
    "handover.test": ("Хүлээн авах туршилт", "Acceptance test"),
    "handover.measure": ("Юуг шалгах", "What is checked"),
    "handover.expected": ("Төлөвлөсөн", "Planned"),
    "handover.measured": ("Хэмжсэн", "Measured"),
    "handover.passed": ("Тэнцсэн", "Passed"),
    "handover.download": ("Татах хурд, Мбит/с", "Download speed, Mbps"),
    "handover.upload": ("Илгээх хурд, Мбит/с", "Upload speed, Mbps"),
    "handover.latency": ("Хоцролт, мс", "Latency, ms"),
    "handover.computers": ("Ажиллаж буй компьютер, ширхэг", "Working computers, pieces"),
    "handover.devices": ("Ирсэн төхөөрөмж, ширхэг", "Devices that arrived, pieces"),
    "handover.place": ("Аймаг, сум, баг", "Aimag, soum, bagh"),
    "handover.when": ("Туршсан өдөр, цаг, хэрэгсэл", "Date, time and tool of the test"),
    "handover.link": ("Холболт", "Link"),
    "handover.along": ("Шугам барих", "Link to build"),
    "handover.season": ("Зам нээлттэй сарууд", "Months when the road is open"),
    "handover.point": ("Уртраг, өргөрөг", "Longitude, latitude"),
    "handover.signatures": ("Гарын үсэг", "Signatures"),
    "handover.role": ("Тал", "Party"),
    "handover.person": ("Овог нэр, албан тушаал", "Name and position"),
    "handover.signature": ("Гарын үсэг", "Signature"),
    "handover.delivered_by": ("Хүлээлгэн өгсөн", "Delivered by"),
    "handover.received_by": ("Хүлээн авсан", "Received by"),
    "handover.checked_by": ("Шалгасан", "Checked by"),
    "handover.notes": ("Тэмдэглэл", "Notes"),
}
"""Mongolian and English by label key."""
