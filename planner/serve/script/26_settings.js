// Limits, weights and floors of the scenario as forms, each value with its source.

let settingForm = null;

async function readForm() {
  settingForm = await ask("/form", { scenario: server.scenario });
  showForm();
}

function showForm() {
  if (!settingForm) return;
  const groups = ["limits", "weights", "equity", "shares"];
  fill("setting-groups", groups.map(group => make("details", { open: group === "limits" },
    make("summary", null, word("serve.group." + group)), settingTable(settingForm.fields.filter(field => field.group === group)))),
  make("details", null, make("summary", null, `${word("serve.group.floors")} (${number(settingForm.floors.length)})`), floorRows()));
}

function settingTable(fields) {
  return make("div", { class: "setting-rows" }, fields.map(field => {
    const place = make("div", { class: "setting-edit" });
    const change = button(word("serve.change"), () => { editSetting(field, place); }, { "data-setting": field.id });
    const own = field.group === "limits" && field.written_in === server.scenario;
    const remove = own ? button(word("serve.floor_remove"), () => { editWith(place, [], values => propose({ what: "setting", setting: field.id, deed: "remove", ...values })); }, { "data-remove": field.id }) : "";
    return make("div", { class: "setting-row" }, make("b", null, spoken(field.name)),
      make("span", { class: "n" }, field.value === "" ? "–" : field.value + (field.money ? " " + data.money.sign : "")),
      make("span", null, change, " ", remove), make("small", null, spoken(field.source)), place);
  }));
}

function editSetting(field, place) {
  editWith(place, [make("label", null, word("serve.value"), make("input", { name: "value", value: field.value, autocomplete: "off", inputmode: "decimal" }))],
    values => propose({ what: "setting", setting: field.id, ...values }));
}

// A form with a source, and what it proposes.
function editWith(place, inputs, submit) {
  const source = make("input", { name: "source", required: true, maxlength: 300, autocomplete: "off" });
  const act = trying(form => submit(Object.fromEntries(new FormData(form))));
  place.replaceChildren(make("form", { class: "papers", on: { submit: event => { event.preventDefault(); act(event.target); } } },
    inputs, make("label", null, word("serve.field.source"), " *", source),
    make("button", { type: "submit" }, word("serve.show_change"))));
  place.querySelector("input, select").focus();
}

function floorRows() {
  const rows = settingForm.floors.map(floor => {
    const place = make("div", { class: "setting-edit" });
    const share = () => editWith(place, [shareInput(floor.share)], values => propose({ what: "floor", deed: "share", number: floor.number, ...values }));
    const remove = () => editWith(place, [], values => propose({ what: "floor", deed: "remove", number: floor.number, ...values }));
    return make("div", { class: "setting-row" }, make("b", null, floorText(floor)), make("span"),
      make("span", null, button(word("serve.change"), share, { "data-floor": floor.number }), " ", button(word("serve.floor_remove"), remove)), place);
  });
  const place = make("div", { class: "setting-edit" });
  const add = () => editWith(place, [choiceOf("by", "serve.floor_by", ["aimag", "kind"]), choiceOf("quantity", "serve.floor_quantity", ["benefit", "users", "sites"]), shareInput("0.5")],
    values => propose({ what: "floor", deed: "add", ...values }));
  return make("div", { class: "setting-rows" }, rows, make("div", { class: "ask-row" }, button(word("serve.floor_add"), add, { id: "floor-add" })), place);
}

function floorText(floor) {
  const told = filled("serve.floor_told", { by: word("serve.by." + floor.by), quantity: word("serve.quantity." + floor.quantity), share: floor.share });
  return [told, floor.only.length ? ` (${floor.only.join(", ")})` : "", floor.of === "fair" ? "" : ` [${floor.of}]`].join("");
}

function shareInput(value) {
  return make("label", null, word("serve.floor_share"), make("input", { name: "share", value, inputmode: "decimal", autocomplete: "off" }));
}

function choiceOf(name, title, codes) {
  return make("label", null, word(title), make("select", { name },
    codes.map(code => make("option", { value: code }, word(`serve.${name}.${code}`)))));
}
