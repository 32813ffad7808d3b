"""Words of explanations and candidates, in Mongolian and in English, for the labels.

Why an option is not offered, what was assumed of a site, what it would take to serve it, where its
machines come from, and which limits cannot hold together.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    # --- why an option is not offered; what a technology alone knows stands in its own file
    "detail.no_contract": (
        "каталогт {link} холболтын гэрээ алга",
        "the catalogue sells no {link} contract",
    ),
    "detail.no_equipment": (
        "каталогт {link} холболтын төхөөрөмж дутуу, эсвэл гэрээнд нь хурд заагаагүй",
        "the catalogue lacks equipment for a {link} link, or its contracts state no speed",
    ),
    "detail.shared_link": (
        "нэг барилгын {host} байгууллагын холболт, {most} Мбит/с-ээс {mbps}",
        "the link of {host} in the same building, {mbps} of its {most} Mbps",
    ),
    "detail.no_users": (
        "хэрэглэгчийн тоо бүртгээгүй тул үр өгөөж гарахгүй",
        "no users are recorded, so nothing is gained",
    ),
    "detail.not_better": (
        "дээд тал нь {best} Мбит/с, хоцролт ба дата хязгаарыг тооцвол бүрэн холболтын {share} %; "
        "одоо {today} Мбит/с, {share_today} %",
        "at best {best} Mbps, {share} % of a full link with its latency and cap; "
        "today {today} Mbps, {share_today} %",
    ),
    "detail.household_only": (
        "{link} холболтын гэрээ зөвхөн айл өрхөд зориулагдсан",
        "the {link} contracts on sale are for households only",
    ),
    "detail.worse_medium": (
        "{today} холболтыг {new} холболтоор солих нь доройтол болно",
        "would replace {today} by {new}",
    ),
    "detail.worse_speed": (
        "ачаалалтай цагт {new} Мбит/с, одоо {today} Мбит/с",
        "{new} Mbps in the busy hour, {today} Mbps today",
    ),
    "detail.worse_volume": (
        "сард {new} ГБ, одоо {today}",
        "{new} GB a month, today {today}",
    ),
    "detail.worse_latency": ("хоцролт нь одоогийнхоос их", "its latency is higher than today's"),
    "word.no_cap": ("хязгааргүй", "no cap"),
    "detail.same_medium": (
        "одоогийн холболт нь {link} хэвээр; өргөтгөх хувилбарыг үзнэ үү",
        "the present link is {link} already; see upgrade",
    ),
    "detail.excluded": (
        "хамруулахгүй байх удирдамжид энэ байгууллага заагдсан",
        "a must-not directive names the site",
    ),
    "detail.switched_off": ("хувилбарт унтраасан", "the scenario switches it off"),
    "detail.at_target": (
        "одоогийн холболт {target} Мбит/с зорилтыг хангаж байна",
        "the present link meets the target of {target} Mbps",
    ),
    "detail.mobile": (
        "явуулын нэгж байраа сольдог, энэ холболт нэг газарт татагдана",
        "a mobile unit moves, and this link is led to one place",
    ),
    "detail.content_server": (
        "ажиллаж байгаа контент сервертэй, түүнийг тооцсон",
        "a content server works there already and is counted",
    ),
    "detail.no_place": (
        "байгууллагын координат ч, сум нь ч тодорхойгүй",
        "the site has neither coordinates nor a known soum",
    ),
    "detail.no_way_inside": (
        "байгууллагад чиглүүлэгч, Wi-Fi цэг, дотоод сүлжээ байхгүй; каталогт алга: {item}",
        "the site has no router, access point or LAN; not on sale: {item}",
    ),
    "note.way_inside": (
        "хүмүүст хүргэх төхөөрөмжийн хамт: {things}",
        "with what brings it to people: {things}",
    ),
    "detail.no_power_kit": (
        "цахилгаантай цаг өдөрт: {hours}; цахилгааны төхөөрөмж каталогт алга",
        "hours of power a day: {hours}; no power kit is on sale",
    ),
    "detail.no_payer": (
        "жилийн зардлыг төлөгч нэрлээгүй: байгууллагад эсвэл төрөлд нь төлөгч заана",
        "nobody is named to pay the yearly cost: give the site or its kind a payer",
    ),
    # --- what was assumed because the inventory is silent
    "assumed.peak": (
        "зөвхөн зэрэг онлайн байх хүний тоо бий: байгууллагын бүх хэрэглэгч гэж үзэв",
        "only people online at once are counted: taken as all the users of the site",
    ),
    "assumed.nobody": (
        "хэрэглэгчийн тоо тодорхойгүй: хүн тоолоогүй тул өгөөжгүй",
        "users are unknown: nobody is counted, so nothing is gained",
    ),
    "assumed.users": (
        "хэрэглэгчийн тоо тодорхойгүй: {kind} бүрт {count} гэж тооцов",
        "users are unknown: taken as {count}, as of every {kind}",
    ),
    "assumed.visitors": (
        "үйлчлүүлэгчийг хүн амын {share} хэсэг гэж тооцож, {schools} байгууллагад хуваав",
        "visitors assumed: {share} of the population over {schools} institution(s)",
    ),
    "assumed.students": (
        "суралцагчийг хүн амын {share} хэсэг гэж тооцож, {schools} сургуульд хуваав",
        "students assumed: {share} of the population over {schools} school(s)",
    ),
    "assumed.speed": (
        "одоогийн хурдыг хэмжээгүй: гэрээний {share} хэсэг гэж тооцов",
        "present speed not measured: {share} of the contract assumed",
    ),
    "assumed.unknown_speed": (
        "одоогийн холболтын хурд тодорхойгүй: {mbps} Мбит/с гэж тооцов",
        "speed of the present link not known: taken as {mbps} Mbps",
    ),
    "assumed.no_speed": (
        "одоогийн холболт бүртгээгүй: 0 Мбит/с гэж тооцов",
        "present link is not recorded: counted as 0 Mbps",
    ),
    "assumed.obsolete": (
        "{year} оны {count} компьютер хуучирсан: ажилладагт тооцоогүй",
        "{count} computers of {year} are obsolete: none counts as working",
    ),
    "assumed.all_work": ("бүх компьютер ажилладаг гэж тооцов", "every computer is assumed to work"),
    "assumed.no_computers": (
        "компьютер тоологдоогүй: байхгүй гэж тооцов",
        "computers are not counted: none assumed",
    ),
    "assumed.lan": (
        "дотоод сүлжээ бүртгээгүй: байхгүй гэж тооцов",
        "LAN is not recorded: none assumed",
    ),
    "assumed.access_points": (
        "Wi-Fi цэг бүртгээгүй: байхгүй гэж тооцов",
        "access points are not recorded: none assumed",
    ),
    "assumed.ups": ("UPS бүртгээгүй: байхгүй гэж тооцов", "UPS is not recorded: none assumed"),
    "assumed.power": (
        "цахилгаан бүртгээгүй: найдвартай гэж тооцов",
        "power is not recorded: assumed reliable",
    ),
    # --- the list of candidates
    "list.pack": ("{chain}, {step}-р алхам", "pack {step} of {chain}"),
    "list.speed": ("{mbps} Мбит/с, ", "{mbps} Mbps, "),
    "list.offer": (
        "{speed}{gain} оноо, нэг удаа {once}, жилд {yearly}",
        "{speed}{gain} points, {once} once, {yearly} a year",
    ),
    "list.line_one_time": (
        "      {quantity} {unit} x {price} = {amount} нэг удаа: {name} ({sku})",
        "      {quantity} {unit} x {price} = {amount} once: {name} ({sku})",
    ),
    "list.line_per_year": (
        "      {quantity} {unit} x {price} = {amount} жилд: {name} ({sku})",
        "      {quantity} {unit} x {price} = {amount} a year: {name} ({sku})",
    ),
    # --- one site
    "explain.head": ("{site} {name}, төлөвлөгөө {run}", "{site} {name} in run {run}"),
    "explain.people": ("хэрэглэгч", "people"),
    "explain.mbps": (
        "ачаалалтай цагийн Мбит/с, одоо / зорилт",
        "busy-hour Mbps today / target",
    ),
    "explain.computers": ("ажилладаг компьютер / зорилт", "working computers / target"),
    "explain.access_points": ("Wi-Fi цэг / зорилт", "access points / target"),
    "explain.also_there": ("мөн бий, тооцсон", "also there, and counted"),
    "there.content_server": ("офлайн контент сервер", "offline content server"),
    "there.printers": ("хэвлэгч {count}", "printers {count}"),
    "there.projectors": ("проектор {count}", "projectors {count}"),
    "there.tablets": ("таблет {count}", "tablets {count}"),
    "there.switches": ("свич {count}", "switches {count}"),
    "there.racks": ("төхөөрөмжийн шүүгээ {count}", "racks {count}"),
    "there.routers": ("чиглүүлэгч {count}", "routers {count}"),
    "explain.gives_up": ("халагдах", "gives up"),
    "given_up.contract": ("{link}; гэрээ {day} хүртэл", "{link}; contract until {day}"),
    "given_up.cost": (
        "{link}; гэрээг цуцлах төлбөр {cost}",
        "{link}; ending its contract costs {cost}",
    ),
    "given_up.contract_cost": (
        "{link}; гэрээ {day} хүртэл, хугацаанаас өмнө цуцлах төлбөр {cost}",
        "{link}; contract until {day}, ending it early costs {cost}",
    ),
    "explain.brought": (
        "барилга дотор юу ч алга; шинэ холболт бүр дагуулж ирнэ",
        "nothing inside today; every new link brings",
    ),
    "explain.lan_ups": ("дотоод сүлжээ, UPS", "LAN, UPS"),
    "explain.missing": ("дутуу", "missing"),
    "explain.there": ("бий", "there"),
    "explain.payer": ("жил бүр төлөгч", "who pays every year"),
    "explain.no_payer": ("нэрлээгүй", "nobody is named"),
    "explain.weight": ("жин", "weight"),
    "explain.assumed": ("таамаг", "assumed"),
    "factor.remote": ("алслагдсан", "remote"),
    "factor.bagh": ("баг", "bagh"),
    "factor.capital": ("нийслэл", "capital"),
    "factor.aimag": ("аймаг {id}", "aimag {id}"),
    "factor.directive": ("удирдамж {id}", "directive {id}"),
    "explain.received_one_time": ("нэг удаа авах бүхэн", "receives, paid once"),
    "explain.received_per_year": ("жил бүр төлөх", "paid every year"),
    "explain.options": ("Санал болгох холболт:", "Services on offer:"),
    "explain.no_options": ("Санал болгох холболт алга.", "No service is on offer."),
    "explain.option": (
        "{name}, {mbps}: {gain} оноо; нэг удаа {once} {currency}, жилд {yearly}",
        "{name}, {mbps}: {gain} points; {once} {currency} once, {yearly} a year",
    ),
    "explain.out_of_reach": (
        "{option}; эхлэх цэгт нь хүрэх боломжгүй",
        "{option}; its start cannot be reached",
    ),
    "explain.shared_link": (
        "{option}; нэг барилгын {host} байгууллагын холболтоор",
        "{option}, over the link of {host} in the same building",
    ),
    "explain.spliced": (
        "{option}; {span} кабелиас салаална",
        "{option}, spliced into cable {span}",
    ),
    "explain.shared": (
        "{option}, мөн төлөвлөгөөнд ороогүй дундын шугамд нэг удаа {shared}",
        "{option}, and {shared} once for links to share, not in the plan",
    ),
    "explain.next_best": ("Дараагийн сайн хувилбар: {option}", "Next best: {option}"),
    "explain.packs": ("Санал болгох тоног төхөөрөмж:", "Equipment on offer:"),
    "explain.pack": (
        "{name}, {step}-р алхам: {gain} оноо; нэг удаа {once} {currency}, жилд {yearly}",
        "{name}, step {step}: {gain} points; {once} {currency} once, {yearly} a year",
    ),
    "explain.refusals": ("Санал болгохгүй:", "Not on offer:"),
    "explain.would_lose": (
        "Энд шинэ холболт тавибал мөн хязгаарт төлөвлөгөө бүхэлдээ {lost} оноо алдана "
        "(батлагдсан завсар {low}–{high}).",
        "With a new link here the plan as a whole would lose {lost} points within the same limits "
        "(proven: between {low} and {high}).",
    ),
    "explain.not_possible": (
        "Эдгээр хязгаарт энд шинэ холболт өгөх төлөвлөгөө олдсонгүй.",
        "No plan within these limits was found that gives it a new link.",
    ),
    "explain.extra": (
        "Төлөвлөгөөн дээр нэмж хэрэгтэй: {limit} {needed}; үлдсэн нь {free}.",
        "On top of the plan it needs {needed} of {limit}, where {free} is left.",
    ),
    "explain.extra_more": (
        "Төлөвлөгөөн дээр нэмж хэрэгтэй: {limit} {needed}; үлдсэн нь {free}, {more} дутна.",
        "On top of the plan it needs {needed} of {limit}, where {free} is left: {more} more.",
    ),
    "explain.not_known": ("тодорхойгүй", "unknown"),
    "explain.changed": (
        "Бүртгэсэн өгөгдөл одоо өөр бодлого өгч байна (`kholboo audit rederive`-ийг үзнэ үү): "
        "саналыг өнөөдрийнхөөр хэлэв, юу шаардагдахыг бодоогүй.",
        "The recorded inputs give another problem today than when this run was made (see `kholboo "
        "audit rederive`): what is on offer is told as of today, what it would take is not "
        "computed.",
    ),
    # --- stock, moves and funds at a site
    "supply.gives": (
        "Илүү нэгжээ өгнө: {count} x {sku}, хаана: {to}.",
        "Gives {count} spare x {sku} to {to}.",
    ),
    "supply.depot": ("агуулах {name}", "depot {name}"),
    "supply.site": ("байгууллага {name}", "site {name}"),
    "supply.proposed": (
        "Худалдаж авна: {count} x {sku}-г {place}-аас авч болох байсан (тээвэр {cost}), гэвч "
        "эзэмшигч нь өөр; шийдвэрийг allow_move удирдамжаар бүртгэнэ.",
        "Bought here: {count} x {sku} could come from {place} ({cost} of transport), but the owner "
        "is another; record the decision as an allow_move directive.",
    ),
    "supply.arrives": (
        "Худалдаж авахгүй: {count} x {sku}, хаанаас: {place}; тээвэр {cost}.",
        "Not bought: {count} x {sku} come from {place}, {cost} of transport.",
    ),
    "supply.arrives_by": (
        "Худалдаж авахгүй: {count} x {sku}, хаанаас: {place}; тээвэр {cost}; шийдвэр {decision}.",
        "Not bought: {count} x {sku} come from {place}, {cost} of transport, by decision "
        "{decision}.",
    ),
    "supply.repaired": (
        "Шинээр авахын өмнө засварлана: байгууллагын {count} эвдэрсэн компьютер.",
        "Repaired before anything is bought: {count} broken computers of the site.",
    ),
    "supply.package": (
        "Багц {id}: {category}, захиалагч {entity}, санхүүжилт {fund}, журам {rulebook}.",
        "Package {id}: {category} bought by {entity}, paid by {fund}, rules: {rulebook}.",
    ),
    "supply.fund_may_not": (
        "{fund} сан төлж болохгүй: {rules}.",
        "Fund {fund} may not pay: {rules}.",
    ),
    "supply.gift": (
        "{fund} сангийн бэлэг, {count} x {sku} ({place}): энэ байгууллагад биш ({why}).",
        "Gift of {fund}, {count} x {sku} in {place}: not for this site ({why}).",
    ),
    "supply.given": (
        "Бэлэг: {giver} ({code}).",
        "Given by {giver} ({code}).",
    ),
    "supply.given_paid": (
        "Бэлэг: {giver} ({code}); тээврийг {package} багцад {fund} сан төлнө.",
        "Given by {giver} ({code}); its transport is paid by {fund} in package {package}.",
    ),
    "supply.cofinanced": (
        "{id} багцын {share}-ийг {other} сан хамтран төлнө: {amount}-ийн {part}.",
        "Of package {id} {other} adds {share}: {part} of {amount}.",
    ),
    "supply.gift_elsewhere": (
        "{fund} сангийн бэлэг, {count} x {sku} ({place}): энд ирж болох ч төлөвлөгөө"
        " {used} ширхгийг бусад газарт өгч, энд худалдан авна.",
        "Gift of {fund}, {count} x {sku} in {place}: could come here; the plan gives {used} of them"
        " to other sites and buys here.",
    ),
    "supply.no_way": (
        "{aimag} аймагт хүргэх тээврийн зардал бүртгэлд алга, эсвэл хэмнэлтгүй",
        "moving it to aimag {aimag} has no cost on record, or saves nothing",
    ),
    "obstacle.only": (
        "{fund}: зөвхөн {allowed} ({column}), энд {found}",
        "{fund} pays only {allowed} ({column}), here {found}",
    ),
    "obstacle.shared_aimags": (
        "аймгууд хуваалцах шугам",
        "a stretch that several aimags may share",
    ),
    "obstacle.shared_sites": (
        "байгууллагууд хуваалцах шугам",
        "a stretch that several sites may share",
    ),
    "obstacle.category": ("ангилал", "category"),
    "obstacle.deadline": ("хугацаа", "deadline"),
    "obstacle.ceiling": ("дээд хязгаар", "ceiling"),
    "obstacle.region": ("бүс", "region"),
    "obstacle.site_kind": ("байгууллагын төрөл", "site kind"),
    "obstacle.transport": ("тээвэр", "transport"),
    # --- limits that cannot hold together
    "conflict.none": (
        "Төлөвлөгөө {run} ({status}): хязгаарууд нь хамтдаа биелнэ.",
        "Run {run} is {status}: its limits hold together.",
    ),
    "conflict.head": (
        "Төлөвлөгөө {run}: дараах шаардлагууд бүгд хамтдаа биелэх боломжгүй:",
        "Run {run}: these cannot all hold together:",
    ),
    "conflict.needs": (
        "{demand}; бусад нь биелэхэд дор хаяж {least} хэрэгтэй",
        "{demand}; the others need at least {least}",
    ),
    "conflict.enough": ("{demand}, {enough} бол хангалттай", "{demand}, and {enough} is enough"),
    "conflict.loosen_one": ("Аль нэгийг нь сулруулна.", "Loosen any one of them."),
    "conflict.loosen_some": (
        "Заримыг нь сулруулаад дахин төлөвлөнө.",
        "Loosen some of them and plan again.",
    ),
    "conflict.uncertified": (
        "Төлөвлөгөө байхгүй гэдэг нь HiGHS-ийн дүгнэлт; энэ төлөвлөгөөнд баталгаа алга.",
        "That no plan exists is so according to HiGHS; the run has no certificate.",
    ),
    "conflict.present_links": (
        "хэвээр үлдэх ёстой одоогийн бүх холболтын жилийн төлбөр",
        "the yearly fees of all present links, which have to stay",
    ),
    "conflict.must_serve": (
        "удирдамж {id} ({authority}): {site} дор хаяж {mbps} Мбит/с-тэй үйлчлүүлэх",
        "directive {id} ({authority}): {site} must be served with at least {mbps} Mbps",
    ),
    "conflict.at_most": ("{title} {upper}-аас ихгүй", "{title} at most {upper}"),
    "conflict.at_least": ("{title} {lower}-аас доошгүй", "{title} at least {lower}"),
    "conflict.between": (
        "{title} {upper}-аас ихгүй, {lower}-аас доошгүй",
        "{title} at most {upper} and at least {lower}",
    ),
    "limit.fund": ("{fund}: дээд хязгаар", "ceiling of {fund}"),
    "limit.ceiling": ("{sku}: нийлүүлэгчдийн дээд тоо", "suppliers deliver no more {sku}"),
    "limit.order": ("{sku}: захиалгын доод хэмжээ", "the least order of {sku}"),
}
"""Mongolian and English by label key."""
