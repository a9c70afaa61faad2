/** The keyboard is first class: find, new, next row, send. */
export function keys(): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const isTyping = target.matches("input, textarea, select, [contenteditable]");
    if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !isTyping)) {
      const search = document.getElementById("search");
      if (search !== null) {
        event.preventDefault();
        search.focus();
      }
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = target.closest("form");
      if (form !== null) {
        event.preventDefault();
        form.requestSubmit();
      }
    } else if (event.key === "Escape" && target.closest("details[open]") !== null) {
      const details = target.closest<HTMLDetailsElement>("details[open]")!;
      details.open = false;
      details.querySelector("summary")?.focus();
    } else if (event.altKey && event.key === "p") {
      press(event, "[data-shortcut='p']");
    } else if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      single(event);
    }
  });
}

function single(event: KeyboardEvent): void {
  if (event.key === "n" && document.querySelector('a[href="/zorgvragen/nieuw"]') !== null) {
    event.preventDefault();
    location.assign("/zorgvragen/nieuw");
  } else if (document.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(event.key)}"]`) !== null) {
    event.preventDefault();
    document.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(event.key)}"]`)!.click();
  } else if (/^[1-9]$/.test(event.key)) {
    press(event, `[data-digit="${event.key}"]`);
  } else if (event.key === "Backspace") {
    press(event, "[data-back]");
  } else if (event.key === "j" || event.key === "ArrowDown") {
    move(event, 1);
  } else if (event.key === "k" || event.key === "ArrowUp") {
    move(event, -1);
  }
}

// A key that is held down, or pressed again before the next page is there, answers nothing.
let isSent = false;

function press(event: KeyboardEvent, selector: string): void {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((e) => e.checkVisibility());
  if (found !== undefined && !event.repeat) {
    event.preventDefault();
    if (!isSent) {
      isSent = true;
      setTimeout(() => isSent = false, 1_000);
      found.click();
    }
  }
}

function move(event: KeyboardEvent, by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-list] a[href]")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at < 0 ? 0 : at + by];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}
