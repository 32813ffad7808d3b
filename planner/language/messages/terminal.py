"""Words of sweeps, findings and next steps on a terminal, in Mongolian and in English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    # --- sweeps
    "sweep.fixed_floors": (
        "Доод хэмжээ нь хувилбарын өөрийнх нь төлөвлөгөөнийх хэвээр"
        " (шинээр олуулах бол --refit-floors):",
        "Floors keep the amounts of the scenario's own plan (--refit-floors finds them anew):",
    ),
    "sweep.kept_floors": (
        "Доод хэмжээ нь хувилбарын өөрийнх нь төлөвлөгөөнийх хэвээр:",
        "Floors keep the amounts of the scenario's own plan:",
    ),
    "sweep.fixed_floor": ("  {number}. {quantity}: {amounts}", "  {number}. {quantity}: {amounts}"),
    "sweep.budget": ("төсөв", "budget"),
    "sweep.points": ("оноо", "points"),
    "sweep.gap": ("зөрүү", "gap"),
    "sweep.sites": ("байгууллага", "sites"),
    "sweep.people": ("хүн", "people"),
    "sweep.cost_once": ("нэг удаагийн зардал", "cost once"),
    "sweep.cost_yearly": ("жилийн зардал", "cost a year"),
    "sweep.run": ("төлөвлөгөө", "run"),
    "sweep.at_most": ("дээд хязгаар", "at most"),
    "sweep.next": ("дараагийн 100 сая", "next 100 million"),
    "sweep.line": (
        "{budget}: {points} оноо, зөрүү {gap}, {sites} байгууллага, {people} хүн ({run})",
        "{budget}: {points} points, gap {gap}, {sites} sites, {people} people ({run})",
    ),
    "sweep.progress": ("{total}-аас {done} дэх: {row}", "{done} of {total}: {row}"),
    "sweep.merged": (
        "{asked} төсөв асуусан, ялгаатай нь {distinct}; ижлийг нь нэг мөрөөр үзүүлэв.",
        "{asked} budgets were asked for, {distinct} of them different; equal ones are one row.",
    ),
    "sweep.kept": (
        "Зогсоосон: {asked} төсвөөс {done} нь төлөвлөгдсөн, тус бүр runs/ дотор хадгалагдсан.",
        "Interrupted: {done} of {asked} budgets are planned, each a run in runs/.",
    ),
    "sweep.kept_so_far": (
        "Дараагийнх нь тухайн үеийн хамгийн сайн төлөвлөгөө ч хадгалагдсан ({run}).",
        "The best plan so far of the next one is saved too ({run}).",
    ),
    "sweep.go_on": (
        "Мөн тушаалыг дахин ажиллуулбал үлдсэнийг үргэлжлүүлнэ.",
        "The same command goes on with the others.",
    ),
    "sweep.answered": (
        "Зогсоосон: дээрх {asked} төсвөөс {done} нь хариутай.",
        "Interrupted: {done} of {asked} budgets have an answer, above.",
    ),
    "sweep.list_prices": (
        "Нэг төсвөөс төлөх жагсаалтын үнээр: нөөц, илүү тоног төхөөрөмж, тоо хэмжээний хөнгөлөлт, "
        "санхүүжилтийг тооцоогүй.",
        "At list prices paid by one budget: stock, spare machines, price tiers and funds are left "
        "out.",
    ),
    "sweep.no_run": (
        "Төлөвлөгөө хадгалаагүй; нэгийг нь сонговол: kholboo plan --budget MONEY",
        "No run was saved; to decide on one: kholboo plan --budget MONEY",
    ),
    # --- drawn prices
    "draws.head": (
        "{count} удаа үнэ сугалав, тархалт {spread} (эх {seed}): {planned} нь төлөвлөгөөтэй, "
        "{infeasible} нь боломжгүй",
        "{count} draws, prices vary with spread {spread} (seed {seed}): {planned} have a plan, "
        "{infeasible} cannot have one",
    ),
    "draws.gap": ("{told}; зөрүү {gap}-аас ихгүй", "{told}; gap at most {gap}"),
    "draws.benefit": (
        "Үр өгөөж: арван сугалааны есд нь {low}–{high} оноо, дунд нь {middle}, өнөөдөр {today}",
        "Benefit: {low} to {high} points in nine draws of ten, middle {middle}, today {today}",
    ),
    "draws.cost": (
        "Өнөөдрийн төлөвлөгөө арван сугалааны есд нь нэг удаа {low}–{high} болно, өнөөдөр {today}; "
        "{count}-аас {fits} сугалаанд бүх хязгаарт багтана",
        "Today's plan would cost {low} to {high} once in nine draws of ten, today {today}; it "
        "keeps every limit in {fits} of {count} draws",
    ),
    "draws.sites": (
        "Байгууллага: найдвартай сонголт {safe} (төлөвлөгөөний {share}-д, түүнээс олонд), үнээс "
        "хамаарах {depends}, ховор сонгогдох {rarely}",
        "Sites: {safe} are safe choices (in {share} of the plans or more), {depends} depend on "
        "prices, {rarely} are rarely chosen",
    ),
    "draws.links": ("шинэ холболт", "new links over"),
    "draws.today": ("өнөөдөр", "today"),
    "draws.low": ("бага", "low"),
    "draws.middle": ("дунд", "middle"),
    "draws.high": ("их", "high"),
    "draws.site": ("үнээс хамаарах байгууллага", "site that depends on prices"),
    "draws.plans": ("төлөвлөгөө", "plans"),
    "draws.share": ("хувь", "share"),
    "draws.over": ("ихэвчлэн", "most often over"),
    "draws.equipment": ("зөвхөн тоног төхөөрөмж", "equipment alone"),
    # --- packages
    "packages.all": ("Бүгд: {note}", "All: {note}"),
    "packages.period": ("{start} – {end}", "{start} to {end}"),
    # --- audits: what was not verified, and how files were compared
    "audit.of.money": ("дараагийн мөнгө", "the next money"),
    "audit.of.directive": ("{id} удирдамж", "directive {id}"),
    "audit.note.claim": (
        "{goal}: {bound} гэсэн хязгаар нь HiGHS-ийн мэдэгдэл бөгөөд энэ шалгалт түүнийг давтахгүй; "
        "давтах тушаал: kholboo audit rederive --solve",
        "{goal}: the bound {bound} is according to HiGHS, a claim that this check does not repeat; "
        "to repeat it: kholboo audit rederive --solve",
    ),
    "audit.note.claim_infeasible": (
        "Төлөвлөгөө гарах боломжгүй гэдэг нь HiGHS-ийн мэдэгдэл бөгөөд энэ шалгалт түүнийг "
        "давтахгүй; давтах тушаал: kholboo audit rederive --solve",
        "That no plan exists is according to HiGHS, a claim that this check does not repeat; to "
        "repeat it: kholboo audit rederive --solve",
    ),
    "audit.note.unverifiable": (
        "{what}: энэ төлөвлөгөөний бүртгэлээс шалгах боломжгүй, гэрчилгээ нь бүртгэгдээгүй",
        "{what}: not verifiable from this run, no certificate was recorded",
    ),
    "audit.note.rebuilt": (
        "{what}: бодлогыг нь зөвхөн бүртгэсэн өгөгдлөөс гаргаж шалгана: kholboo audit rederive",
        "{what}: checked only from the recorded inputs: kholboo audit rederive",
    ),
    "audit.note.version": (
        "{name}: бүртгэсэн хувилбар {recorded}, суулгасан хувилбар {installed}",
        "{name}: recorded with version {recorded}, installed is {installed}",
    ),
    "audit.note.verifier": (
        "verify.py: өөр хувилбар, SHA-256 {sha256}; суулгасан нь хүчинтэй, түүгээр шалгах тушаал: "
        "kholboo audit verify",
        "verify.py: another version, SHA-256 {sha256}; the installed one is what counts, run it: "
        "kholboo audit verify",
    ),
    "audit.note.stored_otherwise": (
        "{file}: агуулга нь ижил, зөвхөн өөрөөр шахаж хадгалсан",
        "{file}: the same content, only compressed or stored otherwise",
    ),
    "audit.note.by_content": (
        "{file}: өөр хувилбарын программ бичсэн тул байтаар бус, агуулгаар нь тулгав",
        "{file}: written by other versions, so compared by content, not by bytes",
    ),
    "audit.note.not_compared": (
        "{file}: өөр хувилбарын программ бичсэн, энэ хэлбэрийн агуулгыг тулгах боломжгүй; энэ "
        "төлөвлөгөөний бүртгэлээс шалгах боломжгүй",
        "{file}: written by other versions, and the content of this format is not compared; not "
        "verifiable from this run",
    ),
    "audit.note.unknown_export": (
        "{file}: ямар сонголтоор гаргасан нь бүртгэгдээгүй тул энэ төлөвлөгөөний бүртгэлээс шалгах "
        "боломжгүй",
        "{file}: not verifiable from this run, the options it was exported with were not recorded",
    ),
    "audit.note.export_not_written": (
        "{file}: энд дахин бичих боломжгүй тул шалгаагүй: {why}",
        "{file}: not verified, it cannot be written here again: {why}",
    ),
    "audit.note.first_exports": (
        "Анхны хэлбэрийн бүртгэл: хүснэгт, газрын зураг, хуудсыг дахин гаргаж тулгах боломжгүй; "
        "зөвхөн бүртгэсэн хэшээр нь шалгана: kholboo audit verify",
        "A run of the first format: its sheets, maps and pages are not derived again; only their "
        "recorded hashes are checked: kholboo audit verify",
    ),
    "audit.note.solved": (
        "{goal}: дахин бодоход утга {value}, HiGHS-ийн хязгаар {bound}",
        "{goal}: solved again, value {value}, bound according to HiGHS {bound}",
    ),
    # --- tables and columns
    "schema.scenario": (
        "kholboo.toml дахь [scenarios.<name>] тохиргоо",
        "settings of [scenarios.<name>] in kholboo.toml",
    ),
    "schema.roads": (
        "kholboo.toml дахь [roads] тохиргоо:",
        "settings of [roads] in kholboo.toml:",
    ),
    "schema.required": ("заавал", "required"),
    "schema.one_of": ("эдгээрийн нэг: {codes}", "one of {codes}"),
    "schema.type.identifier": ("код", "identifier"),
    "schema.type.text": ("бичвэр", "text"),
    "schema.type.code": ("сонголт", "code"),
    "schema.type.number": ("тоо", "number"),
    "schema.type.whole number": ("бүхэл тоо", "whole number"),
    "schema.type.money": ("мөнгө", "money"),
    "schema.type.exact number": ("яг тоо", "exact number"),
    "schema.type.yes/no": ("тийм/үгүй", "yes/no"),
    "schema.type.date": ("огноо", "date"),
    # --- findings
    "check.error": ("АЛДАА", "ERRORS"),
    "check.warning": ("АНХААРУУЛГА", "WARNINGS"),
    "check.note": ("ТЭМДЭГЛЭЛ", "NOTES"),
    "check.more": (
        "  бас {more}; бүгдийг нь: `kholboo check --format csv -o findings.csv`",
        "  and {more} more; `kholboo check --format csv -o findings.csv` lists all",
    ),
    "check.next.error": (
        "Дараагийн алхам: алдааг засаад `kholboo check`-ийг дахин ажиллуулна; түүнээс өмнө "
        "төлөвлөхгүй.",
        "Next: correct the errors, then run `kholboo check` again; no plan is made before.",
    ),
    "check.next.warning": (
        "Дараагийн алхам: анхааруулгыг үзнэ үү; `kholboo plan` өгөгдлийг байгаагаар нь авч явна.",
        "Next: look at the warnings; `kholboo plan` goes on with the data as they are.",
    ),
    "check.next.none": ("Дараагийн алхам: `kholboo plan`.", "Next: run `kholboo plan`."),
    # --- what was assumed
    "assumption.head": (
        "Юуг таамагласан, хамгийн их нөлөөлөхөөс нь эхэлж:",
        "What was assumed, what decides most first:",
    ),
    "assumption.more": (
        "бас {count}; бүгдийг нь: `kholboo check --json`",
        "and {count} more; `kholboo check --json` lists all",
    ),
    "assumption.sheets_left": ("{count} хуудсыг уншаагүй", "{count} sheets not read"),
    "assumption.no_yearly_limit": (
        "жилийн хязгаар заагаагүй: төлөвлөгөө жилд хэдийг ч зарж болно",
        "no yearly limit: a plan may spend any sum a year",
    ),
    "assumption.no_yearly_limit.spent": (
        "жилийн хязгаар заагаагүй: энэ төлөвлөгөө жилд {sum} зарна",
        "no yearly limit: this plan would spend {sum} a year",
    ),
    "assumption.no_capital_limit": (
        "нэг удаагийн зардлын хязгаар заагаагүй: төлөвлөгөө хэдийг ч зарж болно",
        "no limit on one-time money: a plan may spend any sum",
    ),
    "assumption.no_capital_limit.spent": (
        "нэг удаагийн зардлын хязгаар заагаагүй: энэ төлөвлөгөө {sum} зарна",
        "no limit on one-time money: this plan would spend {sum}",
    ),
    "assumption.users_unknown": (
        "{all} байгууллагын {count} нь хэрэглэгчээ заагаагүй: тэдэнд юу ч төлөвлөх боломжгүй",
        "{count} of {all} sites name no users: nothing can be planned for them",
    ),
    "assumption.users_of_kind": (
        "{all} байгууллагын {count} нь хэрэглэгчээ заагаагүй: төрлөөр нь {values} гэж тооцов",
        "{count} of {all} sites name no users: taken as {values} by their kind",
    ),
    "assumption.users_of_population": (
        "{all} байгууллагын {count} нь хэрэглэгчээ заагаагүй: сумын хүн амын хэсэг гэж тооцов",
        "{count} of {all} sites name no users: taken as a share of their soum's population",
    ),
    "assumption.users_at_once": (
        "{all} байгууллагын {count}-д зөвхөн зэрэг хэрэглэгч бий: бүх хэрэглэгч гэж тооцов",
        "{count} of {all} sites count people online at once alone: taken as all their users",
    ),
    "assumption.staff_only": (
        "{all} байгууллагын {count} нь зөвхөн ажилтнаа заасан: бусад хэрэглэгчийг тооцоогүй",
        "{count} of {all} sites name staff alone: nobody else counts as a user",
    ),
    "assumption.speed_unknown": (
        "холболттой {count} байгууллагын хурд тодорхойгүй: {values} Мбит/с гэж тооцов",
        "{count} connected sites without a speed: taken as {values} Mbps",
    ),
    "assumption.volume_unknown": (
        "{count} холболтын сарын дата хязгаар тодорхойгүй: {values} ГБ гэж тооцов",
        "{count} links of a medium with monthly caps: taken as {values} GB a month",
    ),
    "assumption.inside_unknown": (
        "{all} байгууллагын {count} нь чиглүүлэгч, Wi-Fi, дотоод сүлжээгээ заагаагүй: "
        "холболттой бол бий, холболтгүй бол алга гэж тооцов",
        "{count} of {all} sites say nothing of router, Wi-Fi or LAN: taken as there where a link "
        "is, and as missing where none is",
    ),
    "assumption.speed_doubted": (
        "{count} байгууллагын хурд үнэн байх боломжгүй: тодорхойгүй гэж тооцов",
        "{count} sites with a speed that cannot be true: taken as unknown",
    ),
    "assumption.link_contradicted": (
        "{count} байгууллага холболттой ч, холболтгүй ч гэсэн: холболтгүй гэж тооцов",
        "{count} sites both connected and not: taken as not connected",
    ),
    "assumption.number.rounded": (
        "хүн, компьютерын {count} тоо бутархайтай: бүхэлчлэв",
        "{count} counts of people or computers with decimals: rounded",
    ),
    "assumption.expression.part_empty": (
        "бодсон {count} тооны нэг хэсэг хоосон: үлдсэнийг нь авав",
        "{count} computed figures with an empty part: the rest is taken",
    ),
    "assumption.value.unreadable_is_unknown": (
        "уншигдахгүй {count} нүд: тодорхойгүй гэж тооцов",
        "{count} cells that cannot be read: taken as unknown",
    ),
    "finding.row": ("{file}, {row}-р мөр", "{file} row {row}"),
    "finding.found": ("байгаа нь: {text}", "found {text}"),
    "finding.times": ("{count} удаа, жишээ нь {list}", "{count} times, such as {list}"),
    "finding.expected": ("байх ёстой: {text}", "expected {text}"),
    # --- what a command says beside its answer
    "cli.error": ("Алдаа: {text}", "Error: {text}"),
    "cli.wrote": ("Бичсэн: {file}", "Wrote {file}"),
    "cli.next_check": ("Дараагийн алхам: {command}", "Next: {command}"),
    "cli.example_made": (
        "Жишээ төслийг {folder} дотор үүсгэв.",
        "Made the example project in {folder}.",
    ),
    "cli.example_checked": (
        "Хүснэгтүүдийг шалгав: төлөвлөхөд саадгүй. Төлөвлөж байна; нэг, хоёр минут болно.",
        "Checked its tables: nothing stops a plan. Planning; this takes a minute or two.",
    ),
    "cli.no_project": (
        "{place} дотор kholboo.toml алга. Төслийн хавтас руу орох, -C DIR-ээр заах, эсвэл шинээр "
        "үүсгэнэ үү: kholboo init DIR",
        "There is no kholboo.toml in {place}. Go to a project folder, name one with -C DIR, or "
        "make one: kholboo init DIR",
    ),
    "cli.this_folder": ("энэ хавтас", "this folder"),
    "cli.interrupted": (
        "Зогсоосон. Дутуу бичигдсэн зүйл үлдээгүй.",
        "Interrupted. Nothing half-written was left behind.",
    ),
    "cli.interrupted_early": (
        "Төлөвлөгөө гарахаас өмнө зогсоосон. Мөн тушаалыг дахин ажиллуулна уу.",
        "Interrupted before there was a plan. Run the same command to start again.",
    ),
    "cli.interrupted_saved": (
        "Зогсоосон: тухайн үеийн хамгийн сайн төлөвлөгөөг {run} дотор хадгалав.",
        "Interrupted: the best plan so far is saved in {run}.",
    ),
    "cli.stage.read": ("хүснэгтүүдийг уншиж байна", "reading the tables"),
    "cli.stage.candidates": (
        "байгууллага бүрийн боломжийг тооцож байна",
        "working out what each site could get",
    ),
    "cli.stage.floors": (
        "бүлэг бүр зэрэг юу авч чадахыг олж байна",
        "finding what every group can have at once",
    ),
    "cli.stage.solve": ("сонгож байна", "choosing"),
    "cli.stage.benefit": ("хамгийн их үр өгөөжтэйг сонгож байна", "choosing for the most benefit"),
    "cli.stage.sites_at_standard": (
        "стандартад хүрэх байгууллагыг олшруулж байна",
        "choosing for the most sites at standard",
    ),
    "cli.stage.users_at_standard": (
        "стандартад хүрэх хүнийг олшруулж байна",
        "choosing for the most people at standard",
    ),
    "cli.stage.least_shares_1": (
        "хамгийн бага хувийг өсгөж байна",
        "choosing for the greatest least share",
    ),
    "cli.stage.least_shares_2": (
        "хамгийн бага хоёр хувийг өсгөж байна",
        "choosing for the two least shares",
    ),
    "cli.stage.least_shares_3": (
        "хамгийн бага гурван хувийг өсгөж байна",
        "choosing for the three least shares",
    ),
    "cli.stage.cost": ("хамгийн хямдыг сонгож байна", "choosing the cheapest"),
    "cli.stage.compare": ("юу өөрчлөгдөхийг бодож байна", "asking what would change"),
    "cli.stage.write": ("хүснэгт, зураг бичиж байна", "writing sheets and maps"),
    "cli.points": ("{points} оноо", "{points} points"),
    "cli.at_most_better": (
        "үүнээс {gap} %-иас илүү сайн байж чадахгүй",
        "at most {gap} % from the best",
    ),
    "cli.left": ("{seconds} секунд орчим үлдсэн", "about {seconds} s left"),
    "cli.gap_now": ("зөрүү {gap} %", "gap {gap} %"),
    "cli.infeasible": (
        "Эдгээр хязгаарыг бүгдийг нь хангах төлөвлөгөө байхгүй. Алийг нь болохыг үзэх: "
        "kholboo explain --infeasible --run {run}",
        "No plan can keep all of these limits. See which: kholboo explain --infeasible --run {run}",
    ),
    "nobody.head": (
        "Төлөвлөх зүйл алга: {count} байгууллагын аль нь ч ямар ч үр өгөөж хүртэж чадахгүй "
        "({reasons}). Төлөвлөгөө гаргасангүй.",
        "There is nothing to plan: none of {count} sites can gain any benefit ({reasons}). No plan "
        "was made.",
    ),
    "nobody.no_users": ("{count} нь хэрэглэгчээ заагаагүй", "{count} name no users"),
    "nobody.adequate": ("{count} нь стандартад хүрсэн", "{count} are at standard already"),
    "nobody.no_option": (
        "{count}-д одоогийнхоос илүүг өгөх сонголт алга",
        "{count} have no option that gives more than today",
    ),
    "nobody.next.no_users": (
        "Сурагч, уншигч, ажилтны тоог байгууллагын хүснэгтэд нэмэх, эсвэл стандартад "
        "users_if_unknown заана уу.",
        "Add students, visitors or staff to the table of sites, or set users_if_unknown in the "
        "standard of their kind.",
    ),
    "nobody.next.no_option": (
        "Технологи бүрийг яагаад санал болгоогүйг үзэх: kholboo candidates",
        "See why each technology is not on offer: kholboo candidates",
    ),
    "cli.no_plan_simple": (
        "{solver} арга бүх хязгаарт багтах төлөвлөгөө олсонгүй; энэ нь юуг ч батлахгүй. Батлах "
        "чадвартай арга: kholboo plan --solver exact",
        "The {solver} solver found no plan that keeps every limit, which proves nothing. Ask the "
        "one that can: kholboo plan --solver exact",
    ),
    "cli.no_plan": (
        "Төлөвлөгөө гарахаас өмнө зогссон. Илүү хайх: kholboo plan --effort 3",
        "Stopped before there was a plan. Look harder: kholboo plan --effort 3",
    ),
    "cli.gap": (
        "Баталгаат зөрүү {gap}, хүссэн {asked} %-иас их. Илүү хайх: kholboo plan --effort 3",
        "The certified gap is {gap}, above the {asked} % asked for. "
        "Look harder: kholboo plan --effort 3",
    ),
    "cli.input_errors": (
        "Алдаа: оролтын {count} алдаа үүнийг зогсоож байна:",
        "Error: {count} errors in the input stop this:",
    ),
    "cli.more_errors": ("... бас {count}.", "... and {count} more."),
    "cli.see_check": (
        "Бүгдийг нь, юу хийхтэй нь үзэх: kholboo check",
        "See them all, with what to do: kholboo check",
    ),
}
"""Mongolian and English by label key."""
