// The years of a programme: a slider shows what is there by the end of each year.

// The place of the year that is shown among the years; -1 for the whole plan.
function yearShown() { return filters.until ? data.programme.years.indexOf(Number(filters.until)) : -1; }

function receivesBy(i) {
  const first = data.programme.first[i];
  return first !== null && first <= filters.until;
}

function isBoughtBy(n) { return !filters.until || data.lines.when[n] <= filters.until; }

// Until its new link comes a site has that of today.
function isLinkLater(i) { return filters.until !== "" && data.programme.link[i] > filters.until; }
function technologyOf(i) { return isLinkLater(i) ? data.programme.present : data.sites.technology[i]; }
function afterOf(i) { return isLinkLater(i) ? data.sites.before[i] : data.sites.after[i]; }

function computersOf(i) {
  const t = yearShown();
  return t < 0 ? data.sites.added[i] : data.programme.computers[i][t];
}

function benefitOf(i) {
  const t = yearShown();
  return t < 0 ? data.sites.benefit[i] : data.programme.benefits[i][t];
}

function usersOf(i) { return benefitOf(i) > 0 || yearShown() < 0 ? data.sites.users[i] : 0; }

function yearFacts(i) {
  if (!data.programme || data.programme.first[i] === null) return [];
  return [[word("page.first_year"), String(data.programme.first[i])],
    [word("page.link_year"), data.programme.link[i] === null ? "" : String(data.programme.link[i])]];
}

function openYears() {
  byId("year-slider").addEventListener("input", event => showYear(Number(event.target.value)));
}

// The last year is the whole plan, with the sites that nothing is bought for.
function showYear(t) {
  const years = data.programme.years;
  filters.until = t < years.length - 1 ? String(years[t]) : "";
  changed(true);
}

function showYears() {
  const years = data.programme?.years ?? [], slider = byId("year-slider");
  byId("years").hidden = !years.length;
  if (!years.slice(0, -1).includes(Number(filters.until))) filters.until = "";
  if (!years.length) return;
  const t = filters.until ? yearShown() : years.length - 1;
  slider.max = years.length - 1;
  slider.value = t;
  const told = filled("page.by_year", { year: years[t] });
  slider.setAttribute("aria-valuetext", told);
  byId("year-shown").textContent = told;
}
