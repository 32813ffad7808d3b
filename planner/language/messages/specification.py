"""Words of technical specifications, part of the table in planner.language.labels.

`function` says what an item of a role has to do, which is all a plan knows without a performance in
the catalogue; `open` names what is then left to the buyer.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "tender.minimum": ("Доод шаардлага:", "Minimum requirement:"),
    "tender.perform.none": (
        "ЗАХИАЛАГЧ БИЧНЭ (каталогт гүйцэтгэл алга): {what}",
        "TO BE WRITTEN BY THE BUYER (the catalogue states no performance): {what}",
    ),
    "tender.perform.accepted": (
        "Хүлээн авах: газар дээр нь, ачаалалтай цагт утсаар хэмжиж {value} Мбит/с-ээс доошгүй",
        "Accepted by measurement: at least {value} Mbps at the site, wired, in the busy hour",
    ),
    "tender.perform.places": (
        "Хуваарилалтын жагсаалтын цэгүүдэд, хуваарийн хугацаанд хүргэнэ",
        "Delivered to the places of the distribution list, by the dates of the schedule",
    ),
    # what the plan knows
    "tender.need.carries": (
        "{value} Мбит/с-ээс доошгүй дамжуулна (эдгээр цэгийн хамгийн хурдан гэрээ)",
        "Carries at least {value} Mbps, the fastest contract at these places",
    ),
    "tender.need.people": (
        "Нэг зэрэг {value} хэрэглэгчид хүрэлцэнэ",
        "Serves {value} users at once",
    ),
    "tender.need.rooms": ("{value} өрөөнд хүрнэ", "Reaches {value} rooms"),
    "tender.need.cabled_rooms": (
        "Нэгд {value} хүртэл өрөө холбогдоно",
        "Up to {value} rooms are connected to one",
    ),
    "tender.need.fits": ("Хамт ажиллана: {names}", "Works together with: {names}"),
    # what an item does, by role
    "tender.function.contract": ("Газар дээрх интернэт холболт", "Internet access at the site"),
    "tender.function.contract_ending": (
        "Одоогийн гэрээний хугацаанаас өмнөх дуусгавар",
        "The end of a present contract before its day",
    ),
    "tender.function.trench": (
        "Цэгүүдийн хооронд газар доорх шилэн кабель, ашиглахад бэлэн",
        "Optical fibre in the ground between the points, ready for service",
    ),
    "tender.function.trench_upkeep": (
        "Баригдсан шилэн кабелийг тасралтгүй ажиллуулах арчилгаа",
        "Upkeep of the new fibre, so that it stays in service",
    ),
    "tender.function.drop": (
        "Замаас барилга дотор хүртэл шилэн кабель",
        "Optical fibre from the road into the building",
    ),
    "tender.function.splice": (
        "Ажиллаж буй кабельд шинэ шугамыг салаалж залгана",
        "Joins new fibre to the cable in operation",
    ),
    "tender.function.terminal": (
        "Интернэт холболтыг хүлээн авч дотоод сүлжээнд өгнө",
        "Ends the internet access at the site and hands it to the local network",
    ),
    "tender.function.headend": (
        "Шугамын сүлжээ талын төхөөрөмж, байгууллага дээрхтэй нийцнэ",
        "The network's end of the link, matching the equipment at the sites",
    ),
    "tender.function.installation": (
        "Бэхлэх, холбох, тохируулах, хэмжих; шугамыг ажиллаж буйгаар хүлээлгэн өгнө",
        "Mounting, connection, set-up and measurement; the link is handed over working",
    ),
    "tender.function.licence": (
        "Давтамж ашиглах эрх, жилээр",
        "Right to use the frequencies, by the year",
    ),
    "tender.function.mast": (
        "Радио төхөөрөмжийг хоёр талаа харуулан даах шон, суурь, газардуулгатай",
        "Carries radio equipment in sight of both ends, with foundation and earthing",
    ),
    "tender.function.bridge": (
        "Хөршийн интернэтийг хуваалцах хоёр талын төхөөрөмж",
        "Shares a neighbour's internet access: equipment of both ends",
    ),
    "tender.function.content_server": (
        "Интернэтгүй үед ойролцоох төхөөрөмжид офлайн номын сан өгнө",
        "Gives an offline library to devices nearby, without internet",
    ),
    "tender.function.content_update": (
        "Офлайн номын санг газар дээр нь шинэчилнэ",
        "Refreshes the offline library at the place",
    ),
    "tender.function.power_kit": (
        "Тогтмол цахилгаангүй газар холболтын төхөөрөмжийг тэжээнэ",
        "Feeds the link equipment where there is no steady power",
    ),
    "tender.function.ups": (
        "Цахилгаан тасрахад сүлжээний төхөөрөмжийг ажиллуулна",
        "Keeps the network equipment running when power fails",
    ),
    "tender.function.router": (
        "Интернэт, дотоод сүлжээний хооронд урсгал дамжуулж шүүнэ",
        "Passes and filters traffic between internet and local network",
    ),
    "tender.function.access_point": (
        "Барилга доторх хэрэглэгчдэд Wi-Fi өгнө",
        "Gives Wi-Fi to users in a building",
    ),
    "tender.function.switch": (
        "Өрөөнүүд, Wi-Fi цэгүүдийг холбоно",
        "Connects the rooms and Wi-Fi points of a site",
    ),
    "tender.function.cabling": (
        "Нэг өрөөг свичтэй холбох кабель, залгуур, тэмдэглэгээ, хэмжилт",
        "Cable from one room to the switch, with socket, label and test",
    ),
    "tender.function.computer": (
        "Сургалтын компьютер, монгол кирилл бичгээр ажиллахад бэлэн",
        "Computer for lessons, ready for work in Mongolian Cyrillic",
    ),
    "tender.function.device_upkeep": (
        "Нэг компьютерын нэг жилийн дэмжлэг: гэмтэл, шинэчлэл, цэвэрлэгээ",
        "Support of one computer for a year: faults, updates, cleaning",
    ),
    "tender.function.repair": (
        "Эвдэрсэн компьютерыг сэлбэгтэй нь засаж ажиллуулна",
        "Makes a broken computer work again, parts included",
    ),
    "tender.function.printer": ("Байгууллагад хэвлэнэ", "Prints for an institution"),
    "tender.function.projector": (
        "Бүх өрөөнд харагдах дүрс үзүүлнэ",
        "Shows a picture to a whole room",
    ),
    "tender.function.tablet": (
        "Сургалтын таблет, монгол кирилл бичгээр ажиллахад бэлэн",
        "Tablet for lessons, ready for work in Mongolian Cyrillic",
    ),
    "tender.function.accessible_workstation": (
        "Хөгжлийн бэрхшээлтэй хэрэглэгчийн ажлын байр: томруулсан ба дуут бичвэр, тохирох оролт",
        "Workplace for users with disabilities: enlarged and spoken text, adapted input",
    ),
    "tender.function.rack": (
        "Сүлжээний төхөөрөмжийг багтааж цоожилно",
        "Holds and locks the network equipment",
    ),
    # what is left to the buyer, by role
    "tender.open.contract": (
        "ачаалалтай цагийн хурд, дата хязгаар, гэмтэл засах хугацаа",
        "speed in the busy hour, data cap, time to repair",
    ),
    "tender.open.trench": (
        "судлын тоо, гүн, хамгаалалт",
        "number of fibres, depth, protection",
    ),
    "tender.open.trench_upkeep": (
        "гэмтэл засах хугацаа, жижүүрлэлт",
        "time to repair, hours of duty",
    ),
    "tender.open.drop": ("судлын тоо, барилгад орох арга", "number of fibres, way of entry"),
    "tender.open.splice": (
        "залгах судлын тоо, муфт, эзэмшигчийн зөвшөөрөл, тасалдлын хугацаа",
        "fibres to join, closure, consent of the owner, time of the interruption",
    ),
    "tender.open.terminal": (
        "порт, операторын протокол",
        "ports, protocols of the operator",
    ),
    "tender.open.headend": (
        "давтамж, операторын холболт",
        "frequencies, interfaces of the operator",
    ),
    "tender.open.installation": (
        "барилгын нөхцөл, бэхэлгээ",
        "condition of the buildings, mounting",
    ),
    "tender.open.mast": ("өндөр, салхи, мөсний ачаалал", "height, wind and ice load"),
    "tender.open.bridge": ("зай, давтамж", "distance, frequencies"),
    "tender.open.content_server": (
        "санах ой, нэг зэргийн хэрэглэгч",
        "storage, users at once",
    ),
    "tender.open.content_update": ("жилд очих тоо, агуулга", "visits a year, contents"),
    "tender.open.power_kit": (
        "ачаалал, наргүй ажиллах цаг, зайн багтаамж",
        "load, hours without sun, battery",
    ),
    "tender.open.ups": ("чадал, бүрэн ачаалалд ажиллах минут", "power, minutes at full load"),
    "tender.open.router": (
        "порт, дамжуулах чадвар, зайнаас удирдах",
        "ports, throughput, remote management",
    ),
    "tender.open.access_point": ("Wi-Fi үе, давтамжийн зурвас", "Wi-Fi generation, bands"),
    "tender.open.switch": (
        "портын тоо, хурд, Ethernet-ээр тэжээх",
        "ports and their speed, power over Ethernet",
    ),
    "tender.open.cabling": ("кабелийн ангилал, залгуурын тоо", "cable category, sockets"),
    "tender.open.computer": (
        "санах ой, хадгалах сан, дэлгэц",
        "memory, storage, screen",
    ),
    "tender.open.device_upkeep": ("засах хугацаа", "time to repair"),
    "tender.open.repair": ("хамрах сэлбэг, шалгалт", "parts covered, tests"),
    "tender.open.printer": ("минутад хуудас, цаасны хэмжээ", "pages a minute, paper sizes"),
    "tender.open.projector": ("гэрэлтэлт, нягтрал", "brightness, resolution"),
    "tender.open.tablet": ("санах ой, дэлгэц, батарей", "memory, screen, battery"),
    "tender.open.accessible_workstation": (
        "бэрхшээлийн төрлөөр хэрэгсэл",
        "aids by kind of disability",
    ),
    "tender.open.rack": ("өндөр (U), гүн, даац", "height in U, depth, load"),
}
