import type { AgentCard, AskInput, BadAnswer, Entry, Outcome, RichBlock } from "../wire";

/** Who said something. */
export type Speaker = "bot" | "visitor" | AgentCard;

/** What is said in the widget's own words, by name or, for an answer that did not pass, by its reason. */
export type Own = "connect" | "fallback" | BadAnswer;

/** What the log shows, one below the other. */
export type Item =
  | {
      kind: "message";
      key: string;
      seq: number;
      at: string;
      from: Speaker;
      text: string;
      rich?: readonly RichBlock[];
      problem?: true;
      own?: Own;
    }
  | { kind: "line"; key: string; seq: number; at: string; line: Line };

/** What happened, told in a line across the log. */
export type Line =
  | { kind: "joined" | "away" | "back"; name: string }
  | { kind: "colleague" | "finished" }
  | { kind: "ended"; outcome: Outcome; name: string | null };

/** The question that waits for an answer. */
export interface Ask {
  card: string;
  /** The number of the entry that asked, or asked again: another number is another form. */
  seq: number;
  text: string;
  input: AskInput;
  /** The number of the entry that tells why the last answer did not pass. */
  problem: number | null;
}

export interface Transcript {
  items: Item[];
  phase: "bot" | "waiting" | "live" | "over" | "finished";
  ask: Ask | null;
  agent: AgentCard | null;
  away: boolean;
  /** When the chat ends if nobody says anything; `null` when it need not be told. */
  ends: string | null;
  againUntil: string | null;
  /** Until when the visitor waits in the queue, at most; `null` when they do not. */
  queuedUntil: string | null;
}

/** Reads the log from its beginning: state is a fold, so a reconnect can't leave it half changed. */
export function transcript(entries: readonly Entry[]): Transcript {
  const state: Transcript = {
    items: [],
    phase: "bot",
    ask: null,
    agent: null,
    away: false,
    ends: null,
    againUntil: null,
    queuedUntil: null,
  };
  const asks = new Map<string, Ask>();
  for (const entry of entries) fold(state, asks, entry);
  return state;
}

function fold(state: Transcript, asks: Map<string, Ask>, entry: Entry): void {
  const { what, seq, at } = entry;
  // The key of a pending message: the element that shows it becomes the entry's, and is not announced again.
  const key = entry.client_id ?? String(seq);
  const say = (
    from: Speaker,
    text: string,
    more?: { problem?: true; rich?: readonly RichBlock[]; own?: Own },
  ) => {
    if (text.trim()) {
      state.items.push({ kind: "message", key, seq, at, from, text, ...more });
    }
  };
  const tell = (line: Line) => state.items.push({ kind: "line", key: String(seq), seq, at, line });

  switch (what.kind) {
    case "bot":
      say("bot", what.text);
      return;
    case "ask":
      say("bot", what.text);
      state.phase = "bot";
      state.ask = { card: what.card, seq, text: what.text, input: what.input, problem: null };
      asks.set(what.card, state.ask);
      return;
    case "answer": {
      const pressed = state.ask?.input.kind === "connect";
      state.ask = null;
      say("visitor", what.text, pressed ? { own: "connect" } : {});
      return;
    }
    case "misanswer":
      say("visitor", what.text);
      return;
    case "problem": {
      const ask = asks.get(what.card);
      if (ask) state.ask = { ...ask, seq, problem: what.text.trim() ? seq : null };
      say("bot", what.text, { problem: true, ...(what.reason ? { own: what.reason } : {}) });
      return;
    }
    case "connecting":
      state.phase = "waiting";
      state.ask = null;
      state.agent = null;
      state.ends = null;
      state.againUntil = null;
      state.queuedUntil = null;
      return;
    case "waiting":
      state.queuedUntil = what.until;
      return;
    case "joined":
      state.phase = "live";
      state.ask = null;
      state.agent = what.agent;
      state.away = false;
      state.ends = null;
      state.queuedUntil = null;
      tell({ kind: "joined", name: what.agent.name });
      return;
    case "said":
      state.ends = null;
      say(what.agent ?? "visitor", what.text);
      return;
    case "agent_away":
      state.away = true;
      if (state.agent) tell({ kind: "away", name: state.agent.name });
      return;
    case "agent_back":
      state.away = false;
      if (state.agent) tell({ kind: "back", name: state.agent.name });
      return;
    case "looking_for_colleague":
      tell({ kind: "colleague" });
      return;
    case "warned":
      state.ends = what.ends;
      return;
    case "fallback":
      say("bot", what.text, what.standard ? { own: "fallback" } : what.rich ? { rich: what.rich } : {});
      return;
    case "ended":
      state.phase = "over";
      state.ask = null;
      state.away = false;
      state.ends = null;
      state.againUntil = what.again_until;
      state.queuedUntil = null;
      tell({ kind: "ended", outcome: what.outcome, name: state.agent?.name ?? null });
      return;
    case "finished":
      state.phase = "finished";
      state.ask = null;
      tell({ kind: "finished" });
      return;
    default:
      // A newer server may tell more than is known here.
      what satisfies never;
  }
}
