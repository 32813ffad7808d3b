"""New projects, importing files and taking changes back."""

from __future__ import annotations

from collections.abc import Mapping

from planner.language.words import Plural

WORDS: Mapping[str, str | Plural] = {
    # --- countries
    "country.unknown": "there is no country {written}; write two letters of ISO 3166, such as {hint}",
    "cli.country_ours": "A project for Mongolia (MN, MNT). For another country: kholboo init DIR --country CODE",
    "cli.next_import": "To bring in your files: {command}",
    # --- what a file is
    "import.table.sites": "sites",
    "import.table.roads": "roads",
    "import.table.pops": "points of presence",
    "import.table.towers": "towers",
    "import.table.spans": "existing lines",
    "import.table.coverage": "coverage",
    "import.table.places": "places",
    "import.table.catalogue": "catalogue",
    "import.file": Plural("{file}: {table}, {count} row", "{file}: {table}, {count} rows"),
    "import.file_layout": Plural(
        "{file}: {table}, {count} row ({layout})", "{file}: {table}, {count} rows ({layout})"
    ),
    "import.file_unknown": "{file}: not recognised; its headers are {headers}",
    "import.file_skipped": "{file}: not brought in",
    "import.file_trouble": "{file}: unreadable: {trouble}",
    "import.copied": "{old} lies outside the project and will be copied to {new}",
    "import.known": "known header",
    "import.guess": "guess: {why}",
    "import.all_rows": "{code} in every row",
    "import.value": "{word} → {code}",
    "import.no_value": "{word} → unknown",
    "import.not_read": "(not read)",
    "import.unread": "columns not read: {headers}",
    "import.rows_head": "As understood, the first {count}:",
    "import.rows_faults": "Read so, errors: {errors}, warnings: {warnings}",
    # --- why something was guessed
    "import.why.layout": "a column of {layout}",
    "import.why.level": "the project's levels name {word}",
    "import.why.word": "{header} is often used so",
    "import.why.ending": "the end of {header}",
    "import.why.position": "its values look like positions",
    "import.why.like": "written nearly like {name}",
    "import.why.key": "no two rows have the same {headers}",
    "import.why.key_name": "read as the identifier, too",
    "import.why.said": "you said so",
    "import.why.where": "other rows are not of this table",
    "import.why.no_codes": "{header} holds no codes",
    "import.why.all_rows": "no column says it",
    "import.why.value": "in {count} rows",
    "import.why.format": "the one way that reads them all",
    "import.why.codes": "its values are words that are known",
    "import.why.halves": "the sum of two halves",
    "import.why.missing": "no count is negative; in {count} rows",
    "import.why.no_count": "a code for missing of such files",
    "import.why.starter": "a file that Kholboo wrote",
    # --- questions
    "import.ask.table": "What is {file}? (skip: leave it out)",
    "import.ask.column": "{file}: which column is {column} ({meaning})?",
    "import.ask.constant": "{file}: no column says it: {meaning}. Which one for every row?",
    "import.ask.value": "{file}: {count} rows say {word}: {meaning}. Which of our codes is it?",
    "import.ask.number_format": "{file}: how are its numbers written?",
    "import.ask.date_format": "{file}: in which order are its dates written?",
    "import.ask.crs": "{file}: its coordinates are metres of a map, no degrees. In which system? (EPSG code)",
    "import.ask.rows": (
        "{file}: {count} rows say {words} under {header}. leave_out: not part of the plan, keep: "
        "part of it"
    ),
    "import.ask.beside": (
        "{file} looks like {table}, and so is {others}. add: read both, replace: in their place, "
        "skip: leave it out"
    ),
    "import.ask.catalogue": (
        "There are no prices. Take Kholboo's starter catalogue (USD, up to {date}; every price is "
        "assumed, none is your country's), or the starter with published prices of one source?"
    ),
    "import.preset": "Prices of {preset} are published defaults, none is your country's: {path} says what they leave out.",
    "import.ask.usd_rate": "How many {currency} is 1 USD (on {date})?",
    "import.ask.vat_rate": "{country}: rate of value-added tax? (0.16, 16%; 0 where there is none)",
    "import.ask.discount_rate": "{country}: discount rate a year? (0.1, 10%)",
    "import.ask.school_months_per_year": "{country}: how many months a year do schools teach?",
    "import.ask.school_year_starts": "{country}: when does the school year begin? (MM-DD, such as 01-08)",
    "import.ask.capex": "The limit of capital, in {currency}?",
    "import.ask.opex_per_year": "The limit of yearly costs, fees paid today included, in {currency}?",
    "import.ask.users": "{count} of {all} sites of kind {kind} name no users. How many to take for each?",
    "import.needed": "must be answered",
    "import.may_wait": "may wait (-)",
    "import.guessed": "guess {guess}",
    "import.open_head": "Open questions:",
    "import.prompt_choice": "Number or word",
    "import.prompt": "Answer",
    "import.answer.choice": "{id}: {written} is none of the options: {options}",
    "import.answer.wrong": "{id}: {written} cannot be read; write it like {example}",
    "import.answer.form": "{written}: write --answer ID=ANSWER",
    "import.answer.nobody_asked": "{ids}: nobody asks that; --json lists the questions",
    # --- writing
    "import.comment.table": "written by kholboo import",
    "import.comment.guess": "guess",
    "import.comment.said": "answered at import",
    "import.diff_head": "kholboo.toml will change so:",
    "import.new_file": "New file: {file}",
    "import.left_out": (
        "Left out of the starter catalogue, too small for whole {currency}: {skus}. Add your own "
        "price"
    ),
    "import.nothing": "Nothing to change.",
    "import.confirm": "Write this?",
    "import.not_written": "Nothing was written.",
    "import.written": "Wrote {files}. To take it back: kholboo undo",
    "import.how_to_go_on": (
        "Nothing was written. Answer with --answer ID=ANSWER; --yes accepts the guesses and writes."
    ),
    "import.still_open": "Nothing was written: these must be answered: {ids}",
    # --- refusals
    "import.missing": "there is no file {file}; check the path",
    "import.no_file": "{file} is not an ordinary file; name the files inside it",
    "import.own_file": "{file} is Kholboo's own; name a file of your data",
    "import.too_large_to_copy": (
        "{file} lies outside the project and is too large to be copied; put it into data/ "
        "yourself and import it from there"
    ),
    "import.exists": "{file} exists with other content, and no file is ever overwritten; rename one of them",
    "import.broken_project": "the project file cannot be read: {finding}",
    "import.cannot_edit": (
        "kholboo.toml cannot be edited by a program, perhaps because its tables are scattered; put "
        "the [tables.…] sections together and try again"
    ),
    # --- what was assumed
    "assumption.prices": (
        "{count} of {all} prices are assumed, nobody offered them: replace them before any decision"
    ),
    "assumption.foreign_figures": "figures of {country} are not stated, Mongolia's stand in: {settings}",
    # --- the journal
    "journal.nothing": (
        "there is nothing to take back: Kholboo changed no file of this project, or all was "
        "taken back"
    ),
    "journal.edited": (
        "{file} was edited since {command} changed it, so nothing was taken back; move your edit "
        "away first, or keep it and edit on"
    ),
    "journal.changed_meanwhile": "{file} was changed just now, so nothing was written; run the same command again",
    "journal.damaged": "{file} is damaged, so nothing can be taken back; your files are as they are",
    "journal.outside": "{file} leads out of the project, so it was not touched",
    "journal.taken_back": "Took back {command}. Restored: {restored}. Removed: {removed}",
    "journal.none": "none",
}
