// Moving a site: its right position from a click on the map, or in degrees.

const moving = { site: -1, at: null, inputs: null };

// Where a site stands today; a run that was made before it was moved holds another place.
function standsAt(i) { return server.state.moved[data.sites.id[i]] ?? [plan.lon[i], plan.lat[i]]; }

function standsElsewhere(i) {
  const at = standsAt(i).map(degrees => degrees?.toFixed(5) ?? "");
  if (!shown.run || (at[0] === plan.lon[i]?.toFixed(5) && at[1] === plan.lat[i]?.toFixed(5))) return null;
  return make("p", { class: "quiet", id: "stands-elsewhere" }, filled("serve.stands_elsewhere", { latitude: at[1], longitude: at[0] }));
}

function openMove(i, place) {
  const at = standsAt(i);
  const inputs = ["latitude", "longitude"].map(name => make("input", { name, inputmode: "decimal", autocomplete: "off", required: true,
    value: at[name === "latitude" ? 1 : 0]?.toFixed(5) ?? "" }));
  Object.assign(moving, { site: i, at: null, inputs });
  const degrees = inputs.map(input => make("label", null, word("serve.field." + input.name), " *", input));
  place.replaceChildren(make("h4", null, word("serve.move")), paperForm(MOVE_PAPERS,
    papers => propose({ what: "position", site: data.sites.id[i], latitude: inputs[0].value.trim(), longitude: inputs[1].value.trim(), ...papers }),
    make("p", { class: "quiet" }, word("serve.move_help")), degrees));
  inputs[0].focus();
}

// While the form is open, a click on the map is the position and opens nothing.
additions.click = (x, y) => {
  if (!moving.inputs?.[0].isConnected || byId("card").hidden) return false;
  const lon = ((x - view.width / 2) / view.scale + view.x) / view.shrink;
  const lat = -((y - view.height / 2) / view.scale + view.y);
  moving.at = [lon, lat];
  moving.inputs[0].value = lat.toFixed(5);
  moving.inputs[1].value = lon.toFixed(5);
  redraw();
  return true;
};

additions.drawing.push(() => {
  if (!moving.at || !moving.inputs[0].isConnected) return;
  const x = screenX(moving.at[0] * view.shrink), y = screenY(-moving.at[1]);
  ring({ x, y }, 7, colours.paper, 5);
  ring({ x, y }, 7, colours.build, 3);
  Object.assign(pen, { strokeStyle: colours.build, lineWidth: 2 });
  pen.beginPath();
  for (const [dx, dy] of [[12, 0], [0, 12]]) { pen.moveTo(x - dx, y - dy); pen.lineTo(x + dx, y + dy); }
  pen.stroke();
});
