// What tabs and the one stream of a browser say to each other.

export interface DrawnRow {
  list: string;
  key: string;
  html: string | null;
}

export type FromTab =
  | { kind: "topics"; tab: string; topics: string[]; number: string }
  | { kind: "bye"; tab: string };

export type ToTab =
  | { kind: "rows"; number: string; rows: DrawnRow[] }
  | { kind: "beat"; unwritable: boolean; oneCopy: boolean }
  | { kind: "behind" }
  | { kind: "reload" }
  | { kind: "gone" };
