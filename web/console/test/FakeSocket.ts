import type { SocketLike } from "../src/core/SocketClient";
import type { ClientFrame, DeskFrame, Entry, ServerFrame } from "../src/core/wire";

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  static all: FakeSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  sent: ClientFrame[] = [];

  constructor() {
    FakeSocket.all.push(this);
  }

  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data) as ClientFrame);
  }

  close(): void {
    this.closed = true;
  }

  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** Opens and welcomes, with a full desk. */
  welcome(desk: Partial<DeskFrame> = {}): void {
    this.onopen?.();
    this.say({
      type: "welcome",
      server_time: new Date().toISOString(),
      heartbeat_seconds: 10,
      me: {
        id: "me",
        name: "Ann",
        email: "ann@example.com",
        takes_chats: true,
        profiles: [],
        permissions: [],
      },
    });
    this.say({ type: "desk", ...emptyDesk(), full: true, ...desk });
  }

  of<Type extends ClientFrame["type"]>(type: Type): Extract<ClientFrame, { type: Type }>[] {
    return this.sent.filter((frame): frame is Extract<ClientFrame, { type: Type }> => frame.type === type);
  }
}

export function emptyDesk(): DeskFrame {
  return {
    full: false,
    status: { available: true, why: "on_shift", until: null, time_zone: "UTC" },
    offers: [],
    offers_gone: [],
    chats: [],
    chats_gone: [],
    alerts: [],
    alerts_gone: [],
  };
}

export function chat(
  conversation: string,
  part: Partial<DeskFrame["chats"][number]> = {},
): DeskFrame["chats"][number] {
  return {
    conversation,
    visitor: {},
    last: 1,
    unread: 0,
    alerted: false,
    rerouting: false,
    handing_over: false,
    ...part,
  };
}

export function entry(seq: number, what: Entry["what"], clientId: string | null = null): Entry {
  return { seq, at: "2026-11-22T10:00:00Z", client_id: clientId, what };
}

export function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
