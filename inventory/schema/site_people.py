"""Columns of sites: who uses a site, when, and in how many rooms."""

from __future__ import annotations

from inventory.schema.column import Column, Decimals
from inventory.schema.notation import (
    number_column,
    whole_column,
)

PEOPLE_COLUMNS: tuple[Column, ...] = (
    whole_column(
        "students",
        "Сурагч, хүүхдийн тоо",
        "Students enrolled",
        "num_students|сурагчийн тоо|сурагчдын тоо|сурагч|сурагчид|суралцагч|суралцагчийн тоо"
        "|суралцагчдын тоо|хүүхдийн тоо|хүүхэд|нийт сурагч|enrolment|enrollment|pupils"
        "|number of students|student count",
        unit="persons",
        between=("0", "100000"),
        decimals=Decimals.UP,
    ),
    whole_column(
        "shifts",
        "Ээлжийн тоо",
        "Teaching shifts a day",
        "ээлж|ээлжийн тоо|хичээлийн ээлж|number of shifts|num_shifts",
        between=("0", "6"),
    ),
    whole_column(
        "boarders",
        "Дотуур байранд амьдардаг хүүхдийн тоо",
        "Children who live in the dormitory",
        "дотуур байрны хүүхэд|дотуур байрны сурагч|дотуур байранд амьдардаг|дотуур байрны "
        "хүүхдийн тоо|num_boarders|boarding students",
        unit="persons",
        between=("0", "100000"),
        decimals=Decimals.UP,
    ),
    whole_column(
        "staff",
        "Ажилтан, багшийн тоо",
        "Staff, teachers included",
        "ажилтан|ажилтны тоо|ажиллагсад|ажиллагчдын тоо|нийт ажилтан|багш ажилтан"
        "|багш ажилтны тоо|num_staff|employees|num_teachers|teachers|багш|багшийн тоо",
        unit="persons",
        between=("0", "100000"),
        decimals=Decimals.UP,
    ),
    number_column(
        "visitors_per_day",
        "Өдрийн үйлчлүүлэгчийн тоо",
        "Visitors on an open day",
        "үйлчлүүлэгч|өдрийн үйлчлүүлэгч|уншигч|өдөрт үйлчлүүлэгч|өдрийн уншигч|daily visitors"
        "|visitors|уншигчийн тоо",
        unit="persons a day",
        between=("0", "100000"),
    ),
    number_column(
        "users_at_once",
        "Ид ачааллын үед зэрэг хэрэглэгчийн тоо",
        "People online at once in the busy hour; used where nobody else is counted",
        "зэрэг хэрэглэгч|зэрэг хэрэглэгчийн тоо|number_of_users|peak users",
        unit="persons",
        between=("0", "100000"),
    ),
    number_column(
        "open_hours_per_week",
        "Долоо хоногт ажиллах цаг",
        "Hours open in a week",
        "долоо хоногт ажиллах цаг|7 хоногт ажиллах цаг|ажиллах цаг|opening hours"
        "|hours per week|open hours per week",
        unit="hours a week",
        between=("0", "168"),
    ),
    number_column(
        "open_months_per_year",
        "Жилд ажиллах сар",
        "Months open in a year",
        "жилд ажиллах сар|ажиллах сар|open months|months per year|opening months",
        unit="months a year",
        between=("0", "12"),
    ),
    whole_column(
        "rooms",
        "Анги, өрөөний тоо",
        "Classrooms and reading rooms",
        "num_classrooms|classrooms|анги танхим|ангийн тоо|өрөө|өрөөний тоо|танхимын тоо"
        "|хичээлийн анги|анги танхимын тоо",
        unit="rooms",
        between=("0", "10000"),
    ),
    number_column(
        "floor_area_m2",
        "Талбай, м²",
        "Floor area of classrooms and reading rooms, in square metres",
        "талбай|талбайн хэмжээ|floor area|area_m2",
        between=("0", "1000000"),
    ),
    number_column(
        "need_index",
        "Хэрэгцээний индекс: хамтран санхүүжилтийн шат үүнээс хамаарна",
        "How much in need its people are, by any index, such as the share of pupils from poor "
        "households; bands of co-financing follow it",
        "хэрэгцээний индекс|ядуурлын түвшин|need index|poverty rate",
        between=("0", "1000000"),
    ),
)
