"""Sweeps, findings and next steps on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # --- sweeps
    "sweep.fixed_floors": "Floors keep the amounts of the scenario's own plan (--refit-floors finds them anew):",
    "sweep.kept_floors": "Floors keep the amounts of the scenario's own plan:",
    "sweep.fixed_floor": "  {number}. {quantity}: {amounts}",
    "sweep.budget": "budget",
    "sweep.points": "points",
    "sweep.gap": "gap",
    "sweep.sites": "sites",
    "sweep.people": "people",
    "sweep.cost_once": "cost once",
    "sweep.cost_yearly": "cost a year",
    "sweep.run": "run",
    "sweep.at_most": "at most",
    "sweep.next": "next {sum}",
    "sweep.line": "{budget}: {points} points, gap {gap}, {sites} sites, {people} people ({run})",
    "sweep.progress": "{done} of {total}: {row}",
    "sweep.merged": "{asked} budgets were asked for, {distinct} of them different; equal ones are one row.",
    "sweep.kept": "Interrupted: {done} of {asked} budgets are planned, each a run in runs/.",
    "sweep.kept_so_far": "The best plan so far of the next one is saved too ({run}).",
    "sweep.go_on": "The same command goes on with the others.",
    "sweep.answered": "Interrupted: {done} of {asked} budgets have an answer, above.",
    "sweep.list_prices": (
        "At list prices paid by one budget: stock, spare machines, price tiers and funds are left "
        "out."
    ),
    "sweep.no_run": "No run was saved; to decide on one: kholboo plan --budget MONEY",
    # --- the price of fairness
    "fairness.title": "What fairness costs",
    "fairness.axis": "Points, from {low}",
    "fairness.asked": "least share asked",
    "fairness.least": "least share",
    "fairness.points": "points",
    "fairness.bound": "no plan above",
    "fairness.lost": "cost, points",
    "fairness.between": "proven between",
    "fairness.sites": "sites",
    "fairness.people": "people",
    "fairness.note": (
        "Each point is a plan of most benefit among those that give every group at least this share "
        "of what it could attain, with a bound that no such plan exceeds."
    ),
    "fairness.most": "No plan gives every group more than {share}.",
    "fairness.no_benefit": (
        "the scenario does not seek benefit; name one that does with --scenario to see what "
        "fairness costs"
    ),
    "fairness.nothing": (
        "no plan keeps the limits, or nothing on offer helps any group: there is no share to raise"
    ),
    # --- drawn prices
    "draws.head": (
        "{count} draws, prices vary with spread {spread} (seed {seed}): {planned} have a plan, "
        "{infeasible} cannot have one"
    ),
    "draws.gap": "{told}; gap at most {gap}",
    "draws.benefit": "Benefit: {low} to {high} points in nine draws of ten, middle {middle}, today {today}",
    "draws.cost": (
        "Today's plan would cost {low} to {high} once in nine draws of ten, today {today}; it "
        "keeps every limit in {fits} of {count} draws"
    ),
    "draws.sd": "One-time cost of today's plan: standard deviation {sd} of it",
    "draws.kept": "Chance to keep {limit}: {share}",
    "draws.kept_all": "Chance to keep every limit: {share} (95 %: {low} to {high})",
    "draws.held_back": "held back",
    "draws.supplied": "with stock, tiers, funds",
    "draws.supplied_chance": "keeps its money",
    "draws.plan.proven": "what is proven, and no more",
    "draws.plan.breaks": "{name} (floors not kept: {count})",
    "draws.plan.year_by_year": "year by year",
    "draws.figures": (
        "Users, speeds of links and hours of power were drawn of {count} sites, for what is on "
        "offer today"
    ),
    "draws.points": "points",
    "draws.chance": "keeps every limit",
    "draws.missed_middle": "missed, middle",
    "draws.missed_high": "95 of 100",
    "draws.missed": (
        "missed: points by which any plan made at the drawn prices, with all the money, can give "
        "more, where the plan keeps every limit (proven: never more)"
    ),
    "draws.causes": "What moves the cost most (share of its variance): {list}",
    "draws.cause": "{name} {share}",
    "draws.exchange_rate": "exchange rate",
    "draws.construction": "prices of construction",
    "reserve.found": (
        "Held back so that at drawn prices the plan keeps every limit of money with a chance of "
        "{asked}: {reserve} of each limit."
    ),
    "reserve.chance": "This plan keeps them with a chance of {share} (95 %: {low} to {high}; {draws} draws, seed {seed}).",
    "reserve.cost": (
        "Without the reserve a plan is worth {more} points more (proven between {low} and {high})."
    ),
    "reserve.missed": (
        "no reserve up to {most} keeps every limit of money with a chance of {asked}: at {most} "
        "the chance is {share}"
    ),
    "reserve.no_plan": (
        "with a reserve of {reserve} no plan keeps the floors and other limits; the chance at "
        "{last} is {share}"
    ),
    "draws.sites": (
        "Sites: {safe} are safe choices (in {share} of the plans or more), {depends} depend on "
        "prices, {rarely} are rarely chosen"
    ),
    "draws.proven": "proven today",
    "draws.no_regret": (
        "Choices without regret: {count} sites, whose link is proven at today's prices and that "
        "receive something in {share} of the plans or more"
    ),
    "draws.links": "new links over",
    "draws.today": "today",
    "draws.low": "low",
    "draws.middle": "middle",
    "draws.high": "high",
    "draws.site": "site that depends on prices",
    "draws.plans": "plans",
    "draws.share": "share",
    "draws.over": "most often over",
    "draws.equipment": "equipment alone",
    # --- packages
    "packages.all": "All: {note}",
    "packages.period": "{start} to {end}",
    # --- audits: what was not verified, and how files were compared
    "audit.of.money": "the next money",
    "audit.of.directive": "directive {id}",
    "audit.note.claim": (
        "{goal}: the bound {bound} is according to HiGHS, a claim that this check does not repeat; "
        "to repeat it: kholboo audit rederive --solve"
    ),
    "audit.note.claim_infeasible": (
        "That no plan exists is according to HiGHS, a claim that this check does not repeat; to "
        "repeat it: kholboo audit rederive --solve"
    ),
    "audit.note.unverifiable": "{what}: not verifiable from this run, no certificate was recorded",
    "audit.note.rebuilt": "{what}: checked only from the recorded inputs: kholboo audit rederive",
    "audit.note.version": "{name}: recorded with version {recorded}, installed is {installed}",
    "audit.note.verifier": (
        "verify.py: another version, SHA-256 {sha256}; the installed one is what counts, run it: "
        "kholboo audit verify"
    ),
    "audit.note.stored_otherwise": "{file}: the same content, only compressed or stored otherwise",
    "audit.note.by_content": "{file}: written by other versions, so compared by content, not by bytes",
    "audit.note.not_compared": (
        "{file}: written by other versions, and the content of this format is not compared; not "
        "verifiable from this run"
    ),
    "audit.note.unknown_export": "{file}: not verifiable from this run, the options it was exported with were not recorded",
    "audit.note.export_not_written": "{file}: not verified, it cannot be written here again: {why}",
    "audit.note.first_exports": (
        "A run of the first format: its sheets, maps and pages are not derived again; only their "
        "recorded hashes are checked: kholboo audit verify"
    ),
    "audit.note.solved": "{goal}: solved again, value {value}, bound according to HiGHS {bound}",
    # --- tables and columns
    "schema.scenario": "settings of [scenarios.<name>] in kholboo.toml",
    "schema.roads": "settings of [roads] in kholboo.toml:",
    "schema.required": "required",
    "schema.one_of": "one of {codes}",
    "schema.type.identifier": "identifier",
    "schema.type.text": "text",
    "schema.type.code": "code",
    "schema.type.number": "number",
    "schema.type.whole number": "whole number",
    "schema.type.money": "money",
    "schema.type.exact number": "exact number",
    "schema.type.yes/no": "yes/no",
    "schema.type.date": "date",
    # --- findings
    "check.error": "ERRORS",
    "check.warning": "WARNINGS",
    "check.note": "NOTES",
    "check.more": "  and {more} more; `kholboo check --format csv -o findings.csv` lists all",
    "check.next.error": "Next: correct the errors, then run `kholboo check` again; no plan is made before.",
    "check.next.warning": "Next: look at the warnings; `kholboo plan` goes on with the data as they are.",
    "check.next.none": "Next: run `kholboo plan`.",
    # --- what was assumed
    "assumption.head": "What was assumed, what decides most first:",
    "assumption.more": "and {count} more; `kholboo check --json` lists all",
    "assumption.sheets_left": "{count} sheets not read",
    "assumption.no_yearly_limit": "no yearly limit: a plan may spend any sum a year",
    "assumption.no_yearly_limit.spent": "no yearly limit: this plan would spend {sum} a year",
    "assumption.no_capital_limit": "no limit on one-time money: a plan may spend any sum",
    "assumption.no_capital_limit.spent": "no limit on one-time money: this plan would spend {sum}",
    "assumption.users_unknown": "{count} of {all} sites name no users: nothing can be planned for them",
    "assumption.users_of_kind": "{count} of {all} sites name no users: taken as {values} by their kind",
    "assumption.users_of_people_near": "{count} of {all} sites name no users: taken as a share of the people within {values} km",
    "assumption.users_of_population": "{count} of {all} sites name no users: taken as a share of their {subregion}'s population",
    "assumption.users_at_once": "{count} of {all} sites count people online at once alone: taken as all their users",
    "assumption.staff_only": "{count} of {all} sites name staff alone: nobody else counts as a user",
    "assumption.link_unknown": "{count} of {all} sites say nothing of a link: planned as if they had none",
    "assumption.speed_unknown": "{count} connected sites without a speed: taken as {values} Mbps",
    "assumption.volume_unknown": "{count} links of a medium with monthly caps: taken as {values} GB a month",
    "assumption.inside_unknown": (
        "{count} of {all} sites say nothing of router, Wi-Fi or LAN: taken as there where a link "
        "is, and as missing where none is"
    ),
    "assumption.speed_doubted": "{count} sites with a speed that cannot be true: taken as unknown",
    "assumption.link_contradicted": "{count} sites both connected and not: taken as not connected",
    "assumption.number.rounded": "{count} counts of people or computers with decimals: rounded",
    "assumption.expression.part_empty": "{count} computed figures with an empty part: the rest is taken",
    "assumption.value.unreadable_is_unknown": "{count} cells that cannot be read: taken as unknown",
    "check.rule.stops": "It is of severity {severity}: it stops a plan.",
    "check.rule.goes_on": "It is of severity {severity}: it does not stop a plan.",
    # --- the page of findings
    "findings.title": "Findings",
    "findings.heading": "What the check found",
    "findings.all": "all",
    "findings.text": "Text",
    "findings.row": "Row",
    "findings.found": "Found",
    "findings.expected": "Expected",
    "findings.todo": "What to do",
    "findings.whys": "What the rules look for, and why",
    "findings.shown": "{shown} of {all} shown.",
    "finding.row": "{file} row {row}",
    "finding.found": "found {text}",
    "finding.times": "{count} times, such as {list}",
    "finding.expected": "expected {text}",
    # --- what a command says beside its answer
    "cli.error": "Error: {text}",
    "cli.see_help": "See: {command}",
    "cli.no_memory": (
        "Error: this machine ran out of memory. Close other programs, or plan one {region} at a "
        "time with --region."
    ),
    "cli.cannot_print": "Cannot print the answer: {reason}.",
    "cli.bug": (
        "Kholboo made a mistake ({kind}). This is our fault, not yours; your input was not changed."
    ),
    "cli.bug_send": "{log} Please send it to the maintainers; CONTRIBUTING.md says how.",
    "cli.bug_log": "The details are in {file}.",
    "cli.bug_no_log": "No log could be written; it happened at: {place}.",
    "cli.draws": "draws",
    "cli.budgets": "budgets",
    "cli.of_many": "{done} of {all}",
    "os.ENOSPC": "the disk is full. Free some space and run the same command again",
    "os.EDQUOT": "your share of the disk is full. Free some space and run the same command again",
    "os.EFBIG": "the file would be larger than this machine allows",
    "os.EIO": "the disk reports a fault",
    "os.ENOMEM": "this machine ran out of memory",
    "os.EMFILE": "too many files are open",
    "os.ENOENT": "no such file or folder. Check the path",
    "os.EACCES": "this may not be read or written by you. Check the permissions",
    "os.EPERM": "this may not be read or written by you. Check the permissions",
    "os.EROFS": "this folder is read-only. Copy the project to a folder you can write to",
    "os.EEXIST": "this exists already. Name another place",
    "os.ENOTDIR": "this is not a folder. Check the path",
    "os.EISDIR": "this is a folder, a file was expected. Check the path",
    "cli.wrote": "Wrote {file}",
    "cli.next_check": "Next: {command}",
    "cli.example_made": "Made the example project in {folder}.",
    "cli.example_checked": "Checked its tables: nothing stops a plan. Planning; this takes a minute or two.",
    "cli.no_project": (
        "There is no kholboo.toml in {place}. Go to a project folder, name one with -C DIR, or "
        "make one: kholboo init DIR"
    ),
    "cli.this_folder": "this folder",
    "cli.interrupted": "Interrupted. Nothing half-written was left behind.",
    "cli.interrupted_early": "Interrupted before there was a plan. Run the same command to start again.",
    "cli.interrupted_saved": "Interrupted: the best plan so far is saved in {run}.",
    "cli.stage.read": "reading the tables",
    "cli.stage.candidates": "working out what each site could get",
    "cli.stage.floors": "finding what every group can have at once",
    "cli.stage.solve": "choosing",
    "cli.stage.benefit": "choosing for the most benefit",
    "cli.stage.cost": "choosing the cheapest",
    "cli.stage.compare": "asking what would change",
    "cli.stage.write": "writing sheets and maps",
    "cli.points": "{points} points",
    "cli.at_most_better": "at most {gap} % from the best",
    "cli.left": "about {seconds} s left",
    "cli.gap_now": "gap {gap} %",
    "cli.infeasible": "No plan can keep all of these limits. See which: kholboo explain --infeasible --run {run}",
    "nobody.head": (
        "There is nothing to plan: none of {count} sites can gain any benefit ({reasons}). No plan "
        "was made."
    ),
    "nobody.no_users": "{count} name no users",
    "nobody.adequate": "{count} are at standard already",
    "nobody.no_option": "{count} have no option that gives more than today",
    "nobody.next.no_users": (
        "Add students, visitors or staff to the table of sites, or set users_if_unknown in the "
        "standard of their kind."
    ),
    "nobody.next.no_option": "See why each technology is not on offer: kholboo candidates",
    "cli.no_plan_simple": (
        "The {solver} solver found no plan that keeps every limit, which proves nothing. Ask the "
        "one that can: kholboo plan --solver exact"
    ),
    "cli.no_plan": "Stopped before there was a plan. Look harder: kholboo plan --effort 3",
    "cli.gap": (
        "The certified gap is {gap}, above the {asked} % asked for. "
        "Look harder: kholboo plan --effort 3"
    ),
    "cli.input_errors": "Error: {count} errors in the input stop this:",
    "cli.more_errors": "... and {count} more.",
    "cli.see_check": "See them all, with what to do: kholboo check",
    "cli.stage.sites_at_standard": "choosing for the most sites at standard",
    "cli.stage.users_at_standard": "choosing for the most people at standard",
    "cli.stage.least_shares_1": "choosing for the greatest least share",
    "cli.stage.least_shares_2": "choosing for the two least shares",
    "cli.stage.least_shares_3": "choosing for the three least shares",
    # --- the summary of a plan
    "summary.head": "{project}, scenario {scenario}: plan {run_id}, fingerprint {fingerprint}, decided by: {who}.",
    "summary.files": "Files: {run_dir} ({files}).",
    "summary.of_limit": "{told} The limit is {limit}.",
    "summary.of_limit_held": "{told} The limit is {limit}, of which {held} are held back.",
    "summary.no_next": "What more money would buy: not computed.",
    "summary.forced": "Forced rows cost: {rows}.",
    "summary.forced_row": "{id}, {text}: {cost} points",
    "summary.forced_unpriced": "Forced rows hold, their cost was not computed: {rows}.",
    "summary.worth": "Benefit: {points} points.",
    "summary.against": "Against {run}: benefit {benefit} points; sites that receive {sites}; people {users}; one-time cost {capex}; yearly cost {opex}.",
    # --- the chart of a sweep
    "curve.broken": "axis broken: it begins at {low}",
    "curve.files": "Files beside this page",
    "draws.by_technology": "Sites by technology, today and under the draws",
    "draws.kind": "What stays in the plan when prices are drawn",
    "draws.page": "What holding money back gives and takes",
    "frontier.title": "What each budget buys",
    "frontier.value": "plan",
    "frontier.bound": "certified bound",
    "frontier.marginal": "the next {sum} {c}",
    "frontier.points": "points",
    "frontier.budget": "one-time money, {c}",
    "frontier.budget_in": "one-time money, {unit} {c}",
    "frontier.impossible": "impossible",
    "frontier.note_bound": "No plan of that budget is worth more than the bound.",
    "frontier.note_prices": "At list prices paid by one budget: stock, spare machines, price tiers and funds left out.",
    "frontier.head.budget": "budget",
    "frontier.head.at_most": "at most",
    "frontier.head.gap": "gap",
    "frontier.head.next": "next {sum}",
    "frontier.head.sites": "sites",
    "frontier.head.people": "people",
}
"""English by key; the Mongolian is in the catalogue."""
