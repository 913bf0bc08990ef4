import type { Entry, Stretch } from "./wire";

/** What this page has of one conversation's log: everything up to `cursor`. */
export interface ConversationLog {
  readonly entries: readonly Entry[];
  readonly cursor: number;
  /** Whether a stretch has come at all. */
  readonly loaded: boolean;
}

export const EMPTY_LOG: ConversationLog = { entries: [], cursor: 0, loaded: false };

/** Adds a stretch. With a gap before it nothing is added: the caller subscribes again from `cursor`. */
export function addStretch(log: ConversationLog, stretch: Stretch): { log: ConversationLog; gap: boolean } {
  if (stretch.after > log.cursor) return { log, gap: true };
  if (stretch.upto <= log.cursor && log.loaded) return { log, gap: false };
  const fresh = stretch.entries.filter((entry) => entry.seq > log.cursor);
  return {
    log: {
      entries: fresh.length > 0 ? [...log.entries, ...fresh] : log.entries,
      cursor: Math.max(log.cursor, stretch.upto),
      loaded: true,
    },
    gap: false,
  };
}

/** Whether the live chat of this log is over: an end after the last request or join. */
export function isOver(log: ConversationLog): boolean {
  for (let at = log.entries.length - 1; at >= 0; at -= 1) {
    const kind = log.entries[at]?.what.kind;
    if (kind === "ended") return true;
    if (kind === "joined" || kind === "requested") return false;
  }
  return false;
}
