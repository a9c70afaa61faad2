import htmx from "htmx.org";
import { Hub } from "./hub.ts";
import type { DrawnRow, FromTab, ToTab } from "./messages.ts";

const tab = crypto.randomUUID?.() ?? String(Math.random());
const topics = (document.body.dataset["topics"] ?? "").split(" ").filter((t) => t.length > 0);
let number = document.body.dataset["number"] ?? "";
let heard = Date.now();
let heardClock = clock(new Date());
let unwritable = false;
let catchingUp = false;

/** Follows the topics of this page, and keeps its rows as the server has them. */
export function live(): void {
  if (topics.length === 0) {
    return;
  }
  const say = connect(hear);
  const topicsNow = () => say({ kind: "topics", tab, topics, number });
  topicsNow();
  setInterval(topicsNow, 60_000);
  addEventListener("pagehide", () => say({ kind: "bye", tab }));
  addEventListener("pageshow", (event) => {
    if ((event as PageTransitionEvent).persisted) {
      location.reload();
    }
  });
  setInterval(sign, 1_000);
  countAll();
}

// A shared worker where there is one; else the tab that holds a lock speaks for the others.
function connect(hear: (message: ToTab) => void): (message: FromTab) => void {
  const url = document.body.dataset["worker"] ?? "";
  if ("SharedWorker" in window) {
    const worker = new SharedWorker(url, { type: "module", name: "coordinaat-live" });
    worker.port.onmessage = (event: MessageEvent<ToTab>) => hear(event.data);
    return (message) => worker.port.postMessage(message);
  }
  const channel = new BroadcastChannel("coordinaat-live");
  let hub: Hub | null = null;
  channel.onmessage = (event: MessageEvent<{ to: "hub" | "tabs"; message: unknown }>) => {
    if (event.data.to === "tabs") {
      hear(event.data.message as ToTab);
    } else {
      hub?.hear(event.data.message as FromTab);
    }
  };
  void navigator.locks.request("coordinaat-live", () => {
    hub = new Hub((message) => {
      channel.postMessage({ to: "tabs", message });
      hear(message);
    });
    hub.hear({ kind: "topics", tab, topics, number });
    return new Promise(() => {});
  });
  return (message) => {
    hub?.hear(message);
    channel.postMessage({ to: "hub", message });
  };
}

function hear(message: ToTab): void {
  heard = Date.now();
  heardClock = clock(new Date());
  catchingUp = message.kind === "behind";
  switch (message.kind) {
    case "rows":
      number = message.number;
      unwritable = false;
      message.rows.forEach(apply);
      countAll();
      break;
    case "beat":
      unwritable = message.unwritable;
      if (!unwritable) {
        document.getElementById("copy-sign")?.toggleAttribute("hidden", !message.oneCopy);
      }
      break;
    case "behind":
      break;
    case "reload":
    case "gone":
      whenNothingTyped(() => location.reload());
      break;
  }
  sign();
}

/** Puts one row where it belongs: replaced, moved, added or taken away. */
function apply(row: DrawnRow): void {
  const list = document.querySelector(`[data-list="${CSS.escape(row.list)}"]`);
  if (list === null) {
    return;
  }
  const old = list.querySelector<HTMLElement>(`:scope > [data-key="${CSS.escape(row.key)}"]`);
  if (row.html === null) {
    old?.remove();
    return;
  }
  const fresh = parse(row.html);
  if (fresh === null) {
    return;
  }
  if (old !== null && isBeingUsed(old)) {
    hold(old, row);
    return;
  }
  if (old !== null) {
    keepOpen(old, fresh);
    if (old.dataset["sort"] === fresh.dataset["sort"]) {
      old.replaceWith(fresh);
      htmx.process(fresh);
      return;
    }
    old.remove();
  }
  insert(list, fresh);
  fresh.classList.add("arrived");
  htmx.process(fresh);
}

function parse(html: string): HTMLElement | null {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild as HTMLElement | null;
}

function insert(list: Element, fresh: HTMLElement): void {
  const sort = fresh.dataset["sort"] ?? "";
  const after = [...list.children].find((row) => ((row as HTMLElement).dataset["sort"] ?? "") > sort);
  list.insertBefore(fresh, after ?? null);
}

// Somebody types or chooses here: nothing is taken from under their hands.
function isBeingUsed(row: HTMLElement): boolean {
  const active = document.activeElement;
  const isTyping =
    active instanceof HTMLElement && row.contains(active) && active.matches("input, select, textarea");
  return isTyping || [...row.querySelectorAll("form")].some(isChanged);
}

export function isChanged(form: HTMLFormElement): boolean {
  return [...form.elements].some((element) => {
    if (element instanceof HTMLInputElement && element.type !== "hidden") {
      return element.type === "checkbox" || element.type === "radio"
        ? element.checked !== element.defaultChecked
        : element.value !== element.defaultValue;
    }
    if (element instanceof HTMLTextAreaElement) {
      return element.value !== element.defaultValue;
    }
    if (element instanceof HTMLSelectElement) {
      const first = [...element.options].findIndex((o) => o.defaultSelected);
      return element.selectedIndex !== Math.max(0, first);
    }
    return false;
  });
}

const held = new Map<HTMLElement, DrawnRow>();

function hold(old: HTMLElement, row: DrawnRow): void {
  held.set(old, row);
  old.dataset["held"] = "";
}

/** Shows what was held back, once nobody works there any more. */
export function release(): void {
  for (const [old, row] of held) {
    if (!old.isConnected || !isBeingUsed(old)) {
      held.delete(old);
      delete old.dataset["held"];
      apply(row);
    }
  }
}

// What was folded open stays open.
function keepOpen(old: HTMLElement, fresh: HTMLElement): void {
  const name = (d: Element) => d.querySelector("summary")?.textContent?.trim() ?? "";
  const open = new Set([...old.querySelectorAll("details[open]")].map(name));
  for (const details of fresh.querySelectorAll("details")) {
    if (open.has(name(details))) {
      details.open = true;
    }
  }
}

function whenNothingTyped(act: () => void): void {
  if (![...document.forms].some((form) => form.dataset["autosave"] === undefined && isChanged(form))) {
    act();
  } else {
    document.body.dataset["outdated"] = "";
  }
}

function countAll(): void {
  for (const tally of document.querySelectorAll<HTMLElement>("[data-count]")) {
    const list = document.querySelector(`[data-list="${CSS.escape(tally.dataset["count"] ?? "")}"]`);
    tally.textContent = String(list?.childElementCount ?? 0);
  }
}

// "live", "18 s achter", "achter, haalt in", or "geen verbinding – stand van 03:12".
function sign(): void {
  const element = document.getElementById("live-sign");
  if (element === null) {
    return;
  }
  const seconds = Math.round((Date.now() - heard) / 1000);
  const words = element.dataset;
  const now = catchingUp ? "behind" : unwritable ? "unwritable" : "live";
  const state = seconds < 8 ? now : seconds < 20 ? "behind" : "lost";
  const text =
    state === "lost" ? `${words["lost"]} ${heardClock}`
    : state === "behind" && catchingUp ? words["catchingUp"] ?? ""
    : state === "behind" ? `${seconds} s ${words["behind"]}`
    : state === "unwritable" ? words["unwritable"] ?? ""
    : words["live"] ?? "";
  if (element.dataset["state"] !== state || state !== "live") {
    element.dataset["state"] = state;
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }
}

function clock(at: Date): string {
  return at.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
}
