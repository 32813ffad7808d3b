"""Words of the comparison of two runs, in Mongolian and in English, for the labels."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "reprice.head": (
        "{run} төлөвлөгөөний тоо хэмжээ шинэ үнээр ({currency}):",
        "The quantities of {run} at new prices ({currency}):",
    ),
    "reprice.item": (
        "    {sku} × {count}: {before} → {after} ({share} %)",
        "    {sku} × {count}: {before} → {after} ({share} %)",
    ),
    "reprice.more": ("    бас {count} бараа; --json-оор бүгд", "    and {count} more; see --json"),
    "reprice.capex": ("нэг удаагийн зардал", "paid once"),
    "reprice.opex": ("жилийн зардал", "paid every year"),
    "reprice.packages": ("  багцууд:", "  packages:"),
    "reprice.none": ("өөрчлөгдсөн нь алга", "none changes"),
    "reprice.funds": ("  санхүүжилт:", "  funds:"),
    "reprice.tier_lost": (
        "  {sku}: {count} ширхгээс эхлэх хөнгөлөлттэй үнэ шинэ үнээс хямд биш тул хасагдана",
        "  {sku}: the price from {count} units on no longer counts, it is not below the new price",
    ),
    "reprice.dearer_move": (
        "  {sku}: нөөцөөс тээвэрлэх нь худалдаж авснаас үнэтэй болсон",
        "  {sku}: moving it from stock now costs more than buying it",
    ),
    "reprice.unused": (
        "  төлөвлөгөөнд байхгүй тул тооцоогүй: {skus}",
        "  not in the plan, so not counted: {skus}",
    ),
    "reprice.over": (
        "  БАГТАХГҮЙ: {what} {most} хязгаараас {over} илүү",
        "  DOES NOT FIT: {what} is {over} above its limit of {most}",
    ),
    "reprice.short_order": (
        "  БАГТАХГҮЙ: {sku} {count} ширхэг захиалсан, доод тоо {least}",
        "  DOES NOT FIT: an order of {count} {sku} is below the least of {least}",
    ),
    "reprice.fits": (
        "  бүх санхүүжилт, хязгаарт багтана",
        "  every fund, limit and minimum order still holds",
    ),
    "reprice.other": (
        "  энэ төлөвлөгөө {plan} оноо; шинэ үнээр хамгийн сайн төлөвлөгөө {least}-аас {most} "
        "оноо (нотолсон)",
        "  this plan is worth {plan} points; the best plan at the new prices is worth between "
        "{least} and {most} (proven)",
    ),
    "reprice.other_none": (
        "  энэ төлөвлөгөө {plan} оноо; шинэ үнээр үүнээс сайн төлөвлөгөө алга (нотолсон)",
        "  this plan is worth {plan} points; no plan at the new prices is better (proven)",
    ),
    "reprice.other_needed": (
        "  багтах хамгийн сайн төлөвлөгөө {least}-аас {most} оноо (нотолсон); энэ төлөвлөгөө "
        "{plan}, гэхдээ багтахгүй",
        "  the best plan that fits is worth between {least} and {most} points (proven); this plan "
        "is worth {plan}, but does not fit",
    ),
    "compare.head": (
        "{before} төлөвлөгөөг {after} төлөвлөгөөтэй харьцуулав:",
        "From run {before} to run {after}:",
    ),
    "compare.same": (
        "  юу ч өөрчлөгдөөгүй: оролт ч, үр дүн ч ижил",
        "  nothing moved, neither inputs nor outcome",
    ),
    "compare.more": ("  ... бас {count}; --json-оор бүгд", "  ... and {count} more; see --json"),
    "compare.unread": (
        "{run} төлөвлөгөөний бүртгэсэн өгөгдөл алдаагүй уншигдахаа больсон; уншигдсаныг нь "
        "харьцуулав.",
        "The recorded inputs of {run} no longer read without errors; what could be read is "
        "compared.",
    ),
    "compare.came": ("{what}: шинэ, {after}", "{what}: new, {after}"),
    "compare.came_bare": ("{what}: шинэ", "{what}: new"),
    "compare.went": ("{what}: байхгүй болсон, өмнө {before}", "{what}: gone, was {before}"),
    "compare.went_bare": ("{what}: байхгүй болсон", "{what}: gone"),
    # --- subjects
    "compare.files": ("Оролтын файл", "Input files"),
    "compare.settings": ("Тохиргоо", "Settings"),
    "compare.sites": ("Байгууллагын мэдээлэл", "Sites, as described"),
    "compare.prices": ("Каталог", "Catalogue"),
    "compare.directives": ("Удирдамж", "Directives"),
    "compare.outcome": ("Үр дүн", "Outcome"),
    "compare.deployments": ("Байгууллага, төлөвлөснөөр", "Sites, as planned"),
    "compare.links": ("Барих шугам", "Links to build"),
    "compare.funds": ("Санхүүжилтээр төлөх", "Paid by fund"),
    "compare.savings": ("Хэмнэлт", "Savings"),
    "compare.moves": ("Шилжих тоног төхөөрөмж", "Equipment that moves"),
    "compare.transport": ("Шилжүүлэх тээврийн зардал", "Transport of what moves"),
    "compare.proposed": (
        "Шийдвэргүй тул тооцоогүй шилжүүлэг",
        "Moves proposed, not counted without a decision",
    ),
    "compare.repairs": ("Засварлах тоног төхөөрөмж", "Equipment repaired"),
    "compare.packages": ("Багцууд", "Packages"),
    # --- what moved
    "compare.site": ("байгууллага", "site"),
    "compare.item": ("бараа", "item"),
    "compare.directive": ("удирдамж", "directive"),
    "compare.file_rows": ("sha256 {sha256}, {rows} мөр", "sha256 {sha256}, {rows} rows"),
    "compare.scenario": ("хувилбар", "scenario"),
    "compare.aimag": ("аймаг", "aimag"),
    "compare.all": ("бүгд", "all"),
    "compare.status": ("төлөв", "status"),
    "compare.benefit": ("үр өгөөж", "benefit"),
    "compare.bound": ("баталгаат хязгаар", "certified bound"),
    "compare.gap": ("баталгаат зөрүү", "certified gap"),
    "compare.paid_once": ("нэг удаа төлөх", "paid once"),
    "compare.paid_yearly": ("жил бүр төлөх", "paid every year"),
    "compare.npc": ("цэвэр өнөөгийн өртөг", "net present cost"),
    "compare.users": ("хүртэх хүн", "people who gain"),
    "compare.sites_total": ("байгууллага", "sites"),
    "compare.sites_of": ("байгууллага: {status}", "sites: {status}"),
    "compare.unknown": ("тодорхойгүй", "unknown"),
    "compare.none": ("алга", "none"),
    "compare.points": ("{points} оноо", "{points} points"),
    "compare.computers": ("{count} компьютер", "{count} computers"),
    "compare.link": ("{name}, {mbps} Мбит/с ({option})", "{name} with {mbps} Mbps ({option})"),
    "compare.metres": ("{kind}, {metres} м", "{kind}, {metres} m"),
    # --- sums
    "compare.untied": (
        "  анхаар: хэсгүүдийн нийлбэр {parts_before} -> {parts_after}, дүнтэй таарахгүй байна",
        "  mind: the parts add up to {parts_before} -> {parts_after}, which is not the total",
    ),
    "compare.units": ("нэгж", "units"),
    "compare.no_packages": (
        "{run} төлөвлөгөөнд багц бүртгээгүй: багцыг харьцуулаагүй.",
        "Run {run} records no packages: packages are not compared.",
    ),
    "compare.from_depot": ("{sku}, агуулах: {origin}", "{sku} from depot {origin}"),
    "compare.from_sites": ("{sku}, бусад байгууллага", "{sku} from other sites"),
    "compare.from_site": ("{sku}, байгууллага: {origin}", "{sku} from site {origin}"),
    "saving.tier": ("тоо хэмжээний хөнгөлөлт", "price tiers"),
    "saving.depot": ("агуулахын нөөц", "stock in depots"),
    "saving.move": ("илүү тоног төхөөрөмж", "surplus of other sites"),
    "saving.repair": ("засвар", "repairs"),
    "saving.delivery": ("хүргэлтийн зардал", "delivery that falls away"),
    "saving.vat": ("НӨАТ-ын чөлөөлөлт", "VAT exemption"),
}
"""Mongolian and English by label key."""
