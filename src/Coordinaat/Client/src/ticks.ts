// Ages and clocks: the server says when, the browser counts.

const english = document.documentElement.lang === "en";

function length(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hour = english ? "h" : "u";
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (minutes < 60) {
    return `${minutes} min`;
  }
  if (minutes < 2880) {
    return `${Math.floor(minutes / 60)} ${hour} ${String(minutes % 60).padStart(2, "0")}`;
  }
  return `${Math.floor(minutes / 1440)} d`;
}

function tick(): void {
  const present = Date.now();
  for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-tick]")) {
    const now = nowOf(element, present);
    const at = Date.parse(element.dateTime);
    const seconds = Math.round((at - now) / 1000);
    const isDue = element.dataset["tick"] === "due";
    const text = !isDue
      ? length(Math.max(0, -seconds)) + (element.dataset["tick"] !== "ago" ? "" : english ? " ago" : " geleden")
      : seconds >= 0
        ? `${english ? "" : "nog "}${length(seconds)}${english ? " left" : ""}`
        : `${length(-seconds)} ${english ? "late" : "te laat"}`;
    if (!element.title) {
      element.title = element.textContent ?? "";
    }
    if (element.textContent !== text) {
      element.textContent = text;
    }
    if (isDue) {
      element.dataset["left"] = seconds < 0 ? "late" : seconds < 120 ? "soon" : "time";
    }
  }
  // A figure that is too old is unknown, also on a screen that nobody refreshes.
  for (const element of document.querySelectorAll<HTMLElement>("[data-stale-at]")) {
    if (Date.parse(element.dataset["staleAt"] ?? "") <= nowOf(element, present) && element.dataset["sign"] !== "Closed") {
      element.dataset["sign"] = "Unknown";
      set(element, ".count", "?");
      set(element, ".word", element.dataset["unknown"] ?? "?");
      delete element.dataset["staleAt"];
    }
  }
}

// What shows a past moment is as old as it was then.
function nowOf(element: Element, present: number): number {
  const past = element.closest<HTMLElement>("[data-now]")?.dataset["now"];
  return past === undefined ? present : Date.parse(past);
}

function set(parent: HTMLElement, selector: string, text: string): void {
  const element = parent.querySelector(selector);
  if (element !== null) {
    element.textContent = text;
  }
}

export function ticks(): void {
  tick();
  setInterval(tick, 1_000);
}
