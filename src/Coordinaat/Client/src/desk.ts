import "@fontsource/atkinson-hyperlegible/400.css";
import "@fontsource/atkinson-hyperlegible/700.css";
import "./desk.css";
import "htmx.org";
import { forms, showWhenOf } from "./forms.ts";
import { keys } from "./keys.ts";
import { live, release } from "./live.ts";
import { ticks } from "./ticks.ts";

ticks();
forms();
keys();
live();

document.addEventListener("focusout", () => setTimeout(release, 200));
new MutationObserver(() => document.querySelectorAll("select").forEach(showWhenOf))
  .observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
