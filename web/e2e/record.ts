import type { Page } from "@playwright/test";

/** Something that was said in a live chat. */
export interface Said {
  who: string;
  text: string;
}

/** One entry of the log, as far as tests look at it. */
interface Entry {
  seq: number;
  client_id: string | null;
  what: { kind: string; text?: string; agent?: { name: string } | string | null };
}

/** What a fresh subscription tells of a conversation, over a socket that knows nothing of the page's own. */
export async function readLog(page: Page, address: string, token: string | null, conversation: string) {
  return page.evaluate(
    ([address, token, conversation]) =>
      new Promise<Entry[]>((resolve, reject) => {
        const socket = new WebSocket(address);
        const say = (frame: object) => socket.send(JSON.stringify(frame));
        const told: Entry[] = [];
        socket.onopen = () => say({ type: "hello", protocol: 1, ...(token === null ? {} : { token }) });
        socket.onerror = () => reject(new Error("the socket broke"));
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(String(data));
          if (frame.type === "welcome") {
            say({ type: "subscribe", conversation, after: 0 });
            say({ type: "ping" });
          }
          if (frame.type === "refused" || frame.type === "bye") reject(new Error(String(data)));
          if (frame.type === "entries") told.push(...frame.entries);
          if (frame.type !== "heartbeat") return;
          // Frames come in order: the log came before the answer to the ping.
          socket.close();
          resolve(told);
        };
      }),
    [address, token, conversation] as const,
  );
}

/** What visitor and agents said, of a log as either side sees it. */
export function saidIn(entries: readonly Entry[]): Said[] {
  return entries.flatMap(({ what }) => {
    const text = what.text ?? "";
    if (what.kind === "visitor_said") return [{ who: "visitor", text }];
    if (what.kind !== "said" && what.kind !== "agent_said") return [];
    const name = typeof what.agent === "string" ? what.agent : what.agent?.name;
    return [{ who: name ?? "visitor", text }];
  });
}

/** Client ids of the messages that the server has acknowledged on a page's own sockets. */
export class Acknowledged {
  readonly #said = new Map<string, string>();
  readonly #acked = new Set<string>();

  constructor(page: Page) {
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => {
        const frame = JSON.parse(String(payload));
        if (frame.type === "say") this.#said.set(frame.client_id, frame.text);
      });
      socket.on("framereceived", ({ payload }) => {
        const frame = JSON.parse(String(payload));
        if (frame.type === "ack") this.#acked.add(frame.client_id);
      });
    });
  }

  /** The texts, by client id. */
  get texts(): Map<string, string> {
    return new Map([...this.#said].filter(([id]) => this.#acked.has(id)));
  }
}
