import htmx from "htmx.org";

/** Forms: save themselves, step by thumb, say it when the line is down. */
export function forms(): void {
  document.addEventListener("click", step);
  document.addEventListener("click", (event) => void copy(event));
  document.addEventListener("click", (event) => void saveFirst(event));
  document.addEventListener("input", autosave);
  document.addEventListener("change", showWhen);
  setInterval(beat, 10_000);
  document.querySelectorAll("select").forEach((select) => showWhenOf(select));
  sayDone();
  htmx.on("htmx:error", (event) => {
    const form = (event.target as Element | null)?.closest?.("form");
    const message = form?.querySelector(".form-message");
    if (message) {
      const text = document.documentElement.lang === "en"
        ? "No connection. What you typed is still here; send it again in a moment."
        : "Geen verbinding. Wat je typte staat er nog; verstuur het zo opnieuw.";
      message.innerHTML = `<p class="refusal" role="alert">${text}</p>`;
    }
  });
}

// A status that is there when a page opens is not read aloud; one that changes is.
function sayDone(): void {
  const line = document.querySelector<HTMLElement>(".done");
  if (line !== null) {
    const words = line.innerHTML;
    line.innerHTML = "&nbsp;";
    setTimeout(() => line.innerHTML = words, 150);
  }
}

// A text to be pasted elsewhere; where the browser does not allow it, it is selected instead.
async function copy(event: MouseEvent): Promise<void> {
  const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
  const text = document.getElementById(button?.dataset["copy"] ?? "");
  if (!button || !text) {
    return;
  }
  const said = button.parentElement?.querySelector("[data-copied]");
  const isEnglish = document.documentElement.lang === "en";
  try {
    await navigator.clipboard.writeText(text.textContent ?? "");
    said?.replaceChildren(isEnglish ? "Copied." : "Gekopieerd.");
  } catch {
    getSelection()?.selectAllChildren(text);
    said?.replaceChildren(isEnglish ? "Press Ctrl+C." : "Druk op Ctrl+C.");
  }
}

function step(event: MouseEvent): void {
  const button = (event.target as Element).closest<HTMLElement>("[data-step]");
  const input = button?.parentElement?.querySelector("input");
  if (!button || !input) {
    return;
  }
  const next = Number(input.value) + Number(button.dataset["step"]);
  input.value = String(Math.min(Number(input.max), Math.max(Number(input.min), next)));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A refusal that is about some fields: they are marked, and the cursor goes to the first. */
export function markFault(message: HTMLElement): void {
  const form = message.closest("form");
  const names = (message.dataset["field"] ?? "").split(" ");
  delete message.dataset["field"];
  const fields = names.map((name) => form?.elements.namedItem(name))
    .filter((field) => field instanceof HTMLElement);
  for (const field of fields) {
    field.setAttribute("aria-invalid", "true");
    field.addEventListener("input", () => field.removeAttribute("aria-invalid"), { once: true });
    field.closest("details")?.setAttribute("open", "");
  }
  fields[0]?.focus();
}

const waiting = new Map<HTMLFormElement, ReturnType<typeof setTimeout>>();

function autosave(event: Event): void {
  const form = (event.target as Element).closest<HTMLFormElement>("form[data-autosave]");
  if (form !== null) {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => void save(form), 400));
  }
}

async function save(form: HTMLFormElement): Promise<void> {
  const saved = form.querySelector<HTMLElement>(".saved");
  try {
    const answer = await fetch(form.dataset["autosave"] ?? "", {
      method: "POST",
      body: new URLSearchParams([...new FormData(form)].map(([k, v]) => [k, String(v)])),
    });
    say(saved, answer.ok);
    const concept = `?concept=${(form.elements.namedItem("_id") as HTMLInputElement).value}`;
    if (answer.ok && location.search !== concept) {
      history.replaceState(null, "", concept);
    }
  } catch {
    say(saved, false);
    waiting.set(form, setTimeout(() => void save(form), 3_000));
  }
}

// A form that is still on a screen says so; when it stops, colleagues may go on with it.
function beat(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) {
    void fetch(`${form.dataset["autosave"]}/hartslag`, { method: "POST" }).catch(() => undefined);
  }
}

// A link away from a form that is read on the other side: what was typed a moment ago goes along.
async function saveFirst(event: MouseEvent): Promise<void> {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-saves]");
  const form = link?.closest<HTMLFormElement>("form[data-autosave]");
  if (link && form) {
    event.preventDefault();
    clearTimeout(waiting.get(form));
    await Promise.race([save(form), new Promise((done) => setTimeout(done, 1_000))]);
    location.assign(link.href);
  }
}

function say(saved: HTMLElement | null, ok: boolean): void {
  if (saved !== null) {
    saved.textContent = (ok ? saved.dataset["saved"] : saved.dataset["failed"]) ?? "";
    saved.dataset["state"] = ok ? "saved" : "failed";
  }
}

function showWhen(event: Event): void {
  if (event.target instanceof HTMLSelectElement) {
    showWhenOf(event.target);
  }
}

// Fields that belong to one choice only show with that choice, and are only sent with it.
export function showWhenOf(select: HTMLSelectElement): void {
  const scope = select.form ?? document;
  for (const part of scope.querySelectorAll<HTMLElement>(`[data-when="${CSS.escape(select.name)}"]`)) {
    part.hidden = !(part.dataset["whenValue"] ?? "").split(" ").includes(select.value);
    for (const field of part.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
      field.disabled = part.hidden;
    }
  }
}
