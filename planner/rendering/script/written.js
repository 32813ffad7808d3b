// Pages whose texts are all written down: one language of them is shown, or both. The address keeps
// which, as that of a plan does.

if (document.querySelector("[data-language]")) {
  const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
  document.documentElement.classList.add("scripted");
  openLanguages(chosen => {
    showLanguage(chosen);
    try {
      history.replaceState(null, "", "#lang=" + chosen);
    } catch {
      // Some browsers keep the address of a local file as it is.
    }
  });
  showLanguage(["mn", "en"].includes(asked) ? asked : "both");
}
