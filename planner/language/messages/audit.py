"""Audits, seals, keys and decisions."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # --- audits
    "audit.whole": "The run is whole: everything checked holds.",
    "audit.same": "The recorded inputs give exactly the recorded scenario, problem, plan, sheets and maps.",
    "audit.line": "{file}: {field}: recorded {recorded}, now {recomputed}",
    "audit.line_ends": (
        "Only the line ends of {count} files differ ({files}), their contents are the same: git "
        "does this on Windows. To restore them: git config core.autocrlf false, then check the folder out "
        "again."
    ),
    # --- seals
    "seal.run": "Run {run}",
    "seal.fingerprint": "Plan fingerprint: {fingerprint} (short: {short})",
    "seal.fingerprint_first": (
        "Plan fingerprint: {fingerprint}. It is of the first kind, with 12 digits: it does not "
        "cover versions, proof and what sheets say, and can be met on purpose."
    ),
    "seal.seal": "Seal (SHA-256 of manifest.json), to be written on paper:",
    "seal.vouched_key": "Signed with the key that was named: {key_id}.",
    "seal.vouched_expected": "The seal is the one that was expected.",
    "seal.later": (
        "{count} files in exports/ were written later: they are outside the seal and were checked "
        "by their own list, exports/manifest.json, which anybody can make again."
    ),
    "seal.unsigned": (
        "WARNING: unsigned: nobody vouches that this is the run you were promised; it may have "
        "been made again as a whole. Learn its seal by another way and give it with --expect, or "
        "give the public key of who signed with --key."
    ),
    "seal.unknown_key": (
        "WARNING: signed with the key {key_ids}, but nobody said whose key that is, and anybody "
        "can make a key. Compare the key id by another way, or give the public key with --key."
    ),
    "seal.unchecked": (
        "The signatures were not checked: the library cryptography is not installed. "
        "To install it: pip install 'kholboo[sign]'"
    ),
    "seal.signed": "Signed with the key {key_id}: {file}",
    "seal.check_with": "The receiver checks with: {command}",
    "seal.tell": "Tell the seal by another way than the folder: on paper, by telephone.",
    "seal.what_if": "A quick what-if is not sealed: plan again without --quick.",
    "seal.made": "Seal: {seal}.",
    "seal.refused": "Not sealed: the run is not consistent.",
    "seal.not_digits": (
        "--expect: {found} is no seal; it is written with the digits 0 to 9 and a to f, spaces and "
        "dashes do not count"
    ),
    "seal.wrong_length": (
        "--expect: {count} digits were given, {least} to {most} are needed; fewer would prove "
        "nothing"
    ),
    # --- keys
    "key.made": "Private key {private}: give it to nobody, and keep it out of project folders.",
    "key.public": "Public key {public}: give it to whoever has to check.",
    "key.id": "Key id: {key_id}",
    "key.passphrase": "Passphrase",
    "key.no_library": "signatures need the library cryptography; install it with: pip install 'kholboo[sign]'",
    "key.exists": "{file} exists already; a key is never overwritten, give another name",
    "key.no_folder": "there is no folder {folder}; make it and try again",
    "key.inside": (
        "{file} lies inside the project {project}, which is handed on as a whole; keep private "
        "keys outside of it"
    ),
    "key.missing": "there is no file {file}; name the file of the key",
    "key.not_private": "{file} is no private key; name a file made by `kholboo audit keygen`",
    "key.not_public": "{file} is no public key; name the file that ends in .pub",
    "key.private_given": "{file} is a private key; to check, the public one that ends in .pub is enough",
    "key.other_kind": "{file} is no Ed25519 key; make one with `kholboo audit keygen`",
    "key.locked": "{file} needs its passphrase; type it when asked, or give --passphrase-file",
    "key.wrong_passphrase": "{file}: the passphrase does not fit, or the file is damaged; try again",
    "key.empty_passphrase": "{file}: its first line is empty; write the passphrase there",
    # --- who decided
    "title.decisions": "Who decided",
    "decided_on": "What",
    "decided_by": "Decided by",
    "decided.not_stated": "not stated",
    "decided.plan": "the plan",
    "decided.override": "setting given instead: {subject} = {value}",
    "decided.directive": "directive {subject}",
    "decided.fund": "fund {subject}",
    # --- the log
    "log.head": "{run}: {date}, scenario {scenario}, {status}",
    "log.hashes": "  fingerprint {fingerprint}, seal {seal}",
    "log.signed": "  signed by {key_ids}",
    "log.unsigned": "  unsigned",
    "log.bad_signature": "{key_id} (does not fit)",
    "log.unchecked_signature": "{key_id} (not checked)",
    "log.altered": "  WARNING: manifest.json does not fit the seal beside it",
    "log.decided": "  decided by: {who}",
    "log.inputs": "  inputs changed: {names}",
    "log.change": "  {what}: {before} -> {after}",
    "log.capital": "capital",
    "log.benefit": "benefit, points",
    "log.version": "version of {name}",
    "log.who": "decided by ({what})",
    "log.nothing": "  nothing changed against the run before",
    "log.unreadable": "{run}: cannot be read ({why})",
    "log.note": "The log repeats what the folders say; to check one: kholboo audit verify",
    "log.none": "There is no run yet; make one with kholboo plan",
}
"""English by key; the Mongolian is in the catalogue."""
