import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Conversation, type Snapshot } from "../src/core/conversation";
import { openStore } from "../src/store";
import type { Show } from "../src/wire";
import { ANNA, CONVERSATION, entry, fakeWays } from "./fakeServer";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

const RUNNING: Show = { kind: "conversation", conversation: CONVERSATION, over: false, read: 0, unread: 0 };
const DIALOGUE: Show = { kind: "dialogue", dialogue: "d0000000-0000-4000-8000-000000000001" };
const said = (seq: number, text: string) => entry(seq, { kind: "said", agent: ANNA, text });

function begin(show = RUNNING) {
  const fake = fakeWays();
  let snapshot: Snapshot | undefined;
  const conversation = new Conversation({
    origin: "https://desk.example",
    token: "token",
    show: show as Exclude<Show, { kind: "nothing" }>,
    store: openStore("localStorage"),
    changed: (now) => {
      snapshot = now;
    },
    ways: fake.ways,
  });
  conversation.start();
  fake.last().welcome();
  const texts = () =>
    snapshot?.transcript.items.map((item) => (item.kind === "message" ? item.text : item.line.kind));
  return { ...fake, conversation, texts, now: () => snapshot as Snapshot };
}

test("ROUTE-15 a lost connection: resumed from the cursor, nothing twice, nothing missing, in order", () => {
  const { last, texts } = begin();
  expect(last().of("subscribe")).toEqual([{ type: "subscribe", conversation: CONVERSATION, after: 0 }]);
  last().entries(0, entry(1, { kind: "joined", agent: ANNA }), said(3, "one"));
  last().events.down();
  vi.advanceTimersByTime(15_000);
  last().welcome();
  expect(last().of("subscribe")).toEqual([{ type: "subscribe", conversation: CONVERSATION, after: 3 }]);
  last().entries(0, entry(1, { kind: "joined", agent: ANNA }), said(3, "one"), said(4, "two"));
  last().entries(4, said(6, "three"));
  expect(texts()).toEqual(["joined", "one", "two", "three"]);
});

test("a gap, or a heartbeat that is ahead, asks for what is missing, not again and again", () => {
  const { last, texts } = begin();
  last().entries(0, said(2, "one"));
  last().entries(4, said(5, "three"));
  last().entries(5, said(6, "four"));
  expect(texts()).toEqual(["one"]);
  expect(last().of("subscribe").at(-1)).toEqual({ type: "subscribe", conversation: CONVERSATION, after: 2 });
  expect(last().of("subscribe")).toHaveLength(2);
  last().entries(2, said(4, "two"), said(5, "three"), said(6, "four"));
  const heartbeat = { type: "heartbeat", server_time: "2026-11-22T12:00:00Z" } as const;
  last().say({ ...heartbeat, last: [{ conversation: CONVERSATION, seq: 6 }] });
  expect(last().of("subscribe")).toHaveLength(2);
  last().say({ ...heartbeat, last: [{ conversation: CONVERSATION, seq: 8 }] });
  expect(last().of("subscribe").at(-1)?.after).toBe(6);
  expect(texts()).toEqual(["one", "two", "three", "four"]);
});

test("what is said offline is shown at once, goes out once, and its entry replaces it", () => {
  const { last, conversation, now, texts } = begin();
  last().entries(0, entry(1, { kind: "joined", agent: ANNA }));
  last().events.down();
  conversation.say("hello");
  conversation.say("are you there?");
  expect(now().pending.map((one) => one.text)).toEqual(["hello", "are you there?"]);
  vi.advanceTimersByTime(15_000);
  last().welcome();
  const [first] = last().of("say");
  if (!first) throw new Error("nothing was said");
  last().ack(first.client_id, 2);
  last().entries(1, entry(2, { kind: "said", agent: null, text: "hello" }, first.client_id));
  const [, second] = last().of("say");
  if (!second) throw new Error("only one was said");
  last().entries(2, entry(3, { kind: "said", agent: null, text: "are you there?" }, second.client_id));
  last().ack(second.client_id, 3);
  expect(last().of("say")).toHaveLength(2);
  expect(now().pending).toEqual([]);
  expect(texts()).toEqual(["joined", "hello", "are you there?"]);
});

test("STREAM-8 opening a dialogue begins it once, and shows the conversation it became", () => {
  const { last } = begin(DIALOGUE);
  const [open] = last().of("open");
  if (!open) throw new Error("it was not opened");
  last().events.down();
  vi.advanceTimersByTime(15_000);
  last().welcome();
  expect(last().of("open")[0]?.client_id).toBe(open.client_id);
  expect(last().of("subscribe")).toEqual([]);
  last().ack(open.client_id);
  expect(last().of("subscribe")).toEqual([{ type: "subscribe", conversation: CONVERSATION, after: 0 }]);
});

test("seen is told at most once a second, and read only while the log is watched", () => {
  const { last, conversation, now } = begin();
  last().entries(0, said(1, "one"));
  for (let seq = 2; seq <= 9; seq++) last().entries(seq - 1, said(seq, "more"));
  expect(last().of("seen")).toHaveLength(1);
  expect(now().unread).toBe(9);
  vi.advanceTimersByTime(1000);
  expect(last().of("seen").at(-1)).toMatchObject({ delivered: 9, read: 0 });
  conversation.watch(true);
  vi.advanceTimersByTime(1000);
  expect(last().of("seen")).toHaveLength(3);
  expect(last().of("seen").at(-1)).toMatchObject({ delivered: 9, read: 9 });
  expect(now().unread).toBe(0);
});

test("what was seen over a connection that broke is told again, though nothing new has come", () => {
  const { last } = begin();
  last().entries(0, said(1, "one"), said(2, "two"));
  last().events.down();
  vi.advanceTimersByTime(15_000);
  last().welcome();
  vi.advanceTimersByTime(1000);
  expect(last().of("seen").at(-1)).toMatchObject({ delivered: 2 });
});

test("typing: told every 3 s at most, and forgotten after 6 s or with the message", () => {
  const { last, conversation, now } = begin();
  last().entries(0, entry(1, { kind: "joined", agent: ANNA }));
  for (let key = 0; key < 20; key++) {
    conversation.typing.changed("hello");
    vi.advanceTimersByTime(200);
  }
  expect(
    last()
      .of("typing")
      .map((frame) => frame.on),
  ).toEqual([true, true]);
  const typing = { type: "typing", conversation: CONVERSATION, agent: ANNA, on: true } as const;
  last().say(typing);
  expect(now().typing?.name).toBe("Anna");
  vi.advanceTimersByTime(6000);
  expect(now().typing).toBeNull();
  last().say(typing);
  last().entries(1, said(2, "here I am"));
  expect(now().typing).toBeNull();
});

test("a refused answer opens its question again; the same wish is not sent twice", () => {
  const { last, conversation, now } = begin();
  last().entries(0, entry(1, { kind: "ask", card: "q", text: "Mail?", input: { kind: "email" } }));
  conversation.answer("q", { kind: "value", value: "x" }, "x");
  const [answer] = last().of("answer");
  last().say({ type: "refused", client_id: answer?.client_id ?? "", code: "invalid", message: "" });
  expect(now().pending).toEqual([]);
  expect(now().refusal).toEqual({ type: "answer", code: "invalid" });
  conversation.do("cancel");
  conversation.do("cancel");
  expect(last().of("cancel")).toHaveLength(1);
});
