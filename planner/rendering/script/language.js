// The switch of languages, the same on every page.

function showLanguage(chosen) {
  const root = document.documentElement;
  root.dataset.shown = chosen;
  root.lang = chosen === "en" ? "en" : "mn";
  for (const key of document.querySelectorAll("[data-language]")) {
    key.setAttribute("aria-pressed", String(key.dataset.language === chosen));
  }
  for (const part of document.querySelectorAll("[data-mn]")) {
    const { mn, en } = part.dataset;
    const text = { mn, en }[chosen] ?? (mn === en ? mn : mn + " · " + en);
    if (part.tagName === "OPTION") part.textContent = text; else part.setAttribute("aria-label", text);
  }
}

// `choose` is given the language of the button that is pressed.
function openLanguages(choose) {
  for (const key of document.querySelectorAll("[data-language]")) {
    key.addEventListener("click", () => choose(key.dataset.language));
  }
}
