import type { DrawnRow, FromTab, ToTab } from "./messages.ts";

const watchdogMs = 15_000;
const forgetTabMs = 10 * 60_000;
const retryMaxMs = 15_000;

interface Tab {
  topics: string[];
  number: string;
  heard: number;
}

/** Holds the one event stream of a browser, for the topics of all its tabs. */
export class Hub {
  private readonly tabs = new Map<string, Tab>();
  private source: EventSource | null = null;
  private following = "";
  private last = "";
  private heard = 0;
  private retryMs = 1_000;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (message: ToTab) => void) {
    setInterval(() => this.watch(), 5_000);
  }

  hear(message: FromTab): void {
    if (message.kind === "bye") {
      this.tabs.delete(message.tab);
    } else {
      this.tabs.set(message.tab, {
        topics: message.topics,
        number: message.number,
        heard: Date.now(),
      });
    }
    this.follow();
  }

  private topics(): string[] {
    return [...new Set([...this.tabs.values()].flatMap((t) => t.topics))].sort();
  }

  // Opens the stream anew when the topics changed. It starts from the oldest number that any tab
  // or the stream itself stands at: states may come twice, and say the same.
  private follow(): void {
    const topics = this.topics();
    const wanted = topics.join(" ");
    if (wanted === this.following && this.source !== null) {
      return;
    }
    this.close();
    this.following = wanted;
    if (topics.length > 0) {
      this.open(topics);
    }
  }

  private open(topics: string[]): void {
    const query = new URLSearchParams(topics.map((t) => ["t", t]));
    query.set("from", this.oldest());
    this.heard = Date.now();
    const source = new EventSource(`/live?${query}`);
    this.source = source;
    source.addEventListener("rows", (event) => {
      this.note(event);
      const { rows } = JSON.parse(event.data) as { rows: DrawnRow[] };
      this.tell({ kind: "rows", number: this.last, rows });
    });
    source.addEventListener("beat", (event) => {
      this.note(event);
      const beat = JSON.parse(event.data) as { unwritable?: boolean; oneCopy?: boolean };
      this.tell({
        kind: "beat",
        unwritable: beat.unwritable === true,
        oneCopy: beat.oneCopy === true,
      });
    });
    source.addEventListener("behind", (event) => {
      this.note(event);
      this.tell({ kind: "behind" });
    });
    source.addEventListener("reload", () => {
      this.close();
      this.tell({ kind: "reload" });
    });
    source.addEventListener("gone", () => {
      this.close();
      this.tell({ kind: "gone" });
    });
    source.onerror = () => void this.failed();
  }

  private note(event: MessageEvent): void {
    this.heard = Date.now();
    this.retryMs = 1_000;
    if (event.lastEventId.length > 0) {
      this.last = event.lastEventId;
      for (const tab of this.tabs.values()) {
        tab.number = this.last;
      }
    }
  }

  private oldest(): string {
    const numbers = [...this.tabs.values()].map((t) => t.number).filter((n) => n.length > 0);
    return numbers.sort((a, b) => Number(a.split("-")[1]) - Number(b.split("-")[1]))[0] ?? this.last;
  }

  private watch(): void {
    for (const [id, tab] of this.tabs) {
      if (Date.now() - tab.heard > forgetTabMs) {
        this.tabs.delete(id);
      }
    }
    if (this.source !== null && Date.now() - this.heard > watchdogMs) {
      void this.failed();
    }
  }

  private async failed(): Promise<void> {
    this.close();
    if (this.retry !== undefined) {
      return;
    }
    // Jitter: after a restart not every screen comes back in the same second.
    const wait = this.retryMs * (0.5 + Math.random());
    this.retryMs = Math.min(this.retryMs * 2, retryMaxMs);
    this.retry = setTimeout(() => void this.again(), wait);
  }

  private async again(): Promise<void> {
    this.retry = undefined;
    try {
      const answer = await fetch("/api/session", { cache: "no-store" });
      if (answer.status === 401) {
        this.tell({ kind: "gone" });
        return;
      }
    } catch {
      void this.failed();
      return;
    }
    this.follow();
  }

  private close(): void {
    this.source?.close();
    this.source = null;
  }
}
