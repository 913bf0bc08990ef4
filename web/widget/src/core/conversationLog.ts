import type { Entries, Entry } from "../wire";

/** What became of a stretch of the log. */
export type Applied = "news" | "known" | "gap";

/**
 * The conversation's log as far as it is here. Numbers may be missing in it (what is not for the visitor), so only
 * the stretch's own `after` tells whether something was lost on the way.
 */
export class ConversationLog {
  readonly entries: Entry[] = [];
  /** Everything up to this number is here. */
  cursor = 0;

  apply(stretch: Entries): Applied {
    if (stretch.after > this.cursor) return "gap";
    if (stretch.upto <= this.cursor) return "known";
    for (const entry of stretch.entries) {
      if (entry.seq > this.cursor) this.entries.push(entry);
    }
    this.cursor = stretch.upto;
    return "news";
  }
}
