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
    "bid.no_lowest": (
        "  дангаараа хамгийн бага бүрэн санал алга. Үнэлгээ, шалгаруулалт хорооны эрх.",
        "  no complete bid is lowest by itself. Evaluation and award are the committee's.",
    ),
}
"""Mongolian and English by label key."""
