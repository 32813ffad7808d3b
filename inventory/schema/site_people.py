"""Columns of sites: who uses a site, when, and in how many rooms."""

from __future__ import annotations

from inventory.schema.column import Column, Decimals
from inventory.schema.notation import (
    NUMBER,
    WHOLE,
    make_column,
)

PEOPLE_COLUMNS: tuple[Column, ...] = (
    make_column(
        "students",
        WHOLE,
        "Сурагч, хүүхдийн тоо",
        "Students enrolled",
        "num_students|сурагчийн тоо|сурагчдын тоо|сурагч|сурагчид|суралцагч|суралцагчийн тоо"
        "|суралцагчдын тоо|хүүхдийн тоо|хүүхэд|нийт сурагч|enrolment|enrollment|pupils"
        "|number of students|student count",
        unit="persons",
        low="0",
        high="100000",
        decimals=Decimals.UP,
    ),
    make_column(
        "shifts",
        WHOLE,
        "Ээлжийн тоо",
        "Teaching shifts a day",
        "ээлж|ээлжийн тоо|хичээлийн ээлж|number of shifts|num_shifts",
        low="0",
        high="6",
    ),
    make_column(
        "boarders",
        WHOLE,
        "Дотуур байранд амьдардаг хүүхдийн тоо",
        "Children who live in the dormitory",
        "дотуур байрны хүүхэд|дотуур байрны сурагч|дотуур байранд амьдардаг|дотуур байрны "
        "хүүхдийн тоо|num_boarders|boarding students",
        unit="persons",
        low="0",
        high="100000",
        decimals=Decimals.UP,
    ),
    make_column(
        "staff",
        WHOLE,
        "Ажилтан, багшийн тоо",
        "Staff, teachers included",
        "ажилтан|ажилтны тоо|ажиллагсад|ажиллагчдын тоо|нийт ажилтан|багш ажилтан"
        "|багш ажилтны тоо|num_staff|employees|num_teachers|teachers|багш|багшийн тоо",
        unit="persons",
        low="0",
        high="100000",
        decimals=Decimals.UP,
    ),
    make_column(
        "visitors_per_day",
        NUMBER,
        "Өдрийн үйлчлүүлэгчийн тоо",
        "Visitors on an open day",
        "үйлчлүүлэгч|өдрийн үйлчлүүлэгч|уншигч|өдөрт үйлчлүүлэгч|өдрийн уншигч|daily visitors"
        "|visitors|уншигчийн тоо",
        unit="persons a day",
        low="0",
        high="100000",
    ),
    make_column(
        "users_at_once",
        NUMBER,
        "Ид ачааллын үед зэрэг хэрэглэгчийн тоо",
        "People online at once in the busy hour; used where nobody else is counted",
        "зэрэг хэрэглэгч|зэрэг хэрэглэгчийн тоо|number_of_users|peak users",
        unit="persons",
        low="0",
        high="100000",
    ),
    make_column(
        "open_hours_per_week",
        NUMBER,
        "Долоо хоногт ажиллах цаг",
        "Hours open in a week",
        "долоо хоногт ажиллах цаг|7 хоногт ажиллах цаг|ажиллах цаг|opening hours"
        "|hours per week|open hours per week",
        unit="hours a week",
        low="0",
        high="168",
    ),
    make_column(
        "open_months_per_year",
        NUMBER,
        "Жилд ажиллах сар",
        "Months open in a year",
        "жилд ажиллах сар|ажиллах сар|open months|months per year|opening months",
        unit="months a year",
        low="0",
        high="12",
    ),
    make_column(
        "rooms",
        WHOLE,
        "Анги, өрөөний тоо",
        "Classrooms and reading rooms",
        "num_classrooms|classrooms|анги танхим|ангийн тоо|өрөө|өрөөний тоо|танхимын тоо"
        "|хичээлийн анги|анги танхимын тоо",
        unit="rooms",
        low="0",
        high="10000",
    ),
    make_column(
        "floor_area_m2",
        NUMBER,
        "Талбай, м²",
        "Floor area of classrooms and reading rooms, in square metres",
        "талбай|талбайн хэмжээ|floor area|area_m2",
        low="0",
        high="1000000",
    ),
    make_column(
        "need_index",
        NUMBER,
        "Хэрэгцээний индекс: хамтран санхүүжилтийн шат үүнээс хамаарна",
        "How much in need its people are, by any index, such as the share of pupils from poor "
        "households; bands of co-financing follow it",
        "хэрэгцээний индекс|ядуурлын түвшин|need index|poverty rate",
        low="0",
        high="1000000",
    ),
)
