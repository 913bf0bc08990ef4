import type { AgentStatus, AlertRow, ChatRow, DeskFrame, OfferRow, VisitorCard } from "./wire";

/** The agent's desk as last told by the server. */
export interface Desk {
  readonly loaded: boolean;
  /** Whether new chats are offered, why, and until when. */
  readonly status: AgentStatus;
  readonly offers: Readonly<Record<string, OfferRow>>;
  readonly chats: Readonly<Record<string, ChatRow>>;
  /** What who supervises is alerted of (`ROUTE-14`). */
  readonly alerts: Readonly<Record<string, AlertRow>>;
  /** Who each conversation is with; kept when a chat leaves the desk, because its view may still be open. */
  readonly cards: Readonly<Record<string, VisitorCard>>;
}

export const EMPTY_DESK: Desk = {
  loaded: false,
  status: { available: false, why: "off_shift", until: null, time_zone: "UTC" },
  offers: {},
  chats: {},
  alerts: {},
  cards: {},
};

/** Takes in a desk frame: a full one replaces, another one adds, changes and removes. */
export function applyDesk(desk: Desk, frame: DeskFrame): Desk {
  const rows = [...frame.offers, ...frame.chats];
  return {
    loaded: desk.loaded || frame.full,
    status: frame.status,
    offers: merge(frame.full ? {} : desk.offers, frame.offers, frame.offers_gone),
    chats: merge(frame.full ? {} : desk.chats, frame.chats, frame.chats_gone),
    alerts: merge(frame.full ? {} : desk.alerts, frame.alerts, frame.alerts_gone),
    cards:
      rows.length > 0
        ? { ...desk.cards, ...Object.fromEntries(rows.map((row) => [row.conversation, row.visitor])) }
        : desk.cards,
  };
}

/** Forgets an offer that the server has just refused to honour. */
export function dropOffer(desk: Desk, conversation: string): Desk {
  return { ...desk, offers: merge(desk.offers, [], [conversation]) };
}

function merge<Row extends { conversation: string }>(
  known: Readonly<Record<string, Row>>,
  rows: readonly Row[],
  gone: readonly string[],
): Readonly<Record<string, Row>> {
  if (rows.length === 0 && gone.length === 0) return known;
  const next = { ...known };
  for (const conversation of gone) delete next[conversation];
  for (const row of rows) next[row.conversation] = row;
  return next;
}

/** Offers in the order in which they run out. */
export function ringing(desk: Desk): OfferRow[] {
  return Object.values(desk.offers).sort((a, b) => a.until.localeCompare(b.until));
}

/** Chats of others whose visitors wait too long, the longest first. */
export function alertsInOrder(desk: Desk): AlertRow[] {
  return Object.values(desk.alerts).sort((a, b) => a.waiting_since.localeCompare(b.waiting_since));
}

/** Chats with the latest words first. */
export function chatsInOrder(desk: Desk): ChatRow[] {
  return Object.values(desk.chats).sort(
    (a, b) =>
      (b.snippet_at ?? "").localeCompare(a.snippet_at ?? "") || a.conversation.localeCompare(b.conversation),
  );
}
