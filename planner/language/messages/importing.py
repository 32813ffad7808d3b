"""Words of new projects, of importing files and of taking changes back, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    # --- countries
    "country.unknown": (
        "{written} гэсэн улсын код алга; ISO 3166-ийн хоёр үсэг бичнэ үү, жишээ нь {hint}",
        "there is no country {written}; write two letters of ISO 3166, such as {hint}",
    ),
    "cli.country_ours": (
        "Монгол улсын төсөл (MN, MNT). Өөр улс бол: kholboo init DIR --country КОД",
        "A project for Mongolia (MN, MNT). For another country: kholboo init DIR --country CODE",
    ),
    "cli.next_import": (
        "Файлуудаа оруулах: {command}",
        "To bring in your files: {command}",
    ),
    # --- what a file is
    "import.table.sites": ("үйлчилгээ авах газрууд", "sites"),
    "import.table.roads": ("зам", "roads"),
    "import.table.pops": ("сүлжээний цэгүүд", "points of presence"),
    "import.table.towers": ("үүрэн холбооны станцууд", "towers"),
    "import.table.spans": ("одоо байгаа шугам", "existing lines"),
    "import.table.coverage": ("хамрах хүрээ", "coverage"),
    "import.table.places": ("аймаг, сум", "places"),
    "import.table.catalogue": ("үнийн жагсаалт", "catalogue"),
    "import.file": ("{file}: {table}, {rows} мөр", "{file}: {table}, {rows} rows"),
    "import.file_layout": (
        "{file}: {table}, {rows} мөр ({layout})",
        "{file}: {table}, {rows} rows ({layout})",
    ),
    "import.file_unknown": (
        "{file}: юу болохыг таньсангүй; толгой нь {headers}",
        "{file}: not recognised; its headers are {headers}",
    ),
    "import.file_skipped": ("{file}: оруулахгүй", "{file}: not brought in"),
    "import.file_trouble": ("{file}: унших боломжгүй: {trouble}", "{file}: unreadable: {trouble}"),
    "import.copied": (
        "{old} нь төслийн гадна байгаа тул {new} болгон хуулна",
        "{old} lies outside the project and will be copied to {new}",
    ),
    "import.known": ("танигдсан толгой", "known header"),
    "import.guess": ("таамаг: {why}", "guess: {why}"),
    "import.all_rows": ("бүх мөрөнд {code}", "{code} in every row"),
    "import.value": ("{word} → {code}", "{word} → {code}"),
    "import.no_value": ("{word} → тодорхойгүй", "{word} → unknown"),
    "import.not_read": ("(уншихгүй)", "(not read)"),
    "import.unread": ("уншихгүй багана: {headers}", "columns not read: {headers}"),
    "import.rows_head": ("Эхний {count} мөрийг ингэж ойлгов:", "First {count} rows as understood:"),
    "import.rows_faults": (
        "Ингэж уншихад: алдаа {errors}, анхааруулга {warnings}",
        "Read so: {errors} errors, {warnings} warnings",
    ),
    # --- why something was guessed
    "import.why.layout": ("{layout} бүтцийн багана", "a column of {layout}"),
    "import.why.level": (
        "төслийн levels-д заасан «{word}»",
        "the project's levels name {word}",
    ),
    "import.why.word": ("{header} гэдгийг ингэж хэрэглэдэг", "{header} is often used so"),
    "import.why.ending": ("{header} нэрийн төгсгөл", "the end of {header}"),
    "import.why.position": ("утга нь байршил шиг", "its values look like positions"),
    "import.why.like": ("{name} гэдэгтэй төстэй бичсэн", "written nearly like {name}"),
    "import.why.key": ("{headers} хамтдаа мөр бүрд өөр", "{headers} differ in every row"),
    "import.why.key_name": ("дугаар болгож бас уншсан", "read as the identifier, too"),
    "import.why.said": ("та заасан", "you said so"),
    "import.why.where": ("бусад мөр байгууллага биш", "other rows are not of this table"),
    "import.why.no_codes": ("{header} баганад код алга", "{header} holds no codes"),
    "import.why.all_rows": ("төрлийн багана алга", "no column says it"),
    "import.why.value": ("{count} мөрөнд", "in {count} rows"),
    "import.why.format": ("бүх тоо ингэж л уншигдана", "the one way that reads them all"),
    "import.why.codes": ("утга нь танигдах үгс", "its values are words that are known"),
    "import.why.halves": ("хоёр хэсгийн нийлбэр", "the sum of two halves"),
    "import.why.missing": (
        "тоо сөрөг байж болохгүй; {count} мөрөнд",
        "no count is negative; in {count} rows",
    ),
    "import.why.no_count": ("энэ файлын «тоо алга» гэсэн код", "a code for missing of such files"),
    "import.why.starter": ("Kholboo-гийн бичсэн файл", "a file that Kholboo wrote"),
    # --- questions
    "import.ask.table": (
        "{file} юу вэ? (skip: оруулахгүй)",
        "What is {file}? (skip: leave it out)",
    ),
    "import.ask.column": (
        "{file}: аль багана нь {column} вэ ({meaning})?",
        "{file}: which column is {column} ({meaning})?",
    ),
    "import.ask.constant": (
        "{file}: нэг ч багана хэлэхгүй байна: {meaning}. Бүх мөрөнд аль нь вэ?",
        "{file}: no column says it: {meaning}. Which one for every row?",
    ),
    "import.ask.value": (
        "{file}: {count} мөрөнд «{word}» гэжээ: {meaning}. Аль кодтой тэнцэх вэ?",
        "{file}: {count} rows say {word}: {meaning}. Which of our codes is it?",
    ),
    "import.ask.number_format": (
        "{file}: тоог яаж бичсэн бэ?",
        "{file}: how are its numbers written?",
    ),
    "import.ask.date_format": (
        "{file}: огноог ямар дарааллаар бичсэн бэ?",
        "{file}: in which order are its dates written?",
    ),
    "import.ask.crs": (
        "{file}: координат нь градус биш, газрын зургийн метр байна. Аль систем вэ? (EPSG код)",
        "{file}: its coordinates are metres of a map, no degrees. In which system? (EPSG code)",
    ),
    "import.ask.rows": (
        "{file}: {header} баганад {words} гэсэн {count} мөр байна. leave_out: төлөвлөгөөнд "
        "оруулахгүй, keep: оруулна",
        "{file}: {count} rows say {words} under {header}. leave_out: not part of the plan, keep: "
        "part of it",
    ),
    "import.ask.beside": (
        "{file} нь {table} шиг байна, харин {others} аль хэдийн байна. add: хоёуланг унших, "
        "replace: оронд нь, skip: оруулахгүй",
        "{file} looks like {table}, and so is {others}. add: read both, replace: in their place, "
        "skip: leave it out",
    ),
    "import.ask.catalogue": (
        "Үнийн жагсаалт алга. Kholboo-гийн эхлэл жагсаалтыг (USD, {date} хүртэлх; бүх үнэ таамаг, "
        "танай улсынх биш) авах уу?",
        "There are no prices. Take Kholboo's starter catalogue (USD, up to {date}; every price is "
        "assumed, none is your country's)?",
    ),
    "import.ask.usd_rate": (
        "1 USD хэдэн {currency} вэ ({date}-ний байдлаар)?",
        "How many {currency} is 1 USD (on {date})?",
    ),
    "import.ask.vat_rate": (
        "{country}: НӨАТ-ын хувь? (0.16, 16%; байхгүй бол 0)",
        "{country}: rate of value-added tax? (0.16, 16%; 0 where there is none)",
    ),
    "import.ask.discount_rate": (
        "{country}: жилийн хямдруулалтын хувь? (0.1, 10%)",
        "{country}: discount rate a year? (0.1, 10%)",
    ),
    "import.ask.school_months_per_year": (
        "{country}: сургууль жилд хэдэн сар хичээллэдэг вэ?",
        "{country}: how many months a year do schools teach?",
    ),
    "import.ask.school_year_starts": (
        "{country}: хичээлийн жил хэзээ эхэлдэг вэ? (СС-ӨӨ, жишээ нь 01-08)",
        "{country}: when does the school year begin? (MM-DD, such as 01-08)",
    ),
    "import.ask.capex": (
        "Нэг удаагийн хөрөнгийн хязгаар, {currency}?",
        "The limit of capital, in {currency}?",
    ),
    "import.ask.opex_per_year": (
        "Жилийн зардлын хязгаар, одоогийн төлбөртэй нийлээд, {currency}?",
        "The limit of yearly costs, fees paid today included, in {currency}?",
    ),
    "import.ask.users": (
        "{all}-аас {count} нь хэрэглэгчийн тоогүй ({kind}). Тус бүрд хэд гэж авах вэ?",
        "{count} of {all} sites of kind {kind} name no users. How many to take for each?",
    ),
    "import.needed": ("хариулах хэрэгтэй", "must be answered"),
    "import.may_wait": ("дараа хариулж болно (-)", "may wait (-)"),
    "import.guessed": ("таамаг {guess}", "guess {guess}"),
    "import.open_head": ("Нээлттэй асуулт:", "Open questions:"),
    "import.prompt_choice": ("Дугаар эсвэл үг", "Number or word"),
    "import.prompt": ("Хариулт", "Answer"),
    "import.answer.choice": (
        "{id}: {written} нь сонголт биш; {options} гэсний нэгийг бичнэ үү",
        "{id}: {written} is none of the options: {options}",
    ),
    "import.answer.wrong": (
        "{id}: {written} гэж уншигдсангүй; жишээ нь {example}",
        "{id}: {written} cannot be read; write it like {example}",
    ),
    "import.answer.form": (
        "{written}: --answer ID=ХАРИУЛТ гэж бичнэ үү",
        "{written}: write --answer ID=ANSWER",
    ),
    "import.answer.nobody_asked": (
        "{ids}: ийм асуулт алга; асуултуудыг --json жагсаана",
        "{ids}: nobody asks that; --json lists the questions",
    ),
    # --- writing
    "import.comment.table": ("kholboo import бичсэн", "written by kholboo import"),
    "import.comment.guess": ("таамаг", "guess"),
    "import.comment.said": ("import хийхэд хариулсан", "answered at import"),
    "import.diff_head": ("kholboo.toml ингэж өөрчлөгдөнө:", "kholboo.toml will change so:"),
    "import.new_file": ("Шинэ файл: {file}", "New file: {file}"),
    "import.left_out": (
        "Бүхэл {currency}-д багтахааргүй бага үнэтэй тул эхлэл жагсаалтаас хассан: {skus}. "
        "Өөрийн үнээ нэмнэ үү",
        "Left out of the starter catalogue, too small for whole {currency}: {skus}. Add your own "
        "price",
    ),
    "import.nothing": ("Өөрчлөх зүйл алга.", "Nothing to change."),
    "import.confirm": ("Бичих үү?", "Write this?"),
    "import.not_written": ("Юу ч бичээгүй.", "Nothing was written."),
    "import.written": (
        "Бичсэн: {files}. Буцаах: kholboo undo",
        "Wrote {files}. To take it back: kholboo undo",
    ),
    "import.how_to_go_on": (
        "Юу ч бичээгүй. --answer ID=ХАРИУЛТ-аар хариулж, --yes-ээр таамгийг зөвшөөрч бичнэ.",
        "Nothing was written. Answer with --answer ID=ANSWER; --yes accepts the guesses and "
        "writes.",
    ),
    "import.still_open": (
        "Хариулаагүй асуулт байгаа тул бичсэнгүй: {ids}",
        "Nothing was written: these must be answered: {ids}",
    ),
    # --- refusals
    "import.missing": (
        "{file} гэсэн файл алга; замаа шалгана уу",
        "there is no file {file}; check the path",
    ),
    "import.no_file": (
        "{file} нь энгийн файл биш; дотор нь байгаа файлуудыг нэрлэнэ үү",
        "{file} is not an ordinary file; name the files inside it",
    ),
    "import.own_file": (
        "{file} нь Kholboo-гийн өөрийн файл; эх өгөгдлийн файлаа нэрлэнэ үү",
        "{file} is Kholboo's own; name a file of your data",
    ),
    "import.too_large_to_copy": (
        "{file} нь төслийн гадна, хуулахад хэт том; өөрөө data/ руу хуулаад дахин оруулна уу",
        "{file} lies outside the project and is too large to be copied; put it into data/ "
        "yourself and import it from there",
    ),
    "import.exists": (
        "{file} өөр агуулгатайгаар аль хэдийн байна; файлыг хэзээ ч дарж бичихгүй. Нэрийг нь "
        "өөрчилнө үү",
        "{file} exists with other content, and no file is ever overwritten; rename one of them",
    ),
    "import.broken_project": (
        "төслийн файлыг унших боломжгүй: {finding}",
        "the project file cannot be read: {finding}",
    ),
    "import.cannot_edit": (
        "kholboo.toml-ийг программаар засах боломжгүй ([tables] хэсгүүд нь тархай байж магадгүй); "
        "[tables.…] хэсгүүдийг нэг дор цуглуулаад дахин оролдоно уу",
        "kholboo.toml cannot be edited by a program, perhaps because its tables are scattered; put "
        "the [tables.…] sections together and try again",
    ),
    # --- what was assumed
    "assumption.prices": (
        "{all} үнээс {count} нь таамаг, хэн ч санал болгоогүй: шийдвэр гаргахаас өмнө солино уу",
        "{count} of {all} prices are assumed, nobody offered them: replace them before any "
        "decision",
    ),
    "assumption.foreign_figures": (
        "{country} улсын тоо заагаагүй тул Монголынхыг ашиглав: {settings}",
        "figures of {country} are not stated, Mongolia's stand in: {settings}",
    ),
    # --- the journal
    "journal.nothing": (
        "буцаах өөрчлөлт алга: Kholboo энэ төслийн файлыг өөрчлөөгүй, эсвэл бүгдийг буцаасан",
        "there is nothing to take back: Kholboo changed no file of this project, or all was "
        "taken back",
    ),
    "journal.edited": (
        "{file} нь {command} хийснээс хойш өөрчлөгдсөн тул буцаасангүй; өөрчлөлтөө хадгалж эсвэл "
        "болиод дахин оролдоно уу",
        "{file} was edited since {command} changed it, so nothing was taken back; move your edit "
        "away first, or keep it and edit on",
    ),
    "journal.changed_meanwhile": (
        "{file} дөнгөж сая өөрчлөгдсөн тул бичсэнгүй; тушаалаа дахин ажиллуулна уу",
        "{file} was changed just now, so nothing was written; run the same command again",
    ),
    "journal.damaged": (
        "{file} эвдэрсэн тул буцаах боломжгүй; файлууд хэвээрээ",
        "{file} is damaged, so nothing can be taken back; your files are as they are",
    ),
    "journal.outside": (
        "{file} төслөөс гадагш заасан тул хөндсөнгүй",
        "{file} leads out of the project, so it was not touched",
    ),
    "journal.taken_back": (
        "Буцаав: {command}. Сэргээсэн: {restored}. Устгасан: {removed}",
        "Took back {command}. Restored: {restored}. Removed: {removed}",
    ),
    "journal.none": ("алга", "none"),
}
