import type { Code, ServerFrame, VisitorFrame } from "../wire";
import type { Transport, TransportEvents } from "./transport";

const WAIT_SECONDS = 25;
/** Between polls, should the server answer at once with nothing. */
const LEAST_PAUSE = 1000;

/** The HTTP way, for networks that let no socket through: commands by POST, in order; news by long poll. */
export function pollTransport(origin: string, token: string, events: TransportEvents): Transport {
  const over = new AbortController();
  let poll = new AbortController();
  let commands: Promise<unknown> = Promise.resolve();

  const end = (code?: Code) => {
    if (over.signal.aborted) return;
    over.abort();
    poll.abort();
    events.down(code);
  };

  async function ask(path: string, signal: AbortSignal, body?: string): Promise<unknown> {
    const response = await fetch(`${origin}/api/visitor/${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      credentials: "omit",
      cache: "no-store",
      signal,
      ...(body && { body }),
    });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : null;
    if (response.ok || typeof answer?.code === "string") {
      if (response.ok) events.proven();
      return answer;
    }
    throw new Error(String(response.status));
  }

  async function follow(conversation: string, after: number, signal: AbortSignal): Promise<void> {
    let wait = 0;
    while (!signal.aborted) {
      const began = Date.now();
      const answer = await ask(`entries?conversation=${conversation}&after=${after}&wait=${wait}`, signal);
      if (signal.aborted) return;
      const frame = answer as Extract<ServerFrame, { type: "entries" }> | { code: Code };
      if ("code" in frame) return end(frame.code);
      events.frame({ ...frame, type: "entries" });
      const empty = frame.upto <= after;
      after = Math.max(after, frame.upto);
      if (wait && empty) {
        const pause = LEAST_PAUSE - (Date.now() - began);
        if (pause > 0) await new Promise((done) => setTimeout(done, pause));
      }
      wait = WAIT_SECONDS;
    }
  }

  async function command(frame: VisitorFrame): Promise<void> {
    const answer = (await ask("command", over.signal, JSON.stringify(frame))) as
      | ServerFrame
      | { code: Code; title: string }
      | null;
    if (over.signal.aborted || !answer) return;
    if ("type" in answer) return events.frame(answer);
    // A problem instead of a frame: the command was refused before it was looked at.
    if (answer.code === "signed_out") return end(answer.code);
    if ("client_id" in frame) {
      events.frame({ type: "refused", client_id: frame.client_id, code: answer.code, message: answer.title });
    }
  }

  queueMicrotask(() => {
    if (!over.signal.aborted) events.ready();
  });

  return {
    send(frame) {
      if (frame.type === "hello" || frame.type === "ping") return;
      if (frame.type === "subscribe") {
        poll.abort();
        poll = new AbortController();
        const { signal } = poll;
        follow(frame.conversation, frame.after, signal).catch(() => signal.aborted || end());
        return;
      }
      commands = commands.then(() => (over.signal.aborted ? undefined : command(frame))).catch(() => end());
    },
    close() {
      over.abort();
      poll.abort();
    },
  };
}
