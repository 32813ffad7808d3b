"""Phrases of findings about floors, in English and Mongolian."""

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
}
"""Mongolian by English phrase, with blanks as in `planner.language.messages.findings`."""
