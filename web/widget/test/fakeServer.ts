import type { Transport, TransportEvents } from "../src/core/transport";
import type { Entry, ServerFrame, VisitorFrame } from "../src/wire";

export const CONVERSATION = "c0000000-0000-4000-8000-000000000001";

/** One connection as the server sees it. */
export class FakeWay {
  readonly sent: VisitorFrame[] = [];
  closed = false;

  constructor(
    readonly kind: "socket" | "poll",
    readonly events: TransportEvents,
  ) {}

  welcome(): void {
    this.say({ type: "welcome", server_time: new Date(Date.now()).toISOString(), heartbeat_seconds: 20 });
    this.events.ready();
    this.events.proven();
  }

  say(frame: ServerFrame): void {
    this.events.frame(frame);
  }

  entries(after: number, ...entries: Entry[]): void {
    const upto = entries.at(-1)?.seq ?? after;
    this.say({ type: "entries", conversation: CONVERSATION, after, upto, entries });
  }

  ack(clientId: string, seq = 1): void {
    this.say({ type: "ack", client_id: clientId, conversation: CONVERSATION, seq });
  }

  of<Type extends VisitorFrame["type"]>(type: Type): Extract<VisitorFrame, { type: Type }>[] {
    return this.sent.filter((frame) => frame.type === type) as Extract<VisitorFrame, { type: Type }>[];
  }
}

/** Ways to the server, each kept as it is opened. */
export function fakeWays() {
  const opened: FakeWay[] = [];
  const open = (kind: "socket" | "poll") => (_origin: string, _token: string, events: TransportEvents) => {
    const way = new FakeWay(kind, events);
    opened.push(way);
    return {
      send: (frame) => way.sent.push(frame),
      close: () => {
        way.closed = true;
      },
    } as Transport;
  };
  const last = () => {
    const way = opened.at(-1);
    if (!way) throw new Error("nothing was opened");
    return way;
  };
  return { opened, last, ways: { socket: open("socket"), poll: open("poll") } };
}

export function entry(seq: number, what: Entry["what"], clientId: string | null = null): Entry {
  return { seq, at: new Date(1_800_000_000_000 + seq * 1000).toISOString(), client_id: clientId, what };
}

export const ANNA = { id: "a0000000-0000-4000-8000-000000000001", name: "Anna" };
