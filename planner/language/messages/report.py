"""Words of sheets and pages: names of sheets, headings, codes, reasons, sentences."""

from __future__ import annotations

from planner.language.label import Label

SHEETS = {
    "sheet.cover": Label("Нүүр", "Cover"),
    "sheet.summary": Label("Нэгтгэл", "Summary"),
    "sheet.prices": Label("Үнэ өөрчлөх", "Change prices"),
    "sheet.bill": Label("Тоо хэмжээ", "Bill"),
    "sheet.distribution": Label("Хуваарилалт", "Distribution"),
    "sheet.sites": Label("Байгууллага", "Sites"),
    "sheet.fees": Label("Жилийн төлбөр", "Yearly fees"),
    "sheet.links": Label("Барих шугам", "Links to build"),
    "sheet.unserved": Label("Хамрагдаагүй", "Not served"),
    "sheet.given_up": Label("Халагдах холболт", "Given up"),
    "given_up.how": Label(
        "Шинэ холболтоор солигдох одоогийн холболт, гэрээ, цуцлах төлбөр.",
        "Present links that new ones replace, their contracts, and what ending these costs.",
    ),
    "sheet.policy": Label("Бодлого", "Policy"),
    "sheet.totals": Label("Дүнгийн тулгалт", "Totals tie"),
    "sheet.by_aimag": Label("Аймгаар", "By aimag"),
    "sheet.by_soum": Label("Сумаар", "By soum"),
    "sheet.by_kind": Label("Төрлөөр", "By kind"),
    "sheet.by_owner": Label("Эзэмшигчээр", "By owner"),
    "sheet.by_condition": Label("Нөхцөлөөр", "By condition"),
    "sheet.quality": Label("Мэдээллийн чанар", "Data quality"),
    "sheet.register": Label("Бүртгэл", "Register"),
    "sheet.stock": Label("Агуулах", "Stock"),
    "sheet.sources": Label("Эх сурвалж", "Sources"),
}
TITLES = {
    "title.cover": Label(
        "Холболт, тоног төхөөрөмжийн төлөвлөгөө", "Connectivity and equipment plan"
    ),
    "title.summary": Label("Аймаг, ангиллаар нэгтгэсэн дүн", "Summary by aimag and category"),
    "title.prices": Label("Үнэ өөрчлөх хуудас", "Change-price sheet"),
    "title.price_savings": Label(
        "Тоо хэмжээний хөнгөлөлт, НӨАТ-ын чөлөөлөлт шинэ үнээр",
        "What price tiers and VAT exemption save at the new prices",
    ),
    "title.bill": Label("Тоо хэмжээний жагсаалт", "Bill of quantities"),
    "title.distribution": Label("Хуваарилалтын жагсаалт", "Distribution list"),
    "title.sites": Label("Байгууллага бүрд олгох зүйл", "What each site receives"),
    "title.fees": Label("Жил бүрийн төлбөрийн тооцоо", "Yearly fees statement"),
    "title.links": Label("Барих шугамын жагсаалт", "Links to build"),
    "title.given_up": Label("Халагдах холболт, гэрээ", "Present links and contracts given up"),
    "title.unserved": Label("Хамрагдаагүй байгууллага, шалтгаан", "Sites not served, and why"),
    "title.policy": Label("Бодлогын тохиргоо, эх сурвалж", "Policy settings and sources"),
    "title.inventory": Label("Тооллогын тайлан", "Inventory report"),
    "title.map": Label("Газрын зураг", "Map"),
    "title.proof": Label("Хэр сайн болох нь юугаар батлагдсан бэ", "How good this is proven to be"),
    "title.limits": Label("Хязгаарлалт", "Limits"),
    "title.at_most": Label("Хүрээгүй дээд хэмжээ", "Limits of groups with room to spare"),
    "limits.more": Label(
        "Өөр {count} бий: plan.json, өгөгдлийн багцад бүгд байна.",
        "And {count} more: plan.json and the data package have all.",
    ),
    "title.floors": Label("Хангагдсан доод хязгаар", "Floors that are met with room to spare"),
    "title.floor_costs": Label("Доод хэмжээ ба тэдгээрийн өртөг", "Floors and what each costs"),
    "title.directives": Label("Удирдамж ба тэдгээрийн өртөг", "Directives and what each costs"),
    "title.next_money": Label("Дараагийн мөнгөөр юу хийх вэ", "What the next money would buy"),
    "title.verify": Label("Хэрхэн шалгах вэ", "How to verify"),
    "title.sources": Label("Эх сурвалж", "Sources"),
    "title.money": Label("Мөнгө", "Money"),
    "title.by_aimag": Label("Аймгаар", "By aimag"),
    "title.by_soum": Label("Сумаар", "By soum"),
    "title.by_kind": Label("Байгууллагын төрлөөр", "By kind of site"),
    "title.by_owner": Label("Эзэмшигчээр", "By owner"),
    "title.by_technology": Label("Технологиор", "By technology"),
    "title.by_payer": Label("Жилийн зардал, төлөгчөөр", "Yearly cost by payer"),
    "title.by_link": Label("Холболтын төрлөөр", "By present link"),
    "title.by_power": Label("Цахилгааны эх үүсвэрээр", "By power source"),
    "title.by_age": Label("Компьютерын он ба ажиллагаагаар", "Computers by year and condition"),
    "title.gaps": Label("Стандартаас дутуу", "Gaps against the standard"),
    "title.coverage": Label("Бөглөлт, баганаар", "Share filled, by column"),
    "title.coordinates": Label("Байршлын чанар, аймгаар", "Coordinate quality, by aimag"),
    "title.findings": Label("Шалгалтын илрүүлэлт", "Findings of the check"),
    "title.totals": Label("Дүнгүүд хоорондоо таарч байна уу", "Do the totals agree"),
    "title.stock": Label("Агуулахын үлдэгдэл", "Stock in depots"),
    "title.register": Label("Байгууллагын бүртгэл", "Register of sites"),
    "title.reconciliation": Label("Тулгалт", "Reconciliation"),
    "title.outcome": Label("Үр дүн", "Outcome"),
    "title.exchange_rates": Label("Валютын ханш", "Exchange rates"),
    "title.settings": Label("Бодлогын тохиргоо", "Policy settings"),
    "title.served": Label("Хамрагдсан байгууллага", "Sites that receive"),
    "title.reasons": Label("Гол шалтгаан", "Main reasons"),
    "title.short": Label("Товчхондоо", "In short"),
    "title.conditions": Label(
        "Тоног төхөөрөмж, холболт, цахилгааны нөхцөл", "Condition of equipment, links and power"
    ),
}
HEADINGS = {
    "number": Label("№", "No."),
    "plan_id": Label("Төлөвлөгөөний дугаар", "Plan id"),
    "fingerprint": Label("Хурууны хээ", "Fingerprint"),
    "project": Label("Төсөл", "Project"),
    "scenario": Label("Хувилбар", "Scenario"),
    "solver": Label("Бодох арга", "Solver"),
    "solver.exact": Label("яг бодох (exact)", "exact"),
    "solver.greedy": Label("ээлж дараалан сонгох (greedy)", "greedy"),
    "solver.ranked": Label("эрэмбэлж сонгох (ranked)", "ranked"),
    "not_set": Label("заагаагүй", "none"),
    "seed": Label("Санамсаргүй тооны эх", "Seed"),
    "proof": Label("Баталгаа", "Proof"),
    "stage": Label("Үе шат", "Stage"),
    "value": Label("Утга", "Value"),
    "certified_bound": Label("Баталгаат хязгаар", "Certified bound"),
    "solver_bound": Label("Бодогчийн хязгаар", "Solver's bound"),
    "gap": Label("Зөрүү", "Gap"),
    "price_date": Label("Үнийн огноо", "Price date"),
    "price_basis": Label("Үнийн суурь", "Price basis"),
    "currency": Label("Валют", "Currency"),
    "rate": Label("Ханш", "Rate"),
    "date": Label("Огноо", "Date"),
    "source": Label("Эх сурвалж", "Source"),
    "money_shown_in": Label("Мөнгөн дүнгийн нэгж", "Money is shown in"),
    "site_id": Label("Код", "Site id"),
    "site": Label("Байгууллага", "Site"),
    "sites": Label("Байгууллага", "Sites"),
    "name": Label("Нэр", "Name"),
    "kind": Label("Төрөл", "Kind"),
    "aimag": Label("Аймаг", "Aimag"),
    "soum": Label("Сум, дүүрэг", "Soum or düüreg"),
    "bagh": Label("Баг, хороо", "Bagh or khoroo"),
    "longitude": Label("Уртраг", "Longitude"),
    "latitude": Label("Өргөрөг", "Latitude"),
    "coordinate_quality": Label("Байршлын чанар", "Coordinate quality"),
    "contact": Label("Холбоо барих", "Contact"),
    "owner": Label("Эзэмшигч", "Owner"),
    "owner_with_register": Label("Эзэмшигч, регистр", "Owner, register number"),
    "owner_register": Label("Регистр", "Register number"),
    "delivery_point": Label("Хүргэх цэг", "Delivery point"),
    "delivery_name": Label("Хүргэх газрын нэр", "Delivered to"),
    "sku": Label("Барааны код", "SKU"),
    "item": Label("Нэр төрөл", "Item"),
    "category": Label("Ангилал", "Category"),
    "timing": Label("Төлөх хэлбэр", "Timing"),
    "unit": Label("Хэмжих нэгж", "Unit"),
    "quantity": Label("Тоо хэмжээ", "Quantity"),
    "unit_price": Label("Нэгж үнэ", "Unit price"),
    "amount": Label("Дүн", "Amount"),
    "payer": Label("Төлөгч", "Payer"),
    "bill_line": Label("Мөр №", "Bill line"),
    "distributed": Label("Хуваарилсан", "Distributed"),
    "difference": Label("Зөрүү", "Difference"),
    "needed": Label("Хэрэгцээ", "Needed"),
    "not_bought": Label("Нөөц, бусад газраас авах", "From stock and moved"),
    "in_stock": Label("Агуулахад нийт байгаа", "In depots, all there is"),
    "depot": Label("Агуулах", "Depot"),
    "plan_price": Label("Төлөвлөгөөний үнэ", "Plan price"),
    "new_price": Label("Шинэ үнэ (энд бичнэ)", "New price (type here)"),
    "change": Label("Өөрчлөлт", "Change"),
    "amount_listed": Label("Дүн, жагсаалтын үнээр", "Amount at list prices"),
    "amount_plan": Label("Дүн, төлөвлөгөөний үнээр", "Amount at plan price"),
    "saved_from": Label("Нэгжид, төлөвлөгөөнд", "Per unit, in the plan"),
    "saved_unit": Label("Нэгжид, шинэ үнээр", "Per unit, at new prices"),
    "amount_new": Label("Дүн, шинэ үнээр", "Amount at new price"),
    "status": Label("Төлөв", "Status"),
    "technology": Label("Технологи", "Technology"),
    "mbps_before": Label("Мбит/с, одоо", "Mbps now"),
    "mbps_after": Label("Мбит/с, дараа", "Mbps after"),
    "target_mbps": Label("Мбит/с, зорилт", "Mbps target"),
    "cap_gb_before": Label("Сард ГБ, өмнө", "GB a month before"),
    "link_before": Label("Одоогийн холболт", "Present link"),
    "contract_end": Label("Гэрээ дуусах өдөр", "Contract until"),
    "ending_cost": Label("Цуцлах төлбөр", "Cost of ending"),
    "cap_gb_after": Label("Сард ГБ, дараа", "GB a month after"),
    "target_gb": Label("Сард ГБ, зорилт", "GB a month target"),
    "computers_before": Label("Компьютер, одоо", "Computers now"),
    "computers_added": Label("Компьютер, нэмэх", "Computers added"),
    "benefit": Label("Үр өгөөж, оноо", "Benefit, points"),
    "users_gaining": Label("Хүртэх хүн", "People who gain"),
    "one_time_cost": Label("Нэг удаагийн зардал", "One-time cost"),
    "one_time_listed": Label(
        "Нэг удаагийн зардал, жагсаалтын үнээр", "One-time cost at list prices"
    ),
    "new_per_year": Label("Жилийн шинэ зардал", "New cost a year"),
    "reason": Label("Шалтгаан", "Reason"),
    "reason_text": Label("Тайлбар", "Explanation"),
    "link_id": Label("Шугамын код", "Link id"),
    "from": Label("Эхлэл", "From"),
    "to": Label("Төгсгөл", "To"),
    "length_m": Label("Урт, м", "Length, m"),
    "carried_mbps": Label("Дамжуулах чадвар, Мбит/с", "Carries, Mbps"),
    "asked_mbps": Label("Үүгээр дамжих хэрэгцээ, Мбит/с", "Asked of it, Mbps"),
    "serves": Label("Үйлчлэх байгууллага", "Serves"),
    "serves_count": Label("Байгууллагын тоо", "Sites served"),
    "fee_payer": Label("Одоо төлдөг", "Paid today by"),
    "limit": Label("Хязгаар", "Limit"),
    "used": Label("Ашигласан", "Used"),
    "lower": Label("Доод", "At least"),
    "upper": Label("Дээд", "At most"),
    "slack": Label("Үлдэгдэл", "Left"),
    "binding": Label("Тулсан", "Binding"),
    "share": Label("Хувь", "Share"),
    "dual": Label("Нэгжийн үнэ цэн", "Benefit per unit"),
    "directive": Label("Удирдамж", "Directive"),
    "authority": Label("Шийдвэр гаргагч", "Authority"),
    "document": Label("Баримт бичиг", "Document"),
    "floor": Label("Доод хэмжээ", "Floor"),
    "benefit_cost": Label("Алдах үр өгөөж, оноо", "Costs in benefit, points"),
    "interval": Label("Батлагдсан завсар", "Proven interval"),
    "setting": Label("Тохиргоо", "Setting"),
    "file": Label("Файл", "File"),
    "table": Label("Хүснэгт", "Table"),
    "rows": Label("Мөр", "Rows"),
    "sha256": Label("sha256", "sha256"),
    "total": Label("Нийт", "Total"),
    "subtotal": Label("Дэд дүн", "Subtotal"),
    "total_one_time_listed": Label(
        "Нэг удаагийн зардал, жагсаалтын үнээр, нийт", "One-time cost, total at list prices"
    ),
    "less_savings": Label(
        "Хасах нь: хэмнэлт (хөнгөлөлт, нөөц, илүү тоног төхөөрөмж, НӨАТ)",
        "Less savings (tiers, stock, surplus, VAT)",
    ),
    "less.not_bought": Label(
        "Хасах нь: нөөц, илүү тоног төхөөрөмж, засвар (тээврийг тооцсон)",
        "Less stock, surplus and repairs, net of their transport",
    ),
    "less.tier": Label("Хасах нь: тоо хэмжээний хөнгөлөлт", "Less price tiers"),
    "less.vat": Label("Хасах нь: НӨАТ-ын чөлөөлөлт", "Less VAT exemption"),
    "total_one_time": Label("Нэг удаагийн зардал, нийт", "One-time cost, total"),
    "total_new_per_year": Label("Жилийн шинэ зардал, нийт", "New yearly cost, total"),
    "present_fees": Label("Одоогийн жилийн төлбөр", "Present yearly fees"),
    "ended_fees": Label("Зогсох төлбөр", "Present fees that end"),
    "kept_fees": Label("Хэвээр үлдэх төлбөр", "Present fees that stay"),
    "total_per_year": Label("Жилийн зардал, нийт", "Yearly cost, total"),
    "npc": Label("Цэвэр өнөөгийн өртөг (төлөвлөгөөний үнээр)", "Net present cost (at plan prices)"),
    "shared_aimags": Label("Хэд хэдэн аймагт дундын", "Shared by several aimags"),
    "no_owner": Label("Эзэмшигч тодорхойгүй", "Owner not given"),
    "unknown": Label("Тодорхойгүй", "Not known"),
    "students": Label("Сурагч, суралцагч", "Students"),
    "staff": Label("Ажилтан", "Staff"),
    "computers": Label("Компьютер", "Computers"),
    "computers_working": Label("Ажилладаг", "Working"),
    "computers_broken": Label("Ажилладаггүй", "Not working"),
    "computers_unstated": Label("Ажиллагаа тодорхойгүй", "Condition not stated"),
    "computers_year": Label("Үйлдвэрлэсэн он", "Year"),
    "routers": Label("Чиглүүлэгч", "Routers"),
    "access_points": Label("Wi-Fi цэг", "Access points"),
    "content_servers": Label("Контент сервер", "Content servers"),
    "printers": Label("Хэвлэгч", "Printers"),
    "projectors": Label("Проектор", "Projectors"),
    "tablets": Label("Таблет", "Tablets"),
    "switches": Label("Свич", "Switches"),
    "racks": Label("Шүүгээ", "Racks"),
    "with_lan": Label("Дотоод сүлжээтэй", "With LAN"),
    "with_ups": Label("UPS-тэй", "With UPS"),
    "with_link": Label("Холболттой", "With a link"),
    "below_standard": Label("Стандартад хүрээгүй", "Below standard"),
    "at_standard": Label("Стандартад хүрсэн", "At standard"),
    "short_of_mbps": Label("Хурд дутуу", "Short of Mbps"),
    "missing_computers": Label("Дутуу компьютер", "Missing computers"),
    "missing_access_points": Label("Дутуу Wi-Fi цэг", "Missing access points"),
    "missing_lan": Label("Дотоод сүлжээгүй", "Missing LAN"),
    "missing_ups": Label("UPS-гүй", "Missing UPS"),
    "unreliable_power": Label("Цахилгаан найдваргүй", "Unreliable power"),
    "column": Label("Багана", "Column"),
    "filled": Label("Бөглөсөн", "Filled"),
    "empty": Label("Хоосон", "Empty"),
    "link_today": Label("Одоогийн холболт", "Link today"),
    "power_source": Label("Цахилгаан", "Power"),
    "severity": Label("Зэрэг", "Severity"),
    "rule": Label("Дүрэм", "Rule"),
    "count": Label("Тоо", "Count"),
    "breakdown": Label("Задаргаа", "Breakdown"),
    "ties": Label("Таарсан", "Agrees"),
    "search": Label("Хайх", "Search"),
    "existing_network": Label("Одоо байгаа сүлжээ", "Existing network"),
    "links_to_build": Label("Барих шугам", "Links to build"),
    "pop": Label("Сүлжээний цэг (PoP)", "Point of presence (PoP)"),
    "people": Label("хүн", "people"),
    "page": Label("Хуудас", "Page"),
    "tile.sites": Label("байгууллага хамрагдана", "sites receive"),
    "tile.gap": Label("оновчтой хүртэлх зөрүү", "gap to the certified bound"),
    "yes": Label("тийм", "yes"),
    "no": Label("үгүй", "no"),
    "km": Label("км", "km"),
}
CODES = {
    "category.goods": Label("Бараа", "Goods"),
    "category.works": Label("Ажил", "Works"),
    "category.services": Label("Үйлчилгээ", "Services"),
    "timing.one_time": Label("Нэг удаа", "One-time"),
    "timing.per_year": Label("Жил бүр", "Every year"),
    "price_basis.with_vat": Label("НӨАТ орсон", "VAT included"),
    "price_basis.without_vat": Label("НӨАТ ороогүй", "VAT not included"),
    "money_unit.1": Label("{currency}", "{currency}"),
    "money_unit.1000": Label("мянган {currency}", "thousand {currency}"),
    "money_unit.1000000": Label("сая {currency}", "million {currency}"),
    "status.deployed": Label("хамрагдсан", "receives"),
    "status.adequate": Label("стандартад хүрсэн", "at standard already"),
    "status.unserved": Label("хамрагдаагүй", "not served"),
    "kind.school": Label("ерөнхий боловсролын сургууль", "school"),
    "kind.bagh_school": Label("багийн сургууль", "bagh school"),
    "kind.dormitory": Label("дотуур байр", "dormitory"),
    "kind.kindergarten": Label("цэцэрлэг", "kindergarten"),
    "kind.tvet": Label("мэргэжлийн сургалтын байгууллага", "TVET institution"),
    "kind.lifelong_learning_centre": Label(
        "насан туршийн боловсролын төв", "lifelong-learning centre"
    ),
    "kind.library": Label("номын сан", "library"),
    "kind.community_centre": Label("соёлын төв", "community or cultural centre"),
    "kind.mobile_unit": Label("явуулын нэгж", "mobile unit"),
    "kind.other": Label("бусад", "other"),
    "link_type.none": Label("холболтгүй", "no link"),
    "link_type.unknown": Label("тодорхойгүй", "not known"),
    "link_type.fibre": Label("шилэн кабель", "fibre"),
    "link_type.copper": Label("зэс кабель", "copper"),
    "link_type.microwave": Label("радио релей", "microwave"),
    "link_type.wireless": Label("утасгүй", "wireless"),
    "link_type.cellular": Label("үүрэн холбоо", "cellular"),
    "link_type.leo": Label("нам тойрог замын хиймэл дагуул", "LEO satellite"),
    "link_type.geo": Label("геостационар хиймэл дагуул", "GEO satellite"),
    "coordinate_quality.surveyed": Label("хэмжсэн цэг", "surveyed"),
    "coordinate_quality.soum_centre": Label("сумын төвөөр", "soum centre"),
    "coordinate_quality.none": Label("байршилгүй", "no location"),
    "technology.present": Label(
        "одоогийн холболт хэвээр, тоног төхөөрөмж", "present link stays, equipment"
    ),
    "technology.upgrade": Label("одоогийн холболтыг өргөтгөх", "upgrade of the present link"),
    "technology.neighbour": Label(
        "хөрш байгууллагын холболтыг хуваалцах", "sharing a neighbour's link"
    ),
    "technology.fibre": Label("шилэн кабель", "fibre"),
    "technology.microwave": Label("радио релей", "microwave"),
    "technology.cellular": Label("үүрэн холбоо", "cellular"),
    "technology.leo": Label("нам тойрог замын хиймэл дагуул", "LEO satellite"),
    "technology.geo": Label("геостационар хиймэл дагуул", "GEO satellite"),
    "technology.content": Label("офлайн контентын сервер", "offline content server"),
    "link.trench": Label("дундын шуудуу", "shared trench"),
    "link.drop": Label("барилгын оруулга", "drop to the building"),
    "link.splice": Label("ажиллаж буй кабельд салаалж залгах", "splice into a lit cable"),
    "link.building": Label("нэг барилгын дундын холболт", "link shared in one building"),
    "link.microwave": Label("радио релейн шугам", "microwave hop"),
    "link.neighbour": Label("хөрштэй холбох гүүр", "bridge to a neighbour"),
    "link.bridge": Label("хөрштэй холбох гүүр", "bridge to a neighbour"),
    "node.root": Label("одоо байгаа сүлжээ", "existing network"),
    "node.mast": Label("{place}: шон", "mast at {place}"),
    "node.mast_open": Label("{place} хүрэх замын {number}-р шон", "mast {number} towards {place}"),
    "node.link": Label("{place}: дундын холболт", "shared link of {place}"),
    "node.tap": Label(
        "{span} кабель, эхнээсээ {metres} м", "cable {span}, {metres} m from its start"
    ),
    "node.road": Label("замын зангилаа {id}", "road junction {id}"),
    "payer.none": Label("төлөгч нэрлээгүй", "no payer named"),
    "payer.education_ministry": Label("Боловсролын яам", "Ministry of Education"),
    "payer.culture_ministry": Label("Соёлын яам", "Ministry of Culture"),
    "payer.labour_ministry": Label("Хөдөлмөрийн яам", "Ministry of Labour"),
    "payer.aimag_budget": Label("аймгийн төсөв", "aimag budget"),
    "payer.soum_budget": Label("сумын төсөв", "soum budget"),
    "payer.ministry": Label("яам", "ministry"),
    "payer.aimag": Label("аймгийн төсөв", "aimag budget"),
    "payer.soum": Label("сумын төсөв", "soum budget"),
    "payer.school": Label("сургууль", "school"),
    "payer.fund": Label("сан", "fund"),
    "unit.C62": Label("ш", "pc"),
    "unit.MTR": Label("м", "m"),
    "unit.ANN": Label("жил", "year"),
    "unit.MON": Label("сар", "month"),
    "unit.SET": Label("иж бүрдэл", "set"),
    "severity.error": Label("алдаа", "error"),
    "severity.warning": Label("анхааруулга", "warning"),
    "severity.note": Label("тэмдэглэл", "note"),
    "power.grid": Label("төвийн шугам", "grid"),
    "power.solar": Label("нарны", "solar"),
    "power.generator": Label("генератор", "generator"),
    "power.none": Label("цахилгаангүй", "none"),
    "result.certified_optimal": Label("баталгаат оновчтой", "certified optimal"),
    "result.solver_optimal": Label("HiGHS-ээр оновчтой", "optimal according to HiGHS"),
    "result.feasible": Label("зөрүүтэй", "with a gap"),
    "result.infeasible": Label("боломжгүй", "infeasible"),
    "result.unknown": Label("тодорхойгүй", "unknown"),
    "limit.capex": Label("Нэг удаагийн зардлын төсөв", "One-time budget"),
    "limit.opex": Label("Жилийн зардлын төсөв", "Yearly budget"),
    "limit.total_cost": Label("{years} жилийн нийт зардал", "Total cost over {years} years"),
    "limit.at_most": Label("{group}: {what}, дээд хэмжээ", "{group}: {what}, at the most"),
    "limit.media_sites": Label("{group}: {media}, байгууллага", "{group}: sites with {media}"),
    "limit.media_users": Label("{group}: {media}, хэрэглэгч", "{group}: people with {media}"),
    "limit.promise": Label("{site}: амласан үр өгөөж", "{site}: the promised benefit"),
    "limit.promises": Label("амлалт (x {count})", "promises (x {count})"),
    "floor.keep": Label(
        "{run} төлөвлөгөөний амласнаас {share}-ийг {count} байгууллагад биелүүлэх",
        "keep {share} of what run {run} promised to {count} sites",
    ),
    "limit.at_most_of_many": Label(
        "{what}, {by} бүрийн дээд хэмжээ (x {count})", "{what} of each {by} (x {count})"
    ),
    "limit.by_site": Label("байгууллага", "site"),
    "limit.by_building": Label("барилга", "building"),
    "limit.by_owner": Label("өмчлөгч", "owner"),
    "limit.by_aimag": Label("аймаг", "aimag"),
    "limit.by_kind": Label("төрөл", "kind of site"),
    "limit.by_country": Label("улс", "country"),
    "limit.building": Label("{group} барилга", "building {group}"),
    "limit.owner": Label("өмчлөгч {group}", "owner {group}"),
    "at_most.units": Label("ширхэг", "units"),
    "at_most.capex": Label("нэг удаагийн зардал", "one-time cost"),
    "at_most.opex_per_year": Label("жилийн зардал", "yearly cost"),
    "at_most.budget": Label(
        "нэг удаагийн болон {years} жилийн зардал", "one-time cost and {years} years of yearly cost"
    ),
    "limit.payer": Label("Жилийн зардлын төсөв: {payer}", "Yearly budget: {payer}"),
    "limit.floor": Label("{group}: {quantity} доод хувь", "{group}: least share of the {quantity}"),
    "limit.amount": Label("{group}: {quantity}, доод хэмжээ", "{group}: {quantity}, at the least"),
    "limit.country": Label("Улсын хэмжээнд", "The country"),
    "limit.coverage": Label(
        "{group}: {quantity}, хамгийн багадаа", "{group}: {quantity}, at the least"
    ),
    "coverage.served": Label("үйлчилгээ хүрсэн байгууллага", "served sites"),
    "coverage.served_users": Label("үйлчилгээ хүрсэн хэрэглэгч", "people at served sites"),
    "coverage.sites": Label("шинэ холболттой байгууллага", "sites with a new link"),
    "coverage.users": Label("шинэ холболтын хэрэглэгч", "people at sites with a new link"),
    "coverage.benefit": Label("үр өгөөжийн оноо", "points of benefit"),
    "coverage.capex": Label("нэг удаагийн зардал", "one-time money"),
    "limit.directive": Label("Удирдамж {directive}", "Directive {directive}"),
    "share.benefit": Label("үр өгөөжийн", "benefit"),
    "share.capex": Label("нэг удаагийн зардлын", "one-time money"),
    "share.users": Label("хэрэглэгчийн", "users"),
    "share.sites": Label("байгууллагын", "sites"),
    "what_if": Label(
        "Түргэн хариулт (what-if): харьцуулалт хийгээгүй, гарын үсэг зурахад зориулаагүй.",
        "Quick what-if: nothing was compared, and it is not for signature.",
    ),
    "stopped.work": Label(
        "Хайлт ажлын хэмжээний хязгаарт хүрч зогссон.", "The search stopped at its work limit."
    ),
    "stopped.time": Label(
        "Хайлт цаг дуусаж зогссон: дахин ажиллуулахад өөр байж болно.",
        "The search ran out of time: another run may differ.",
    ),
    "stopped.interrupt": Label(
        "Хэрэглэгч зогсоосон: тухайн үеийн хамгийн сайн төлөвлөгөө.",
        "Stopped by hand: the best plan found until then.",
    ),
    "stage.benefit": Label("үр өгөөж (хамгийн их)", "benefit (most)"),
    "stage.sites_at_standard": Label(
        "стандартад хүрсэн холболттой байгууллага (хамгийн олон)",
        "sites with a link at standard (most)",
    ),
    "stage.users_at_standard": Label(
        "стандартад хүрсэн холболтын хэрэглэгч (хамгийн олон)",
        "people with a link at standard (most)",
    ),
    "stage.least_shares_1": Label(
        "бүлгүүдийн хамгийн бага хувь (хамгийн их)", "least share of a group (most)"
    ),
    "stage.least_shares_2": Label(
        "хамгийн бага хоёр хувийн дундаж (хамгийн их)", "mean of the two least shares (most)"
    ),
    "stage.least_shares_3": Label(
        "хамгийн бага гурван хувийн дундаж (хамгийн их)", "mean of the three least shares (most)"
    ),
    "stage.cost": Label("зардал (хамгийн бага)", "cost (least)"),
}
REASONS = {
    "reason.no_coordinates": Label("байршил тодорхойгүй", "no coordinates"),
    "reason.no_fixed_place": Label("нүүдлийн нэгж, тогтмол байршилгүй", "moves: no fixed place"),
    "reason.no_present_link": Label("өргөтгөх холболт алга", "no present link to upgrade"),
    "reason.not_better": Label("одоогийнхоос дээр биш", "not better than the present link"),
    "reason.worse_than_today": Label(
        "одоогийн холболтыг доройтуулна", "would make the present link worse"
    ),
    "reason.no_contract_on_offer": Label("каталогт гэрээ алга", "the catalogue offers no contract"),
    "reason.no_neighbour": Label("ойр хөрш алга", "no neighbour near enough"),
    "reason.too_far": Label("хэт хол", "too far"),
    "reason.no_road": Label("шилэн кабельтай зам холбогдоогүй", "no road leads to lit fibre"),
    "reason.no_tower": Label("ойр цамхаг алга", "no tower near enough"),
    "reason.no_coverage": Label("сүлжээний хамрах хүрээнээс гадуур", "outside coverage"),
    "reason.no_payer": Label("жилийн зардлыг төлөгч алга", "nobody named to pay every year"),
    "reason.no_way_inside": Label(
        "барилга дотор түгээх төхөөрөмжгүй, каталогт ч алга",
        "nothing brings it to people inside, and the catalogue sells nothing that would",
    ),
    "reason.no_power_kit": Label(
        "цахилгаан найдваргүй, каталогт шийдэл алга",
        "power is unreliable and the catalogue sells no remedy",
    ),
    "reason.already_there": Label("аль хэдийн бий", "it is there already"),
    "reason.link_better": Label("одоогийн холболт илүү", "the present link is worth more"),
    "reason.excluded": Label("удирдамжаар хассан", "excluded by a directive"),
    "reason.no_users": Label("хэрэглэгчийн тоо тодорхойгүй", "nobody is known to use the site"),
    "reason.already_at_standard": Label("стандартад хүрсэн", "already at standard"),
    "reason.switched_off": Label("хувилбарт идэвхгүй", "switched off in the scenario"),
    "reason.within_limits_not_chosen": Label(
        "хязгаарт багтаагүй: мөнгө өөр газар илүү үр өгөөжтэй",
        "not chosen within the limits: the money does more good elsewhere",
    ),
    "reason.chosen": Label("сонгогдсон", "chosen"),
    "reason.must_serve": Label("заавал хамруулах удирдамжтай", "must be served by a directive"),
    "reason.no_option": Label("боломжит технологи алга", "no technology is possible"),
}
TOLD = {
    "chain.lan": Label("дотоод сүлжээ, Wi-Fi", "LAN and Wi-Fi"),
    "chain.inside": Label("холболтыг хүмүүст хүргэх төхөөрөмж", "what brings the link to people"),
    "chain.computers": Label("компьютер", "computers"),
    "chain.ups": Label("нөөц тэжээл", "backup power"),
    "told.hosts": Label("барилгынхаа дундын холболт", "a link for others of its building"),
    "told.link_shared": Label(
        "{link}, нэг барилгын {host} байгууллагын холболтоор",
        "{link} over the link of {host} in the same building",
    ),
    "told.link": Label("{name}, {mbps}", "{name} with {mbps}"),
    "told.speed": Label("{mbps} Мбит/с", "{mbps} Mbps"),
    "told.speed_and_volume": Label(
        "{mbps} Мбит/с, сард {gb} ГБ", "{mbps} Mbps and {gb} GB a month"
    ),
    "told.chosen": Label(
        "Авах зүйл: {things}; хязгаарт багтах хамгийн сайн төлөвлөгөөний хэсэг.",
        "Receives {things}; part of the best plan found within the limits.",
    ),
    "told.forced": Label(
        "Авах зүйл: {things}; удирдамж {id} ({authority}) энд заавал үйлчлэхийг шаардсан.",
        "Receives {things}; directive {id} ({authority}) demands service here.",
    ),
    "told.adequate": Label(
        "Бүх хэрэгцээ нь стандартад хүрсэн.", "At standard in every need already."
    ),
    "told.no_users": Label(
        "Хэрэглэгчийн тоо алга, сумын хүн амаар ч тооцох боломжгүй: үр өгөөж нь тодорхойгүй.",
        "No users are stated and none can be assumed: what the site would gain is not known.",
    ),
    "told.excluded": Label(
        "Удирдамж {id} ({authority}) энэ байгууллагыг төлөвлөгөөнөөс хассан.",
        "Directive {id} ({authority}) keeps this site out of the plan.",
    ),
    "told.elsewhere": Label(
        "Хязгаарт багтсан мөнгө өөр газар илүү үр өгөөжтэй; хамгийн хямд алхам: {cheapest}.",
        "Within the limits the money does more elsewhere; the cheapest step is {cheapest}.",
    ),
    "told.ended": Label(
        "Хувилбар зөвшөөрсөн тул одоогийн холболт нь зогсоно.",
        "Its present link is ended, as the scenario allows.",
    ),
    "told.cheapest": Label("{name}, {years} жилд {cost}", "{name} at {cost} over {years} years"),
    "told.cheapest_shared": Label(
        "{name}, {years} жилд {cost}, шаардлагатай дундын шугамыг оролцуулахгүйгээр",
        "{name} at {cost} over {years} years, without the shared links it needs",
    ),
    "told.nothing": Label("Санал болгох зүйл алга.", "Nothing is on offer."),
    "told.no_option": Label(
        "Санал болгож болох юу ч энэ байгууллагыг сайжруулахгүй ({why}).",
        "Nothing on offer improves this site ({why}).",
    ),
    "directive.allow_move": Label(
        "илүү компьютерыг өөр эзэмшигчид шилжүүлэхийг зөвшөөрөх: {site}",
        "spare computers of {site} may go to other owners",
    ),
    "directive.must_serve": Label("заавал хамруулах: {site}", "must serve {site}"),
    "directive.must_not": Label("хамруулахгүй: {site}", "must not serve {site}"),
    "directive.floor": Label(
        "{group}: үр өгөөжийн {share}-аас доошгүй", "{group}: at least {share} of the benefit"
    ),
    "directive.least_points": Label(
        "{group}: үр өгөөж {points} онооноос доошгүй", "{group}: at least {points} points"
    ),
    "floor.by_aimag": Label("аймаг бүр", "each aimag"),
    "floor.by_kind": Label("байгууллагын төрөл бүр", "each kind of site"),
    "floor.fair": Label(
        "{groups}: {quantity} тэгш түвшний {share}-аас доошгүй",
        "{groups}: at least {share} of the fair level of {quantity}",
    ),
    "floor.level": Label(
        "(бүгд зэрэг авч чадах нь: боломжит хэмжээний {level})",
        "(all at once can have {level} of what they could attain)",
    ),
    "floor.plan": Label(
        "{groups}: төлөвлөгөөний {quantity} ногдох хэсгийн {share}-аас доошгүй",
        "{groups}: at least {share} of its part of the plan's {quantity}",
    ),
    "floor.amounts": Label(
        "{groups}: {quantity}, заасан доод хэмжээ", "{groups}: the stated least of {quantity}"
    ),
    "floor.coverage_country": Label(
        "улсын хэмжээнд {quantity}: {least}-аас доошгүй",
        "the country: at least {least} {quantity}",
    ),
    "floor.coverage_aimag": Label(
        "аймаг бүрд {quantity}: {least}-аас доошгүй", "each aimag: at least {least} {quantity}"
    ),
    "floor.coverage_kind": Label(
        "төрөл бүрд {quantity}: {least}-аас доошгүй",
        "each kind of site: at least {least} {quantity}",
    ),
    "directive.weight": Label("жинг {value} дахин үржүүлэх: {site}", "weight x {value} for {site}"),
    "directive.price_override": Label(
        "{name} ({id}): үнэ {price}", "price of {name} ({id}) set to {price}"
    ),
}
PROOF = {
    "proof.certified_optimal": Label("баталгаат оновчтой (certified optimal)", "certified optimal"),
    "proof.solver_optimal": Label(
        "HiGHS-ийн дүгнэлтээр оновчтой (optimal according to HiGHS)", "optimal according to HiGHS"
    ),
    "proof.feasible": Label(
        "зөрүү {gap}: үүнээс сайн төлөвлөгөөний үр өгөөж {bound} онооноос хэтрэхгүй нь батлагдсан",
        "gap {gap}: no plan can be worth more than {bound} points, the certified bound",
    ),
    "proof.feasible_sites_at_standard": Label(
        "зөрүү {gap}: {bound}-ээс олон байгууллагыг стандартад хүргэх төлөвлөгөө байхгүй",
        "gap {gap}: no plan brings the links of more than {bound} sites to the standard",
    ),
    "proof.feasible_users_at_standard": Label(
        "зөрүү {gap}: {bound}-ээс олон хүнд стандартын холболт хүргэх төлөвлөгөө байхгүй",
        "gap {gap}: no plan brings a link at standard to more than {bound} people",
    ),
    "proof.feasible_least_shares_1": Label(
        "зөрүү {gap}: хамгийн бага хувийг {bound}-аас дээш гаргах төлөвлөгөө байхгүй",
        "gap {gap}: no plan raises the least share above {bound}",
    ),
    "short.least_shares": Label(
        "Хамгийн бага хувь: боломжит хэмжээний {share}. Үр өгөөж: {points} оноо.",
        "Least share of a group: {share} of what it could attain. Benefit: {points} points.",
    ),
    "short.standard_sites": Label(
        "Стандартад хүрсэн холболттой: {count} байгууллага. Үр өгөөж: {points} оноо.",
        "Links at standard: {count} sites. Benefit: {points} points.",
    ),
    "short.standard_users": Label(
        "Стандартад хүрсэн холболттой: {count} хүн. Үр өгөөж: {points} оноо.",
        "Links at standard: {count} people. Benefit: {points} points.",
    ),
    "proof.cheapest": Label(
        "зардал {cost}; эдгээр доод хэмжээг {bound}-өөс бага зардлаар (өнөөгийн үнэ цэнээр)"
        " хангах төлөвлөгөө байхгүй",
        "it costs {cost}; no plan that reaches these floors costs less than {bound}"
        " (net present cost)",
    ),
    "proof.feasible_unbounded": Label(
        "төлөвлөгөө олдсон; баталгаат хязгаар алга", "a plan, without a certified bound"
    ),
    "proof.gap": Label(
        "Бодогчгүйгээр шалгаж болох баталгаат зөрүү: {gap}.",
        "Certified gap, which needs no solver to check: {gap}.",
    ),
    "proof.infeasible": Label(
        "хязгаарлалтууд хамтдаа биелэх боломжгүй нь батлагдсан",
        "proven: the limits cannot hold together",
    ),
    "proof.unknown": Label("төлөвлөгөө ч, баталгаа ч олдоогүй", "neither a plan nor a proof"),
}
SENTENCES = {
    "verify.1": Label(
        "Суулгасан бол: kholboo audit verify runs/{run_id}",
        "With Kholboo installed: kholboo audit verify runs/{run_id}",
    ),
    "verify.2": Label(
        "Суулгаагүй бол: төлөвлөгөөний хавтсанд python verify.py",
        "Without installing anything: python verify.py in the folder of the run",
    ),
    "verify.3": Label(
        "Хэвлэсэн хуудас бүрийн хурууны хээ {fingerprint} байх ёстой.",
        "Every printed sheet must carry the fingerprint {fingerprint}.",
    ),
    "verify.5": Label(
        "Хавтсыг хэн өгснийг батлах нь: kholboo audit verify --expect БИТҮҮМЖЛЭЛ; битүүмжлэлийг "
        "хавтастай хамт биш, өөр замаар мэдэж авна.",
        "To know that it is the run you were promised: kholboo audit verify --expect SEAL; learn "
        "the seal by another way than the folder.",
    ),
    "verify.4": Label(
        "Хуваарилалтын жагсаалт, тоо хэмжээний жагсаалт хоёрын зөрүү бүх мөрөнд 0 байна.",
        "The distribution list and the bill of quantities differ by 0 on every line.",
    ),
    "prices.how": Label(
        "Шар нүдэнд шинэ үнэ бичихэд бүх хуудас дахин бодогдоно. "
        "Тоо хэмжээ, сонголт өөрчлөгдөхгүй: "
        "шинэ үнээр дахин төлөвлөх бол каталогийн үнийг засаад kholboo plan ажиллуулна.",
        "Type a price into a yellow cell and every sheet recalculates. "
        "Quantities and choices stay: "
        "to plan again at new prices, change the catalogue and run kholboo plan.",
    ),
    "prices.live": Label(
        "Энэ хуудасны дүн жагсаалтын үнээр. Тоо хэмжээний хөнгөлөлт, НӨАТ-ын чөлөөлөлт шинэ үнийг "
        "дагана: доорх хүснэгтийг үзнэ үү.",
        "Amounts on this sheet are at list prices. What price tiers and VAT exemption save follows "
        "the new prices: see the table below.",
    ),
    "saved.tier": Label("{count} ширхгээс эхлэх үнэ", "The price from {count} units on"),
    "saved.vat": Label("Төлөхгүй НӨАТ", "VAT that is not paid"),
    "saved.tier_vat": Label(
        "{count} ширхгээс эхлэх үнэд ороогүй НӨАТ", "Less VAT in the price from {count} units on"
    ),
    "prices.listed": Label(
        "Энэ хуудасны дүн жагсаалтын үнээр. Тоо хэмжээний хөнгөлөлт, НӨАТ-ын чөлөөлөлтийн дүн "
        "төлөвлөгөөнийхөөрөө үлдэнэ.",
        "Amounts on this sheet are at list prices. What price tiers and VAT exemption save stays "
        "as in the plan.",
    ),
    "next_money.text": Label(
        "Нэмж {extra} байвал үр өгөөж {gain} оноогоор нэмэгдэнэ (батлагдсан завсар {low}–{high}); "
        "хамрагдах байгууллага: {sites}, хүртэх хүн: {users}{but}.",
        "Another {extra} would add {gain} points of benefit (proven between {low} and {high}): "
        "{sites}, {users}{but}.",
    ),
    "next_money.unverifiable": Label(
        "Нэмж {extra} байвал үр өгөөж {gain} оноогоор нэмэгдэнэ ({low}–{high}; энэ төлөвлөгөөний "
        "бүртгэлээс шалгах боломжгүй); хамрагдах байгууллага: {sites}, хүртэх хүн: {users}{but}.",
        "Another {extra} would add {gain} points of benefit ({low} to {high}; not verifiable from "
        "this run): {sites}, {users}{but}.",
    ),
    "little_more": Label(
        "Өөр хязгаарыг бага зэрэг нэмбэл үр өгөөж хамгийн ихдээ: {limits}.",
        "A little more of one limit alone adds at most: {limits}.",
    ),
    "little_more.limit": Label(
        "{limit} {extra} нэмэхэд {most} оноо", "{most} points for {extra} of {limit}"
    ),
    "next_money.deeper": Label(
        " (хүрсэн хүмүүс нь илүү ихийг авна)", " (those it reaches receive more)"
    ),
    "next_money.sites_more": Label("{count} нэмэгдэнэ", "{count} sites more"),
    "next_money.sites_fewer": Label("{count} цөөрнө", "{count} sites fewer"),
    "next_money.sites_plus": Label("{count} нэмэгдэнэ", "{count} site more"),
    "next_money.sites_minus": Label("{count} цөөрнө", "{count} site fewer"),
    "next_money.users_plus": Label("{count} нэмэгдэнэ", "{count} person more"),
    "next_money.users_minus": Label("{count} цөөрнө", "{count} person fewer"),
    "next_money.sites_same": Label("хэвээр", "as many sites"),
    "next_money.users_more": Label("{count} нэмэгдэнэ", "{count} people more"),
    "next_money.users_fewer": Label("{count} цөөрнө", "{count} people fewer"),
    "next_money.users_same": Label("хэвээр", "as many people"),
    "unverifiable": Label(
        "энэ төлөвлөгөөний бүртгэлээс шалгах боломжгүй", "not verifiable from this run"
    ),
    "short.sites": Label(
        "{total} байгууллагаас {deployed} нь шинэ холболт эсвэл тоног төхөөрөмж авна; "
        "{adequate} нь стандартад хүрсэн, {unserved} нь хамрагдаагүй.",
        "Of {total} sites, {deployed} receive a link or equipment; {adequate} are at standard "
        "already and {unserved} are not served.",
    ),
    "short.left_out": Label("Хамрагдаагүй нь: {list}.", "Left out: {list}."),
    "short.of_each": Label(
        "Нэг хүнд {once}, жилд шинээр {yearly}.",
        "For each of them {once} once, {yearly} more a year.",
    ),
    "short.sure": Label(
        "Хэр найдвартай вэ: эдгээр хязгаарт үүнээс {gap}-иас илүүгээр сайн өөр төлөвлөгөө байхгүй;"
        " үүнийг хэн ч шалгаж болно.",
        "How sure: no other plan within these limits is more than {gap} better; anyone can check"
        " it.",
    ),
    "short.sure_best": Label(
        "Хэр найдвартай вэ: эдгээр хязгаарт үүнээс сайн өөр төлөвлөгөө байхгүй; үүнийг хэн ч шалгаж"
        " болно.",
        "How sure: no other plan within these limits is better; anyone can check it.",
    ),
    "short.users": Label(
        "{users} хүн илүү сайн хүртээмжтэй болно.", "{users} people gain better access."
    ),
    "short.technology": Label("Холболт: {list}.", "Links: {list}."),
    "short.computers": Label("Шинэ компьютер: {computers}.", "New computers: {computers}."),
    "short.computers_from": Label(
        "Нэмэгдэх компьютер: {computers}; шинэ {new}, засварласан {repaired}, нөөцөөс болон бусад"
        " газраас {moved}.",
        "Computers added: {computers}: {new} new, {repaired} repaired, {moved} from stock or other"
        " sites.",
    ),
    "short.capex": Label("Нэг удаагийн зардал: {amount}.", "One-time cost: {amount}."),
    "short.capex_ending": Label(
        "Нэг удаагийн зардал: {amount}, үүнээс {count} гэрээг хугацаанаас өмнө цуцлахад {ending}.",
        "One-time cost: {amount}, of which {ending} for ending {count} contracts early.",
    ),
    "short.unspent": Label(
        "Үүнээс {amount} зарцуулагдахгүй үлдэнэ: {why}.", "{amount} is unspent: {why}."
    ),
    "short.unspent_full": Label("{limit} дүүрсэн", "{limit} is full"),
    "short.unspent_least": Label("{limit} биелэх ёстой", "{limit} has to hold"),
    "short.unspent_free": Label(
        "түүнийг барьж буй хязгаар батлагдаагүй", "no limit is proven to hold it back"
    ),
    "short.opex": Label(
        "Жилийн зардал: {amount}, үүнээс шинэ нь {new}, хэвээр үлдэх нь {kept}.",
        "Yearly cost: {amount}, of which {new} is new and {kept} is present fees that stay.",
    ),
    "short.build": Label(
        "Барих шугам: {count}, нийт {km} км.", "Links to build: {count}, {km} km in all."
    ),
    "short.proof": Label("Баталгаа: {proof}.", "Proof: {proof}."),
    "short.binding": Label("Тулсан хязгаар: {list}.", "Limits that bind: {list}."),
    "short.no_binding": Label("Тулсан хязгаар алга.", "No limit binds."),
    "short.directives": Label(
        "Удирдамж: {count}; тус бүрээр нь тооцоход алдах үр өгөөжийн нийлбэр, оноо: {cost}.",
        "Directives: {count}; benefit lost, each taken by itself, in points: {cost}.",
    ),
    "short.floors": Label(
        "Доод хэмжээ: {count}; тус бүрээр нь тооцоход алдах үр өгөөж, оноо: {cost}.",
        "Floors: {count}; benefit lost, each taken by itself, in points: {cost}.",
    ),
    "short.no_directives": Label("Удирдамж алга.", "No directive applies."),
    "short.prices": Label("Үнэ: {date}, {basis}.", "Prices: {date}, {basis}."),
    "no_rows": Label("Энд мөр алга.", "No rows here."),
    "not_computed": Label("бодоогүй", "not computed"),
    "map.how": Label(
        "Нэг газрын байгууллагуудыг зэрэгцүүлж зурав.",
        "Sites of one place are drawn side by side.",
    ),
    "unlocated": Label(
        "{count} байгууллага байршилгүй тул зурагт алга.",
        "{count} sites without a location are not drawn.",
    ),
    "inventory.how": Label(
        "Хоосон нүд нь тэг биш: тодорхойгүй гэсэн үг. Нийлбэрт зөвхөн мэдэгдсэн тоо орно.",
        "An empty cell is not a zero: it is not known. Sums add only what is stated.",
    ),
    "fees.how": Label(
        "Одоогийн төлбөр − зогсох төлбөр = хэвээр үлдэх төлбөр; "
        "үүн дээр шинэ зардал = жилийн нийт зардал.",
        "Present fees − fees that end = fees that stay; with the new cost = yearly cost in total.",
    ),
}
