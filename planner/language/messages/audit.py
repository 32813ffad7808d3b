"""Words of audits, seals, keys and decisions, in Mongolian and in English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    # --- audits
    "audit.whole": (
        "Төлөвлөгөө бүрэн бүтэн: шалгасан бүхэн үнэн байна.",
        "The run is whole: everything checked holds.",
    ),
    "audit.same": (
        "Бүртгэсэн өгөгдлөөс яг бүртгэсэн хувилбар, бодлого, төлөвлөгөө, хүснэгт, газрын зураг "
        "гарч байна.",
        "The recorded inputs give exactly the recorded scenario, problem, plan, sheets and maps.",
    ),
    "audit.line": (
        "{file}: {field}: бүртгэсэн нь {recorded}, одоо {recomputed}",
        "{file}: {field}: recorded {recorded}, now {recomputed}",
    ),
    "audit.line_ends": (
        "{count} файлын зөвхөн мөрийн төгсгөл өөрчлөгдсөн, агуулга нь хэвээрээ: Windows дээр git "
        "ингэдэг. Сэргээх: git config core.autocrlf false гээд хавтсыг дахин татна.",
        "Only the line ends of {count} files differ, their contents are the same: git does this on "
        "Windows. To restore them: git config core.autocrlf false, then check the folder out "
        "again.",
    ),
    # --- seals
    "seal.run": ("Төлөвлөгөө {run}", "Run {run}"),
    "seal.fingerprint": (
        "Төлөвлөгөөний хурууны хээ: {fingerprint} (товчоор {short})",
        "Plan fingerprint: {fingerprint} (short: {short})",
    ),
    "seal.fingerprint_first": (
        "Төлөвлөгөөний хурууны хээ: {fingerprint}. Энэ нь эхний хэлбэрийн 12 оронтой хээ: "
        "хувилбар, баталгаа, хуудасны агуулгыг хамрахгүй, санаатай давхцуулж болно.",
        "Plan fingerprint: {fingerprint}. It is of the first kind, with 12 digits: it does not "
        "cover versions, proof and what sheets say, and can be met on purpose.",
    ),
    "seal.seal": (
        "Битүүмжлэл (manifest.json-ийн SHA-256), цаасанд бичихээр:",
        "Seal (SHA-256 of manifest.json), to be written on paper:",
    ),
    "seal.vouched_key": (
        "Заасан түлхүүрээр гарын үсэг зурсан: {key_id}.",
        "Signed with the key that was named: {key_id}.",
    ),
    "seal.vouched_expected": (
        "Битүүмжлэл хүлээсэн битүүмжлэлтэй тохирч байна.",
        "The seal is the one that was expected.",
    ),
    "seal.later": (
        "exports/ дахь {count} файлыг дараа нь бичсэн: битүүмжлэлд орохгүй, өөрийн жагсаалтаар "
        "(exports/manifest.json) шалгав. Тэр жагсаалтыг хэн ч дахин хийж чадна.",
        "{count} files in exports/ were written later: they are outside the seal and were checked "
        "by their own list, exports/manifest.json, which anybody can make again.",
    ),
    "seal.unsigned": (
        "АНХААР: гарын үсэггүй. Энэ нь танд амласан төлөвлөгөө мөн гэдгийг хэн ч батлаагүй; "
        "бүхэлд нь дахин хийсэн байж болно. Битүүмжлэлийг өөр замаар мэдэж аваад --expect-ээр, "
        "эсвэл гарын үсэг зурсан хүний нийтийн түлхүүрийг --key-ээр заана уу.",
        "WARNING: unsigned: nobody vouches that this is the run you were promised; it may have "
        "been made again as a whole. Learn its seal by another way and give it with --expect, or "
        "give the public key of who signed with --key.",
    ),
    "seal.unknown_key": (
        "АНХААР: {key_ids} түлхүүрээр гарын үсэг зурсан ч энэ хэний түлхүүр болохыг хэлээгүй; "
        "түлхүүрийг хэн ч үүсгэж чадна. Түлхүүрийн дугаарыг өөр замаар тулгах, эсвэл нийтийн "
        "түлхүүрийг --key-ээр заана уу.",
        "WARNING: signed with the key {key_ids}, but nobody said whose key that is, and anybody "
        "can make a key. Compare the key id by another way, or give the public key with --key.",
    ),
    "seal.unchecked": (
        "Гарын үсгийг шалгаагүй: cryptography сан суугаагүй байна. "
        "Суулгах: pip install 'kholboo[sign]'",
        "The signatures were not checked: the library cryptography is not installed. "
        "To install it: pip install 'kholboo[sign]'",
    ),
    "seal.signed": (
        "Гарын үсэг зурав, түлхүүр {key_id}: {file}",
        "Signed with the key {key_id}: {file}",
    ),
    "seal.check_with": (
        "Хүлээн авагч шалгах нь: {command}",
        "The receiver checks with: {command}",
    ),
    "seal.tell": (
        "Битүүмжлэлийг хавтастай хамт биш, өөр замаар (цаасаар, утсаар) дамжуулна уу.",
        "Tell the seal by another way than the folder: on paper, by telephone.",
    ),
    "seal.what_if": (
        "Түргэн хариулт (what-if) битүүмжлэгдэхгүй: --quick-гүйгээр дахин төлөвлөнө үү.",
        "A quick what-if is not sealed: plan again without --quick.",
    ),
    "seal.made": ("Битүүмжлэл: {seal}.", "Seal: {seal}."),
    "seal.refused": (
        "Битүүмжлээгүй: төлөвлөгөө дотроо зөрж байна.",
        "Not sealed: the run is not consistent.",
    ),
    "seal.not_digits": (
        "--expect: {found} нь битүүмжлэл биш; 0–9, a–f тэмдэгтээр бичсэн байх ёстой, зай, зураас "
        "хамаагүй",
        "--expect: {found} is no seal; it is written with the digits 0 to 9 and a to f, spaces and "
        "dashes do not count",
    ),
    "seal.wrong_length": (
        "--expect: {count} тэмдэгт байна, {least}-оос {most} байх ёстой; цөөн тэмдэгт нь юу ч "
        "батлахгүй",
        "--expect: {count} digits were given, {least} to {most} are needed; fewer would prove "
        "nothing",
    ),
    # --- keys
    "key.made": (
        "Нууц түлхүүр {private}: хэнд ч бүү өгөөрэй, төслийн хавтаст бүү хадгалаарай.",
        "Private key {private}: give it to nobody, and keep it out of project folders.",
    ),
    "key.public": (
        "Нийтийн түлхүүр {public}: шалгах хүмүүст өгнө.",
        "Public key {public}: give it to whoever has to check.",
    ),
    "key.id": ("Түлхүүрийн дугаар: {key_id}", "Key id: {key_id}"),
    "key.passphrase": ("Нууц үг", "Passphrase"),
    "key.no_library": (
        "гарын үсэгт cryptography сан хэрэгтэй; суулгах: pip install 'kholboo[sign]'",
        "signatures need the library cryptography; install it with: pip install 'kholboo[sign]'",
    ),
    "key.exists": (
        "{file} байна; түлхүүрийг дарж бичихгүй, өөр нэр өгнө үү",
        "{file} exists already; a key is never overwritten, give another name",
    ),
    "key.no_folder": (
        "{folder} гэсэн хавтас алга; үүсгээд дахин оролдоно уу",
        "there is no folder {folder}; make it and try again",
    ),
    "key.inside": (
        "{file} нь {project} төсөл дотор байна; төсөл бүхлээрээ бусдад очдог тул нууц түлхүүрийг "
        "гадна нь хадгална уу",
        "{file} lies inside the project {project}, which is handed on as a whole; keep private "
        "keys outside of it",
    ),
    "key.missing": (
        "{file} гэсэн файл алга; түлхүүрийн файлыг заана уу",
        "there is no file {file}; name the file of the key",
    ),
    "key.not_private": (
        "{file} нь нууц түлхүүр биш; `kholboo audit keygen`-ээр үүсгэсэн файлыг заана уу",
        "{file} is no private key; name a file made by `kholboo audit keygen`",
    ),
    "key.not_public": (
        "{file} нь нийтийн түлхүүр биш; .pub төгсгөлтэй файлыг заана уу",
        "{file} is no public key; name the file that ends in .pub",
    ),
    "key.private_given": (
        "{file} нь нууц түлхүүр; шалгахад .pub төгсгөлтэй нийтийн түлхүүр хангалттай",
        "{file} is a private key; to check, the public one that ends in .pub is enough",
    ),
    "key.other_kind": (
        "{file} нь Ed25519 түлхүүр биш; `kholboo audit keygen`-ээр үүсгэнэ үү",
        "{file} is no Ed25519 key; make one with `kholboo audit keygen`",
    ),
    "key.locked": (
        "{file} нууц үгтэй; --passphrase-file-аар заах, эсвэл асуухад бичнэ үү",
        "{file} needs its passphrase; type it when asked, or give --passphrase-file",
    ),
    "key.wrong_passphrase": (
        "{file}: нууц үг тохирсонгүй, эсвэл файл гэмтсэн; дахин оролдоно уу",
        "{file}: the passphrase does not fit, or the file is damaged; try again",
    ),
    "key.empty_passphrase": (
        "{file}: эхний мөр нь хоосон; нууц үгийг тэнд бичнэ үү",
        "{file}: its first line is empty; write the passphrase there",
    ),
    # --- who decided
    "title.decisions": ("Хэн шийдвэрлэсэн", "Who decided"),
    "decided_on": ("Юуг", "What"),
    "decided_by": ("Шийдвэр гаргасан", "Decided by"),
    "decided.not_stated": ("заагаагүй", "not stated"),
    "decided.plan": ("төлөвлөгөө", "the plan"),
    "decided.override": (
        "өөрчилсөн тохиргоо {subject} = {value}",
        "setting given instead: {subject} = {value}",
    ),
    "decided.directive": ("удирдамж {subject}", "directive {subject}"),
    "decided.fund": ("санхүүжилт {subject}", "fund {subject}"),
    # --- the log
    "log.head": (
        "{run}: {date}, хувилбар {scenario}, {status}",
        "{run}: {date}, scenario {scenario}, {status}",
    ),
    "log.hashes": (
        "  хурууны хээ {fingerprint}, битүүмжлэл {seal}",
        "  fingerprint {fingerprint}, seal {seal}",
    ),
    "log.signed": ("  гарын үсэг: {key_ids}", "  signed by {key_ids}"),
    "log.unsigned": ("  гарын үсэггүй", "  unsigned"),
    "log.bad_signature": ("{key_id} (тохирохгүй)", "{key_id} (does not fit)"),
    "log.unchecked_signature": ("{key_id} (шалгаагүй)", "{key_id} (not checked)"),
    "log.altered": (
        "  АНХААР: manifest.json бүртгэсэн битүүмжлэлтэйгээ тохирохгүй",
        "  WARNING: manifest.json does not fit the seal beside it",
    ),
    "log.decided": ("  шийдвэр гаргасан: {who}", "  decided by: {who}"),
    "log.inputs": ("  өөрчлөгдсөн оролт: {names}", "  inputs changed: {names}"),
    "log.change": ("  {what}: {before} -> {after}", "  {what}: {before} -> {after}"),
    "log.capital": ("нэг удаагийн зардал", "capital"),
    "log.benefit": ("үр өгөөж, оноо", "benefit, points"),
    "log.version": ("хувилбар: {name}", "version of {name}"),
    "log.who": ("шийдвэр гаргасан ({what})", "decided by ({what})"),
    "log.nothing": ("  өмнөхөөсөө өөрчлөгдөөгүй", "  nothing changed against the run before"),
    "log.unreadable": (
        "{run}: уншигдахгүй байна ({why})",
        "{run}: cannot be read ({why})",
    ),
    "log.note": (
        "Жагсаалт нь хавтаснуудад бичсэнийг давтана; шалгах нь: kholboo audit verify",
        "The log repeats what the folders say; to check one: kholboo audit verify",
    ),
    "log.none": (
        "Төлөвлөгөө алга; хийх нь: kholboo plan",
        "There is no run yet; make one with kholboo plan",
    ),
}
"""Mongolian and English by label key."""
