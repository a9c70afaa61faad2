import "@fontsource/atkinson-hyperlegible/400.css";
import "@fontsource/atkinson-hyperlegible/700.css";
import "./desk.css";
import "htmx.org";
import { alarms } from "./alarms.ts";
import { forms, markFault, showWhenOf } from "./forms.ts";
import { keys } from "./keys.ts";
import { live, release } from "./live.ts";
import { ticks } from "./ticks.ts";
import { wall } from "./wall.ts";

ticks();
forms();
keys();
live();
alarms();
wall();

window.addEventListener("beforeprint", () => {
  for (const place of document.querySelectorAll("[data-printed]")) {
    place.textContent = new Date().toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  }
});
document.addEventListener("focusout", () => setTimeout(release, 200));
new MutationObserver(() => {
  document.querySelectorAll("select").forEach(showWhenOf);
  document.querySelectorAll<HTMLElement>(".form-message [data-field]").forEach(markFault);
}).observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
