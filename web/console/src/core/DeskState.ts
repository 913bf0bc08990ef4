import type { ConversationLog } from "./ConversationLog";
import { EMPTY_LOG } from "./ConversationLog";
import { type Desk, EMPTY_DESK } from "./Desk";
import type { OutboxItem } from "./Outbox";
import type { Connection } from "./SocketClient";
import type { Bye, Marks } from "./wire";

/** All that the screens show of what the socket brings. */
export interface DeskState {
  readonly connection: Connection;
  /** Whether a connection was welcomed before: the first one is not a *re*connection. */
  readonly wasOpen: boolean;
  readonly stoppedBy: Bye | null;
  /** Add to this browser's clock to have the server's, in ms. */
  readonly clockOffset: number;
  readonly desk: Desk;
  readonly logs: Readonly<Record<string, ConversationLog>>;
  /** How far each visitor has received and read. */
  readonly marks: Readonly<Record<string, Marks>>;
  /** Conversations whose visitor types now. */
  readonly typing: ReadonlySet<string>;
  readonly outbox: readonly OutboxItem[];
  /** How far this agent has read here. */
  readonly readTo: Readonly<Record<string, number>>;
  /** Conversations that the server does not show to this agent. */
  readonly missing: ReadonlySet<string>;
  /** Offers that were answered here, the server's word pending. */
  readonly answering: Readonly<Record<string, "accept" | "decline">>;
  /** The availability asked for, the server's word pending. */
  readonly wished: boolean | null;
  /** The conversation on the screen. */
  readonly viewed: string | null;
  /** Whether anybody can see the page. */
  readonly visible: boolean;
}

export const EMPTY_STATE: DeskState = {
  connection: "connecting",
  wasOpen: false,
  stoppedBy: null,
  clockOffset: 0,
  desk: EMPTY_DESK,
  logs: {},
  marks: {},
  typing: new Set(),
  outbox: [],
  readTo: {},
  missing: new Set(),
  answering: {},
  wished: null,
  viewed: null,
  visible: true,
};

/** The conversation that is on the screen while somebody can see the screen. */
export function inView(state: DeskState): string | null {
  return state.visible ? state.viewed : null;
}

export function logOf(state: DeskState, conversation: string): ConversationLog {
  return state.logs[conversation] ?? EMPTY_LOG;
}

export function withMember(set: ReadonlySet<string>, member: string, on: boolean): ReadonlySet<string> {
  if (set.has(member) === on) return set;
  const next = new Set(set);
  if (on) next.add(member);
  else next.delete(member);
  return next;
}

export function without<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Readonly<Record<string, Value>> {
  if (!(key in record)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
}
