// A screen on a wall turns its pages by itself, unless somebody holds it or wants nothing to move.

const turnMs = 12_000;

export function wall(): void {
  const list = document.querySelector<HTMLElement>("[data-pages]");
  const button = document.querySelector<HTMLButtonElement>("[data-pause]");
  if (list === null || button === null) {
    return;
  }
  let page = 0;
  let paused = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const show = () => {
    const rows = [...list.children] as HTMLElement[];
    for (const row of rows) {
      row.hidden = false;
    }
    const height = Math.max(1, ...rows.map((row) => row.getBoundingClientRect().height));
    const room = innerHeight - list.getBoundingClientRect().top - scrollY;
    const most = Math.max(1, Math.floor(room / height));
    const pages = Math.max(1, Math.ceil(rows.length / most));
    page = ((page % pages) + pages) % pages;
    for (const [i, row] of rows.entries()) {
      row.hidden = Math.floor(i / most) !== page;
    }
    say("[data-page-sign]", `${page + 1} / ${pages}`);
  };
  const turn = (by: number) => {
    page += by;
    show();
  };
  const hold = (held: boolean) => {
    paused = held;
    document.body.toggleAttribute("data-held-page", held);
    button.setAttribute("aria-pressed", String(held));
    button.textContent = (held ? button.dataset["paused"] : button.dataset["turning"]) ?? "";
  };

  button.hidden = false;
  button.addEventListener("click", () => hold(!paused));
  addEventListener("resize", show);
  document.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      turn(event.key === "ArrowRight" ? 1 : -1);
    } else if (event.key === " " && document.activeElement !== button) {
      event.preventDefault();
      hold(!paused);
    }
  });
  new MutationObserver(show).observe(list, { childList: true });
  setInterval(() => paused || turn(1), turnMs);
  hold(paused);
  void document.fonts.ready.then(show);
}

function say(selector: string, text: string): void {
  const element = document.querySelector(selector);
  if (element !== null) {
    element.textContent = text;
  }
}
