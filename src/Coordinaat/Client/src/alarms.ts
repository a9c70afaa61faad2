// What nobody has seen yet sounds, every few seconds, in one tab of the browser.

const everyMs = 3_000;
const wish = "coordinaat-sound";
let audio: AudioContext | null = null;

export function alarms(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest("[data-sound-on]") !== null) {
      localStorage.setItem(wish, "on");
      wake();
      beep();
    }
    // Quiet at once: whoever has seen it need not wait for the answer.
    if (target.closest("[data-alarm] button") !== null) {
      target.closest("[data-alarm]")?.removeAttribute("data-alarm");
    }
  });
  // A browser lets a page sound only after somebody has touched it.
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, wake);
  }
  setInterval(ring, everyMs);
  new MutationObserver(ask).observe(document.body, { childList: true, subtree: true });
  ask();
  ring();
}

function wake(): void {
  if (localStorage.getItem(wish) === "on") {
    audio ??= new AudioContext();
    void audio.resume().then(ask);
  }
}

// Who has not said that it may sound, or not yet touched this page, is asked.
function ask(): void {
  const canSound = audio?.state === "running";
  for (const place of document.querySelectorAll<HTMLElement>("[data-sound-off]")) {
    if (place.hidden !== canSound) {
      place.hidden = canSound;
    }
  }
}

function ring(): void {
  if (document.querySelector("[data-alarm]") === null || audio?.state !== "running") {
    return;
  }
  void navigator.locks.request("coordinaat-bell", { ifAvailable: true }, async (lock) => {
    if (lock !== null) {
      beep();
      await new Promise((done) => setTimeout(done, everyMs - 200));
    }
  });
}

function beep(): void {
  if (audio === null) {
    return;
  }
  const gain = audio.createGain();
  gain.connect(audio.destination);
  for (const [i, pitch] of [880, 660].entries()) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(gain);
    tone.start(audio.currentTime + i * 0.22);
    tone.stop(audio.currentTime + i * 0.22 + 0.18);
  }
  gain.gain.value = 0.2;
  document.body.dataset["rang"] = String(Number(document.body.dataset["rang"] ?? 0) + 1);
}
