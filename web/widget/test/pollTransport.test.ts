import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pollTransport } from "../src/core/pollTransport";
import type { ServerFrame, VisitorFrame } from "../src/wire";
import { CONVERSATION, entry } from "./fakeServer";

type Call = {
  url: URL;
  body: VisitorFrame | null;
  token: string | null;
  answer(body: unknown, status?: number): Promise<void>;
};

let calls: Call[];

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    return new Promise<Response>((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      calls.push({
        url: new URL(url),
        body: init.body ? JSON.parse(String(init.body)) : null,
        token: new Headers(init.headers).get("authorization"),
        async answer(body, status = 200) {
          resolve(Response.json(body, { status }));
          await vi.advanceTimersByTimeAsync(0);
        },
      });
    });
  });
});
afterEach(() => void vi.useRealTimers());

function open() {
  const frames: ServerFrame[] = [];
  const events = {
    ready: vi.fn(),
    proven: vi.fn(),
    frame: (it: ServerFrame) => frames.push(it),
    down: vi.fn(),
  };
  return { frames, events, transport: pollTransport("https://desk.example", "secret", events) };
}

const call = (at: number) => {
  const found = calls[at];
  if (!found) throw new Error(`there is no call ${at}`);
  return found;
};
const stretch = (after: number, ...seqs: number[]) => ({
  conversation: CONVERSATION,
  after,
  upto: seqs.at(-1) ?? after,
  entries: seqs.map((seq) => entry(seq, { kind: "bot", text: "" })),
});

test("the first poll answers at once, the next ones wait, each from where the last ended", async () => {
  const { transport, frames, events } = open();
  transport.send({ type: "subscribe", conversation: CONVERSATION, after: 2 });
  expect(call(0).url.search).toBe(`?conversation=${CONVERSATION}&after=2&wait=0`);
  expect(call(0).token).toBe("Bearer secret");
  await call(0).answer(stretch(2));
  expect(events.proven).toHaveBeenCalled();
  expect(call(1).url.search).toBe(`?conversation=${CONVERSATION}&after=2&wait=25`);
  await call(1).answer(stretch(2, 3, 5));
  expect(call(2).url.search).toBe(`?conversation=${CONVERSATION}&after=5&wait=25`);
  expect(frames).toHaveLength(2);
});

test("a server that does not wait is not stormed", async () => {
  const { transport } = open();
  transport.send({ type: "subscribe", conversation: CONVERSATION, after: 0 });
  await call(0).answer(stretch(0));
  await call(1).answer(stretch(0));
  expect(calls).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls).toHaveLength(3);
});

test("commands go one after the other; a problem is a refusal of its command", async () => {
  const { transport, frames } = open();
  const say = (id: string): VisitorFrame => ({
    type: "say",
    client_id: id,
    conversation: CONVERSATION,
    text: id,
  });
  transport.send(say("a"));
  transport.send(say("b"));
  await vi.advanceTimersByTimeAsync(0);
  expect(calls.map((one) => one.body)).toEqual([say("a")]);
  await call(0).answer({ code: "busy", title: "Busy", status: 503 }, 503);
  expect(frames).toEqual([{ type: "refused", client_id: "a", code: "busy", message: "Busy" }]);
  expect(call(1).body).toEqual(say("b"));
  await call(1).answer({ type: "ack", client_id: "b", conversation: CONVERSATION, seq: 1 });
  expect(frames[1]).toMatchObject({ type: "ack", client_id: "b" });
});

test("an unknown session, or an answer of nobody's, is the end, once; closing is silent", async () => {
  const gone = open();
  gone.transport.send({ type: "subscribe", conversation: CONVERSATION, after: 0 });
  await call(0).answer({ code: "signed_out", title: "", status: 401 }, 401);
  expect(gone.events.down.mock.calls).toEqual([["signed_out"]]);

  const broken = open();
  broken.transport.send({ type: "subscribe", conversation: CONVERSATION, after: 0 });
  await call(1).answer("Bad gateway", 502);
  expect(broken.events.down.mock.calls).toEqual([[undefined]]);

  const closed = open();
  closed.transport.send({ type: "subscribe", conversation: CONVERSATION, after: 0 });
  closed.transport.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(closed.events.down).not.toHaveBeenCalled();
  expect(closed.events.ready).not.toHaveBeenCalled();
});
