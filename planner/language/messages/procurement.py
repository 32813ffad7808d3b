"""Words of tender documents in Mongolian and English, part of the table in language.labels."""

from __future__ import annotations

from collections.abc import Mapping

from planner.language.messages.specification import WORDS as _SPEC_WORDS

WORDS: Mapping[str, tuple[str, str]] = {
    **_SPEC_WORDS,
    # sheets
    "sheet.tender_cover": ("Нүүр", "Cover"),
    "sheet.tender_form": ("Маягт", "Bid form"),
    "sheet.tender_schedule": ("Жагсаалт", "Schedule"),
    "sheet.tender_related": ("Дагалдах", "Related services"),
    "sheet.tender_prices": ("Үнийн хуваарь", "Prices"),
    "sheet.tender_price_import": ("1 Импорт", "1 Imports"),
    "sheet.tender_price_imported": ("2 Орж ирсэн", "2 Imported"),
    "sheet.tender_price_local": ("3 Дотоод", "3 Domestic"),
    "sheet.tender_price_services": ("4 Үйлчилгээ", "4 Services"),
    "sheet.tender_price_sum": ("Үнийн нэгтгэл", "Price total"),
    "sheet.tender_spec": ("Тодорхойлолт", "Specification"),
    "sheet.tender_sites": ("Хуваарилалт", "Distribution"),
    "sheet.tender_estimate": ("Төсөвт өртөг", "Estimate"),
    "sheet.tender_moves": ("Нөөцөөс", "From stock"),
    "sheet.tender_index": ("Багцууд", "Packages"),
    "sheet.tender_yearly": ("Жилийн гэрээ", "Yearly"),
    "sheet.tender_funds": ("Сан", "Funds"),
    "sheet.tender_splitting": ("Хуваасан эсэх", "Splitting"),
    "sheet.tender_notes": ("Анхаарах зүйл", "Notes"),
    "sheet.tender_sources": ("Эх сурвалж", "Sources"),
    # titles
    "title.tender_bidder": ("Тендерийн хуудас, оролцогчид", "Tender sheets for bidders"),
    "title.tender_buyer": (
        "Тендерийн хуудас, захиалагчид (задруулахгүй)",
        "Tender sheets for the buyer (confidential)",
    ),
    "title.tender_form": ("Үнийн санал", "Bid"),
    "title.tender_goods": (
        "Барааны жагсаалт, нийлүүлэх хуваарь",
        "List of goods and delivery schedule",
    ),
    "title.tender_works": (
        "Ажлын жагсаалт, дуусгах хуваарь",
        "List of works and completion schedule",
    ),
    "title.tender_services": (
        "Үйлчилгээний жагсаалт, гүйцэтгэх хуваарь",
        "List of services and completion schedule",
    ),
    "title.tender_related": (
        "Дагалдах үйлчилгээ, дуусгах хуваарь",
        "List of related services and completion schedule",
    ),
    "title.tender_prices": ("Үнийн хуваарь", "Price schedule"),
    "title.tender_price_import": (
        "Үнийн хуваарь 1: гадаадад үйлдвэрлэсэн, импортлох бараа",
        "Price schedule 1: goods made abroad, to be imported",
    ),
    "title.tender_price_imported": (
        "Үнийн хуваарь 2: гадаадад үйлдвэрлэсэн, импортлогдсон бараа",
        "Price schedule 2: goods made abroad, already imported",
    ),
    "title.tender_price_local": (
        "Үнийн хуваарь 3: захиалагчийн улсад үйлдвэрлэсэн бараа",
        "Price schedule 3: goods made in the purchaser's country",
    ),
    "title.tender_price_services": (
        "Үнийн хуваарь 4: дагалдах үйлчилгээ",
        "Price schedule 4: related services",
    ),
    "title.tender_price_sum": (
        "Үнийн нэгтгэл: мөр бүрийг нэг л хуваарьт үнэлнэ",
        "Price total: each line is priced in one schedule only",
    ),
    "title.tender_spec": ("Техникийн тодорхойлолт", "Technical specification"),
    "title.tender_sites": ("Хуваарилалтын жагсаалт", "Distribution list"),
    "title.tender_estimate": (
        "Төсөвт өртөг, үнэ өөрчлөх хуудас (задруулахгүй)",
        "Estimate and change-price sheet (confidential)",
    ),
    "title.tender_moves": (
        "Худалдан авахгүй, нөөцөөс очих тоног төхөөрөмж",
        "Equipment that comes from stock and is not bought",
    ),
    "title.tender_index": ("Худалдан авах ажиллагааны төлөвлөгөө", "Procurement plan"),
    "title.tender_yearly": ("Жил бүр төлөх үйлчилгээний гэрээ", "Contracts paid every year"),
    "title.tender_funds": (
        "Сан бүр багцуудад юу төлөх вэ (хамтран санхүүжүүлэх хэсэгтэй)",
        "What each fund pays for the packages, co-financing included",
    ),
    "title.tender_splitting": (
        "Багц хуваасан эсэх шалгалт: байгууллага × ангилал × жил",
        "Check against splitting: entity x category x year",
    ),
    "title.tender_dates": ("Хугацаа", "Dates"),
    "title.tender_rule": ("Журам, арга", "Rulebook and method"),
    "title.tender_notes": ("Анхаарах зүйл", "Points to settle before publishing"),
    "title.tender_how": ("Хэрхэн бөглөх вэ", "How to fill this in"),
    # headings
    "package": ("Багц", "Package"),
    "entity": ("Захиалагч", "Procuring entity"),
    "fund": ("Санхүүжилт", "Fund"),
    "rulebook": ("Журам", "Rulebook"),
    "method": ("Худалдан авах арга", "Method"),
    "citation": ("Эшлэл", "Citation"),
    "year": ("Он", "Year"),
    "lines": ("Нэр төрөл", "Lines"),
    "a_year": ("жилд", "a year"),
    "place_unit": ("цэг", "place"),
    "points": ("Хүргэх цэг", "Delivery points"),
    "estimate": ("Төсөвт өртөг", "Estimated cost"),
    "paid_by": ("Хэн хэдийг төлөх", "Paid by"),
    "cofinancer": ("Хамтран санхүүжүүлэгч", "Co-financed by"),
    "cofinanced": ("Хамтран төлөх хэсэг", "Co-financed part"),
    "own_part": ("Өөрийн багцад төлөх", "For its own packages"),
    "plan_amount": ("Төлөвлөгөөнд", "In the plan"),
    "estimate_per_year": ("Төсөвт өртөг, жилд", "Estimated cost a year"),
    "invitation": ("Урилга зарлах", "Invitation"),
    "opening": ("Тендер нээх", "Opening of bids"),
    "bids_valid": ("Санал хүчинтэй байх (наад зах нь)", "Bids are valid at least until"),
    "contract_by": ("Гэрээ байгуулах (сүүлчийн өдөр)", "Contract, at the latest"),
    "earliest": ("Нийлүүлэлт, ажил эхлэх (эртдээ)", "Delivery or work begins, at the earliest"),
    "latest": ("Нийлүүлэлт, ажил дуусах (оройтвол)", "Delivered or completed, at the latest"),
    "earliest.goods": ("Бараа нийлүүлж эхлэх (эртдээ)", "Delivery of the goods, at the earliest"),
    "latest.goods": ("Бараа нийлүүлж дуусах (оройтвол)", "Delivery of the goods, at the latest"),
    "earliest.works": ("Ажил эхлэх (эртдээ)", "Work begins, at the earliest"),
    "latest.works": ("Ажил дуусах (оройтвол)", "Work completed, at the latest"),
    "earliest.services": ("Үйлчилгээ эхлэх (эртдээ)", "Service begins, at the earliest"),
    "latest.services": ("Үйлчилгээ дуусах (оройтвол)", "Service completed, at the latest"),
    "notes": ("Анхаарах зүйл", "Notes"),
    "threshold": ("Босго", "Threshold"),
    "together": ("Нийлээд", "Together"),
    "packages": ("Багцууд", "Packages"),
    "description": ("Нэр, тодорхойлолт", "Description"),
    "unit_short": ("Нэгж", "Unit"),
    "unit_code": ("Нэгж (UN/CEFACT)", "Unit (UN/CEFACT)"),
    "packs": ("Савлагаа × доторх тоо", "Packs × units in each"),
    "price_for": ("Үнэ юуны тухай вэ", "One price is for"),
    "destination": ("Хүргэх газар", "Final destination"),
    "place_of_performance": ("Гүйцэтгэх газар", "Place of performance"),
    "delivery_earliest": ("Нийлүүлэх: эртдээ", "Delivery: earliest"),
    "delivery_latest": ("Нийлүүлэх: оройтвол", "Delivery: latest"),
    "work_begins": ("Эхлэх өдөр", "Begins"),
    "completion": ("Дуусгах эцсийн өдөр", "Final completion date"),
    "offered_date": ("Санал болгох өдөр (оролцогч бөглөнө)", "Date offered (bidder)"),
    "country_of_origin": ("Гарал үүслийн улс (бөглөнө)", "Country of origin (bidder)"),
    "make_offered": ("Санал болгох загвар (бөглөнө)", "Make and model offered (bidder)"),
    "bid_price": ("Нэгж үнэ (бөглөнө)", "Unit price (bidder)"),
    "bid_transport": (
        "Газар дээр нь хүргэх зардал, мөрөөр (бөглөнө)",
        "Inland transport of the line (bidder)",
    ),
    "line_total": ("Мөрийн дүн", "Line total"),
    "price_cip": ("Нэгж үнэ, CIP (бөглөнө)", "Unit price CIP (bidder)"),
    "amount_cip": ("CIP дүн, мөрөөр", "CIP price of the line"),
    "price_with_duty": (
        "Нэгж үнэ, гааль, импортын татвар орсон (бөглөнө)",
        "Unit price with customs duties and import taxes paid (bidder)",
    ),
    "duty_paid": (
        "Үүнээс төлсөн гааль, импортын татвар, нэгжид (бөглөнө)",
        "Of it duties and import taxes paid, per unit (bidder)",
    ),
    "price_net": ("Нэгж үнэ, гааль, татваргүй", "Unit price net of duties and taxes"),
    "amount_net": ("Гааль, татваргүй дүн, мөрөөр", "Net price of the line"),
    "price_exw": ("Нэгж үнэ, EXW (бөглөнө)", "Unit price EXW (bidder)"),
    "amount_exw": ("EXW дүн, мөрөөр", "EXW price of the line"),
    "local_share": (
        "Дотоодын хөдөлмөр, түүхий эдийн хувь (бөглөнө)",
        "Local labour and materials, % of EXW (bidder)",
    ),
    "sales_taxes": (
        "Гэрээ байгуулбал төлөх борлуулалтын ба бусад татвар, мөрөөр; дүнд орохгүй (бөглөнө)",
        "Sales and other taxes of the line if awarded; not in the total (bidder)",
    ),
    "schedules_priced": (
        "Үнэ бичсэн хуваарийн тоо (1 байна)",
        "Schedules with a price (has to be 1)",
    ),
    "bid_twice": ("Хоёр хуваарьт үнэлсэн мөр", "Lines priced in two schedules"),
    "performance": ("Шаардах гүйцэтгэл", "Performance required"),
    "offered": ("Санал болгох гүйцэтгэл (бөглөнө)", "Performance offered (bidder)"),
    "unspsc": ("UNSPSC код", "UNSPSC"),
    "cpv": ("CPV код", "CPV"),
    "access_season": ("Очих боломжтой үе", "Access season"),
    "distributed_in_all": ("Нийт хуваарилах", "Distributed in all"),
    "from_stock": ("Нөөцөөс", "From stock"),
    "to_buy": ("Худалдан авах", "To buy"),
    "saving": ("Хэмнэлт", "Saving"),
    "origin": ("Хаанаас", "From where"),
    "transport": ("Тээврийн зардал", "Transport"),
    "decision": ("Шийдвэр", "Decision"),
    "tender_proposed": (
        "Санал: шийдвэр гараагүй тул тооцоогүй, багц эдгээрийг худалдан авна.",
        "Proposals: no decision is recorded, so they are not counted and the package buys these.",
    ),
    "tender_counted": ("Тооцсон", "Counted"),
    "bidder": ("Оролцогчийн нэр", "Bidder"),
    "bidder_register": ("Улсын бүртгэлийн дугаар", "Registration number"),
    "bidder_country": ("Улс", "Country"),
    "bidder_contact": ("Холбоо барих", "Contact"),
    "bid_date": ("Санал гаргасан өдөр", "Date of the bid"),
    "bid_valid_until": ("Хүчинтэй байх өдөр", "Valid until"),
    "bid_currency": ("Үнийн валют", "Currency of the prices"),
    "bid_total": ("Саналын нийт дүн", "Total of the bid"),
    "schedule_sum": ("Энэ хуваарийн дүн", "Sum of this schedule"),
    "bid_missing": ("Үнэ бичээгүй мөр", "Lines without a price"),
    "not_placed": ("Цэгт хуваарилаагүй нөөц", "From stock, place not yet named"),
    "schedule_quantity": ("Жагсаалтын тоо хэмжээ", "Quantity of the schedule"),
    # codes
    "group.computing": ("компьютер, тоног төхөөрөмж", "computing equipment"),
    "group.network": ("дотоод сүлжээний төхөөрөмж", "network equipment"),
    "group.power": ("тэжээл", "power"),
    "group.satellite": ("сансрын холбоо", "satellite links"),
    "group.radio": ("радио холбоо", "radio links"),
    "group.cable": ("кабель, шилэн кабель", "cable and fibre"),
    "group.support": ("засвар үйлчилгээ, шинэчлэл", "support and updates"),
    "group.other": ("бусад", "other"),
    "procurement.goods": ("Бараа", "Goods"),
    "procurement.works": ("Ажил", "Works"),
    "procurement.services": ("Үйлчилгээ (зөвлөхөөс бусад)", "Non-consulting services"),
    "procurement.contract_ending": (
        "Гэрээг хугацаанаас өмнө цуцлах төлбөр",
        "Ending contracts early",
    ),
    "procurement.installation": ("Суурилуулалт", "Installation"),
    "procurement.yearly_internet": ("Интернэт, жилд", "Internet access, yearly"),
    "procurement.yearly_upkeep": ("Арчилгаа, шинэчлэлт, жилд", "Upkeep and updates, yearly"),
    "procurement.yearly_fees": ("Зөвшөөрлийн төлбөр, жилд", "Licence fees, yearly"),
    "rulebook.national": ("Монгол Улсын хууль", "National procurement law"),
    "rulebook.world_bank": ("Дэлхийн банк", "World Bank"),
    "fund.budget": ("Төсөв", "Budget"),
    "ruling.unconfirmed": (
        "ТОДРУУЛНА: журмын хүснэгтийн мөр баталгаажаагүй",
        "CONFIRM: the row of the rules table is not confirmed",
    ),
    "ruling.superseded": (
        "ТОДРУУЛНА: журмын хүснэгтийн мөр хүчингүй болсон",
        "CONFIRM: the row of the rules table is superseded",
    ),
    "ruling.not_tendered": ("Тендер зарлахгүй", "Not tendered"),
    "ruling.no_rule": (
        "ТОДРУУЛНА: журмын хүснэгтэд мөр алга",
        "CONFIRM: the rules table has no row",
    ),
    "season.ground": ("{start}–{end}, газрын ажил", "{start}–{end}, ground work"),
    "season.months": ("{first}–{last}-р сар", "months {first}–{last}"),
    "season.month": ("{first}-р сар", "month {first}"),
    "season.any": ("жилийн турш", "all year"),
    "season.school": ("{start}-нээс өмнө", "before {start}"),
    "stock_kind.depot": ("агуулахаас", "from a depot"),
    "stock_kind.site": ("өөр байгууллагаас", "from another site"),
    # sentences
    "tender.equivalent": (
        "Эсвэл түүнтэй адил буюу түүнээс дээш гүйцэтгэлтэй.",
        "Or equivalent: the same performance or better.",
    ),
    "tender.perform.mbps": (
        "Гэрээний хурд {value} Мбит/с-ээс доошгүй",
        "Speed of at least {value} Mbps",
    ),
    "tender.perform.busy": (
        "Ачаалалтай цагт {value} Мбит/с-ээс доошгүй хүргэх",
        "At least {value} Mbps delivered in the busy hour",
    ),
    "tender.perform.cap": ("Сард {value} ГБ-аас доошгүй", "At least {value} GB a month"),
    "tender.perform.no_cap": ("Дата хязгааргүй", "No data cap"),
    "tender.perform.latency.low": (
        "Хоцролт бага: ачаалалтай цагт ойролцоогоор 100 мс хүртэл",
        "Low latency: a round trip below about 100 ms in the busy hour",
    ),
    "tender.perform.power": (
        "Цахилгаан зарцуулалт {value} Вт-аас ихгүй",
        "Draws at most {value} W",
    ),
    "tender.perform.life": (
        "Ашиглах хугацаа {value} жилээс доошгүй",
        "Useful life of at least {value} years",
    ),
    "tender.perform.warranty": (
        "Баталгаат хугацаа {value} сараас доошгүй",
        "Warranty of at least {value} months",
    ),
    "tender.perform.spares": (
        "Сэлбэг {value} нэгж, нэмэлт төлбөргүй",
        "{value} spare units at no extra price",
    ),
    "tender.perform.pack": ("{value}-ээр савласан", "In packs of {value}"),
    "tender.perform.delivery": (
        "Ачих, тээвэрлэх, даатгах, байранд оруулж буулгах",
        "Loading, carriage, insurance, and unloading inside the building",
    ),
    "tender.neutral": (
        "Интернэт, газар дээр нь {value} Мбит/с-ээс доошгүй хүргэх (технологи хамаарахгүй)",
        "Internet access, at least {value} Mbps delivered at the site (any technology)",
    ),
    "tender.related.handover": (
        "Хүргэж буулгах, хүлээлгэн өгөх, гарын үсэгтэй акт",
        "Delivery, unloading and hand-over at the place, with a signed sheet",
    ),
    "tender.related.line": (
        "Үнийн хуваарийн {number}-р мөр",
        "Line {number} of the price schedule",
    ),
    "tender.related.note": (
        "Үнэ нь үнийн хуваарьт орсон байна.",
        "Included in the prices of the price schedule.",
    ),
    "tender.destination": (
        "{points} цэг ({aimags}), хуваарилалтын жагсаалтаар",
        "{points} places ({aimags}), see the distribution list",
    ),
    "tender.destination_aimags": ("{count} аймаг", "{count} aimags"),
    "tender.prices_in": ("Үнэ: {currency}, {basis}.", "Prices in {currency}, {basis}."),
    "tender.how.1": (
        "Зөвхөн шар нүдийг бөглөнө; бусад нүд түгжээтэй.",
        "Fill in the yellow cells only; all others are locked.",
    ),
    "tender.how.2": (
        "Мөр бүрд нэгж үнийг тоогоор бичнэ: зай, үсэг, валютын тэмдэг бичихгүй.",
        "Write every unit price as a number: no spaces, letters or currency signs.",
    ),
    "tender.how.unit": (
        "Тоо хэмжээ, үнэ нэгжээр (савлагаагаар биш): «Үнэ юуны тухай вэ» багана.",
        "Quantities and prices are of the unit, never of the pack: see “One price is for”.",
    ),
    "tender.lines.one": ("{lines}-р мөр", "line {lines}"),
    "tender.lines.many": ("{lines}-р мөр", "lines {lines}"),
    "tender.delivery_of.few": (
        "Хүргэлт: {goods} ({lines}){aimag}",
        "Delivery of {goods} ({lines}){aimag}",
    ),
    "tender.delivery_of.many": ("Хүргэлт: {lines}{aimag}", "Delivery of {lines}{aimag}"),
    "tender.transport.all": (
        "{lines} тээврийн нүдгүй: хүргэлтийг нь тусдаа мөрөнд үнэлнэ.",
        "No transport cell for {lines}: their delivery is priced in lines of its own.",
    ),
    "tender.transport.part": (
        "{lines} зарим цэгт л хүргэлтийн мөртэй: бусад цэгт хүргэх зардлыг тээврийн нүдэнд бичнэ.",
        "Only some places have delivery lines for {lines}: write the transport to the other places"
        " into the transport cell.",
    ),
    "tender.transport.none": (
        "{lines} хүргэлтийн мөргүй: хүргэх зардлыг тээврийн нүдэнд бичнэ.",
        "No delivery line brings {lines}: write the transport into the transport cell.",
    ),
    "tender.how.origin": (
        "Бараа бүрийг гарал үүслээр нь эхний гурван хуваарийн зөвхөн нэгэнд үнэлнэ.",
        "Price each line of goods in one of the first three schedules only, by its origin.",
    ),
    "tender.how.services": (
        "Хүргэлтийн мөрийг дөрөвдүгээр хуваарьт (дагалдах үйлчилгээ) үнэлнэ.",
        "Price delivery lines in the fourth schedule, of related services.",
    ),
    "tender.price_for.contract": (
        "{unit}: нэг цэгт 12 сар",
        "{unit}: for 12 months at one place",
    ),
    "tender.price_for.year": ("{unit}: 12 сар", "{unit}: for 12 months"),
    "tender.price_for.pack": (
        "1 {unit}; {size}-ийн савлагаа биш",
        "1 {unit}, not the pack of {size}",
    ),
    "tender.how.currencies": (
        "Үнийг эдгээр валютын аль нэгээр бичнэ: {currencies}. Харьцуулахдаа {day}-ний ханшаар "
        "({source}) {currency} болгоно.",
        "Prices may be in one of these currencies: {currencies}. Bids are compared in "
        "{currency} at the rate of {day}, published by: {source}.",
    ),
    "tender.how.3": (
        "Тоо хэмжээ, мөрийг өөрчлөхгүй; өөрчилсөн санал шалгалтаар илэрнэ.",
        "Do not change quantities or lines: changed bids are found when they are read.",
    ),
    "tender.how.4": (
        "Файлыг XLSX хэлбэрээр хадгалж илгээнэ.",
        "Save and send the file as XLSX.",
    ),
    "tender.note.confirm": (
        "Худалдан авах аргыг журмаар тодруулна. Шалгах газар: {citation}",
        "Confirm the method against the rulebook. Where to check: {citation}",
    ),
    "tender.note.split": (
        "{ids} багц тус тусдаа {threshold}-аас доош, нийлээд {total}: хуваасан эсэхийг тайлбарлана"
        " ({status}).",
        "Packages {ids} each stay under {threshold} and come to {total} together: say why they are "
        "not one ({status}).",
    ),
    "tender.note.no_thresholds": (
        "Хуваасан эсэхийг шалгаагүй: журмын хүснэгтэд босго алга ({rulebook}).",
        "Not checked against splitting: the rules table has no thresholds for {rulebook}.",
    ),
    "tender.note.supplier": (
        "Төрийн өмчит нийлүүлэгч байж болзошгүй: {name} ({role}). Журмын нөхцөлийг шалгана.",
        "A state-owned enterprise could supply: {name} ({role}). Check the rulebook's conditions.",
    ),
    "tender.note.supplier_unknown": (
        "Төрийн өмчит нийлүүлэгч байгаа эсэхийг тодруулна; тохиргоонд нэрлээгүй.",
        "Confirm whether a state-owned enterprise could supply; the scenario names none.",
    ),
    "tender.note.year": (
        "{year} оны мөнгөөр {other} онд нийлүүлнэ: зарцуулах хугацааг тодруулна.",
        "Money of {year} is delivered in {other}: confirm how long it may be spent.",
    ),
    "tender.note.year_until": (
        "{year} оны мөнгөөр {other} онд нийлүүлнэ, сангийн эцсийн хугацаа {deadline}: мөнгийг тэр"
        " хүртэл зарцуулж болохыг тодруулна.",
        "Money of {year} is delivered in {other}, and the fund ends on {deadline}: confirm that the"
        " money may be spent until then.",
    ),
    "tender.note.contract_before": (
        "Гэрээг {contract}-нд, мөнгө нь батлагдах {year} оноос өмнө байгуулахаар байна: ингэж"
        " болохыг тодруулна.",
        "The contract is due on {contract}, before {year}, the year of its money: confirm that it"
        " may be signed earlier.",
    ),
    "tender.note.year_assumed": (
        "Аль жилийн мөнгө болохыг сан ч, эхлэх өдөр ч заагаагүй тул хамгийн сүүлийн үнийн оныг"
        " ({year}) авав: тодруулна.",
        "Neither the fund nor a start date says of which year the money is; {year} is the year of"
        " the newest price: confirm it.",
    ),
    "tender.note.fund_deadline": (
        "Сангийн эцсийн хугацаа {deadline}, нийлүүлэх {latest}: хугацаа хэтэрнэ.",
        "The fund ends on {deadline}, delivery is by {latest}: too late.",
    ),
    "tender.note.make": (
        "Каталогийн нэрэнд үйлдвэрлэгч дурдсан тул зориулалтаар нь бичив: {skus}.",
        "The catalogue names a maker, so these are called by their use: {skus}.",
    ),
    "tender.note.make_required": (
        "Каталогийн гүйцэтгэлд үйлдвэрлэгч дурдсан тул хуудсанд оруулаагүй: {skus}.",
        "The performance in the catalogue names a maker and was left out: {skus}.",
    ),
    "tender.note.entity": (
        "Захиалагч нэрлээгүй: хувилбарт procurement.entity эсвэл төлөгчийг заана.",
        "No procuring entity is named: set procurement.entity or the payers in the scenario.",
    ),
    "tender.note.performance": (
        "Гүйцэтгэлийг захиалагч бичнэ: {lines}. Каталогийн performance баганад бичвэл"
        " хуудсанд орно.",
        "The buyer has to write the performance of {lines}. Written into the catalogue's"
        " performance columns, it stands in the sheets.",
    ),
    "tender.note.related": (
        "Төсөвт өртөгт дагалдах үйлчилгээ (хүргэлт, хүлээлгэн өгөх) тусдаа мөнгөгүй.",
        "The estimate has no money of its own for delivery and hand-over.",
    ),
    "tender.note.delivery": (
        "Барааг газарт хүргэх дагалдах үйлчилгээг үнэлэх нь: {lines}.",
        "The related service of delivering goods to the sites is priced in {lines}.",
    ),
    "tender.note.spares": (
        "{lines}: сэлбэгийг нэмэлт үнэгүй шаардана; тусад нь авбал багц бүрд {amount} болно,"
        " төлөвлөгөөнд ороогүй.",
        "Spare units of {lines} are asked for at no extra price; bought apart they would cost"
        " {amount} per package, which the plan does not have.",
    ),
    "tender.note.ending": (
        "Одоогийн гэрээг цуцлах төлбөрийг үйлчилгээ үзүүлэгчид нь төлнө, тендер зарлахгүй. "
        "Дүн нь бүртгэл, эсвэл таамгаас гарсан: гэрээгээр шалгана.",
        "What ending a present contract costs is paid to its provider; it is not tendered. "
        "The sum is the table's or assumed: check it against the contracts.",
    ),
    "tender.note.fees": (
        "Зөвшөөрлийн төлбөрийг зохицуулагчид төлнө, тендер зарлахгүй.",
        "Licence fees are paid to the regulator; they are not tendered.",
    ),
    "tender.none": ("Анхаарах зүйл алга.", "Nothing to settle."),
    "tender.threshold_confirmed": ("босго баталгаажсан", "threshold confirmed"),
    "tender.threshold_unconfirmed": (
        "босго баталгаажаагүй, тодруулна",
        "threshold not confirmed: check",
    ),
    "tender.estimate_how": (
        "Шар нүдэнд шинэ үнэ бичихэд дүн дахин бодогдоно. "
        "Нөөцөөс очих нэгжийн хэмнэлт, НӨАТ үнийг дагаж өөрчлөгдөнө.",
        "Type a price into a yellow cell and the total recalculates. "
        "What comes from stock saves as much more as the price rises, and VAT follows.",
    ),
    "tender.ties": (
        "Багцуудын нийлбэр = төлөвлөгөөний нэг удаагийн зардал",
        "Sum of the packages = one-time cost of the plan",
    ),
    "tender.ties_yearly": (
        "Багцуудын нийлбэр = төлөвлөгөөний жилийн шинэ зардал",
        "Sum of the packages = new yearly cost of the plan",
    ),
}
