"""Phrases of findings about floors and limits, in English and Mongolian."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES_OF_FLOORS: Mapping[str, str] = {
    'amounts of groups, and of = "amounts" beside them': (
        'бүлгүүдийн хэмжээ, хажууд нь of = "amounts"'
    ),
    "state an amount for each group, or leave amounts out": (
        "бүлэг бүрийн хэмжээг заах, эсвэл amounts тохиргоог хасна"
    ),
    'nobody attains money: write of = "plan" or of = "amounts"': (
        'мөнгөнд хүрэх түвшин гэж үгүй: of = "plan" эсвэл of = "amounts" гэж бичнэ'
    ),
    "at most {most}, all that its money allows": "{most}-аас ихгүй: мөнгө нь үүнээс илүүд хүрэхгүй",
    "at most {most}, all that is on offer": "{most}-аас ихгүй: санал болгох бүхний нийлбэр",
    "lower the amount, or raise the yearly budget of its payers": (
        "хэмжээг бууруулах, эсвэл төлөгчийнх нь жилийн төсвийг нэмнэ"
    ),
    "lower the amount": "хэмжээг бууруулна",
    "{group}: money allows {level} of what is on offer": (
        "{group}: мөнгө нь санал болгох бүхний {level}-д хүрнэ"
    ),
    "money for at least half of it": "дор хаяж талд нь хүрэх мөнгө",
    "raise the yearly budget of its payers, or accept that its floor stays there": (
        "төлөгчийнх нь жилийн төсвийг нэмэх, эсвэл доод хэмжээ нь тэндээ үлдэхийг зөвшөөрнө"
    ),
    "all floors and limits together": "бүх доод хэмжээ, хязгаар хамтдаа",
    "floors that one plan can keep": "нэг төлөвлөгөө зэрэг биелүүлж чадах доод хэмжээ",
    "lower a floor or raise a limit; `kholboo plan`, then `kholboo explain --infeasible`"
    " tell how much would be enough": (
        "доод хэмжээг бууруулах эсвэл хязгаарыг нэмнэ; `kholboo plan`, дараа нь"
        " `kholboo explain --infeasible` хэд байхад хүрэлцэхийг хэлнэ"
    ),
    'a fraction from 0 to 1 in quotation marks, such as "0.5"': (
        'хашилтад бичсэн 0-ээс 1 хүртэлх бутархай, "0.5" гэх мэт'
    ),
    "correct the share": "хувийг засна",
    "the id of a run of this project with a plan": "энэ төслийн төлөвлөгөөтэй тооцооны код",
    "correct the id; `ls runs` lists them": "кодыг засна; `ls runs` бүгдийг жагсаана",
    "a site of the tables": "хүснэгтэд байгаа байгууллага",
    "bring it back, or list it under `without`": "буцааж оруулах, эсвэл `without`-д нэрлэнэ",
    "list it under `without`, or lower the share to {share}": (
        "`without`-д нэрлэх, эсвэл хувийг {share} болгож бууруулна"
    ),
    "least, most or both, fractions from 0 to 1, the least first": (
        "least, most эсвэл хоёулаа, 0-ээс 1 хүртэлх бутархай, least нь бага"
    ),
    "lower the share": "хувийг бууруулна",
    "lower the limit": "хязгаарыг бууруулна",
    "no quantity": "юуг хязгаарлахыг заагаагүй",
    "one of units, capex, opex_per_year and budget": (
        "units, capex, opex_per_year, budget-ийн яг нэг"
    ),
    "state one of them; write another limit for another quantity": (
        "нэгийг нь заах; өөр хэмжээг тусдаа хязгаар болгож бичнэ"
    ),
    "units of an item or a role": "тодорхой бараа эсвэл зориулалтын тоо ширхэг",
    'add item = "SKU" or role = "computer"': 'item = "SKU" эсвэл role = "computer" гэж нэмнэ',
    "an item or a role": "бараа эсвэл зориулалтын нэг",
    "leave one of the two out": "хоёрын нэгийг хасна",
    "years beside a budget": "years нь зөвхөн budget-тэй хамт",
    "leave years out, or state a budget": "years-ийг хасах, эсвэл budget заана",
    "per_user beside money": "per_user нь зөвхөн мөнгөтэй хамт",
    "leave per_user out": "per_user-ийг хасна",
    "a SKU of the catalogue": "каталогт байгаа барааны код",
    "write {near}": "{near} гэж бичнэ",
    "correct the SKU": "барааны кодыг засна",
    "one of {codes}": "дараахын нэг: {codes}",
    "correct the code": "кодыг засна",
    "sites that the limit counts": "хязгаарт хамаарах байгууллага",
    "correct by, only or kinds, or fill the column of the sites table": (
        "by, only, kinds-ийг засах, эсвэл байгууллагын хүснэгтийн баганыг бөглөнө"
    ),
    "at least {least}, what stays in every plan": (
        "{least}-аас доошгүй: энэ нь төлөвлөгөө бүрд үлдэнэ"
    ),
    "raise the limit, or set allow_ending_present_links": (
        "хязгаарыг нэмэх, эсвэл allow_ending_present_links тохиргоог асаана"
    ),
}
"""Mongolian by English phrase, with blanks as in `planner.language.messages.findings`."""
