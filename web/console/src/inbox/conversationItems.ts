import type { ConversationLog } from "../core/ConversationLog";
import type { OutboxItem } from "../core/Outbox";
import type { Entry, Marks, RichBlock } from "../core/wire";
import { t } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { sameDay } from "../ui/clockTime";
import { systemLine } from "./systemLine";

/** Who speaks. */
export type Speaker = "visitor" | "bot" | "mine" | "colleague";
export type Status = "sending" | "sent" | "delivered" | "read" | "refused";

export interface Bubble {
  type: "bubble";
  key: string;
  at: number;
  speaker: Speaker;
  /** A colleague's name. */
  agent: string | null;
  text: string;
  /** The same with its form, where it has one. */
  rich: readonly RichBlock[] | null;
  /** An answer to a card, or one that it did not take. */
  note: "answer" | "misanswer" | null;
  choices: readonly string[];
  /** Which of the choices was taken. */
  chosen: string | null;
  status: Status | null;
  /** What it is in the outbox, while it is there. */
  pending: OutboxItem | null;
  /** First and last of a row of bubbles of one speaker. */
  first: boolean;
  last: boolean;
}

export type Item =
  | Bubble
  | { type: "day"; key: string; at: number }
  | {
      type: "line";
      key: string;
      at: number;
      text: string;
      tone: "plain" | "warn" | "end";
      /** Where routing decided something: what can be asked of it. */
      why: Why | null;
    };

/** What routing decided: the entry, and who was offered the chat; null for nobody. */
export interface Why {
  seq: number;
  agent: string | null;
}

const TOGETHER_MS = 5 * 60_000;

/** The whole conversation as it is shown: days, lines and bubbles, with what is still on its way at the end. */
export function conversationItems(
  log: ConversationLog,
  marks: Marks | undefined,
  outbox: readonly OutboxItem[],
  visitor: string,
): Item[] {
  const items: Item[] = [];
  log.entries.forEach((entry, at) => {
    const item = ofEntry(entry, log.entries[at + 1], marks, visitor);
    if (item) items.push(item);
  });
  for (const pending of outbox) {
    if (pending.kind === "say") items.push(ofPending(pending));
  }
  return grouped(withDays(items));
}

function ofEntry(
  entry: Entry,
  next: Entry | undefined,
  marks: Marks | undefined,
  visitor: string,
): Item | null {
  const { what, seq } = entry;
  const at = Date.parse(entry.at);
  const bubble = (speaker: Speaker, text: string, part: Partial<Bubble> = {}): Bubble => ({
    type: "bubble",
    // The client id stays when a pending message becomes an entry: the bubble is kept, not replaced.
    key: entry.client_id ?? `e${seq}`,
    at,
    speaker,
    agent: null,
    text,
    rich: null,
    note: null,
    choices: [],
    chosen: null,
    status: null,
    pending: null,
    first: true,
    last: true,
    ...part,
  });
  switch (what.kind) {
    case "bot":
    case "problem":
      return bubble("bot", what.text);
    case "fallback":
      return bubble("bot", what.text, { rich: what.rich ?? null });
    case "ask": {
      const { input } = what;
      const choices =
        input.kind === "choices"
          ? input.labels
          : input.kind === "pick_list"
            ? input.values
            : input.kind === "connect"
              ? [input.label]
              : [];
      return bubble("bot", what.text, {
        choices,
        chosen: next?.what.kind === "answer" ? next.what.text : null,
      });
    }
    case "answer":
      return bubble("visitor", what.text, { note: "answer" });
    case "misanswer":
      return bubble("visitor", what.text, { note: "misanswer" });
    case "visitor_said":
      return bubble("visitor", what.text);
    case "agent_said":
      return what.mine
        ? bubble("mine", what.text, { status: statusOf(seq, marks) })
        : bubble("colleague", what.text, { agent: what.agent, status: statusOf(seq, marks) });
    default: {
      const line = systemLine(what, visitor);
      return line === null ? null : { type: "line", key: `e${seq}`, at, ...line, why: whyOf(entry) };
    }
  }
}

/** Outcomes that come about where routing found nobody. */
const NOBODY: ReadonlySet<string> = new Set(["fell_back", "agent_lost", "unanswered"]);

function whyOf({ what, seq }: Entry): Why | null {
  if (what.kind === "waiting" || what.kind === "transfer_failed") return { seq, agent: null };
  if (what.kind === "offered") return { seq, agent: neutralise(what.agent) };
  if (what.kind === "offered_to_all") return { seq, agent: t("log.everyone") };
  return what.kind === "ended" && NOBODY.has(what.outcome) ? { seq, agent: null } : null;
}

function statusOf(seq: number, marks: Marks | undefined): Status {
  if (marks && marks.read >= seq) return "read";
  return marks && marks.delivered >= seq ? "delivered" : "sent";
}

function ofPending(item: OutboxItem): Bubble {
  const status = item.status === "stored" ? "sent" : item.status;
  return {
    type: "bubble",
    key: item.clientId,
    at: item.at,
    speaker: "mine",
    agent: null,
    text: item.text,
    rich: null,
    note: null,
    choices: [],
    chosen: null,
    status,
    pending: item,
    first: true,
    last: true,
  };
}

function withDays(items: Item[]): Item[] {
  const out: Item[] = [];
  let day: Date | null = null;
  for (const item of items) {
    const at = new Date(item.at);
    if (day === null || !sameDay(day, at))
      out.push({ type: "day", key: `d${at.toDateString()}`, at: item.at });
    day = at;
    out.push(item);
  }
  return out;
}

function grouped(items: Item[]): Item[] {
  return items.map((item, at) => {
    if (item.type !== "bubble") return item;
    return { ...item, first: !together(items[at - 1], item), last: !together(item, items[at + 1]) };
  });
}

function together(one: Item | undefined, other: Item | undefined): boolean {
  return (
    one?.type === "bubble" &&
    other?.type === "bubble" &&
    one.speaker === other.speaker &&
    one.agent === other.agent &&
    other.at - one.at < TOGETHER_MS
  );
}
