import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeskSession } from "../src/core/DeskSession";
import { logOf } from "../src/core/DeskState";
import { unreadTotal } from "../src/core/unread";
import type { Entry, OfferRow } from "../src/core/wire";
import { chat, emptyDesk, entry, FakeSocket, memoryStorage } from "./FakeSocket";

const OFFER: OfferRow = {
  conversation: "o",
  offer: 3,
  since: "2099-11-22T10:00:00Z",
  until: "2099-11-22T10:01:40Z",
  visitor: {},
  said: [],
  everyone: false,
  takeover: false,
};
let signedOut = 0;

function session(storage = memoryStorage()): DeskSession {
  return new DeskSession({
    user: "me",
    open: () => new FakeSocket(),
    storage,
    onSignedOut: () => {
      signedOut += 1;
    },
    onWrongProtocol: () => {},
    onSocketRefused: () => {},
    onFailed: () => {},
  });
}

function entries(conversation: string, after: number, list: Entry[], upto = after + list.length): void {
  FakeSocket.last.say({ type: "entries", conversation, after, upto, entries: list });
}

const said = (seq: number, id: string | null = null) =>
  entry(seq, { kind: "agent_said", agent: "Ann", mine: true, text: `m${seq}` }, id);
const seqs = (desk: DeskSession, conversation = "a") =>
  logOf(desk.store.getState(), conversation).entries.map(({ seq }) => seq);

function reconnect(desk: Parameters<FakeSocket["welcome"]>[0]): void {
  FakeSocket.last.onclose?.();
  vi.advanceTimersByTime(20_000);
  FakeSocket.last.welcome(desk);
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  signedOut = 0;
});
afterEach(() => void vi.useRealTimers());

test("follows every chat of the desk and the one on the screen", () => {
  const desk = session();
  desk.look({ viewed: "z" });
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a")] });
  expect(FakeSocket.last.of("subscribe").map((frame) => [frame.conversation, frame.after])).toEqual([
    ["z", 0],
    ["a", 0],
  ]);
});

test("after a reconnect subscribes from the cursors, and shows nothing twice", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a")] });
  entries("a", 0, [said(1), said(2)]);
  reconnect({ chats: [chat("a")] });
  expect(FakeSocket.last.of("subscribe")).toEqual([{ type: "subscribe", conversation: "a", after: 2 }]);
  entries("a", 1, [said(2), said(3)]);
  expect(seqs(desk)).toEqual([1, 2, 3]);
});

test("a gap is not shown: it is asked for", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a")] });
  entries("a", 0, [said(1)]);
  entries("a", 2, [said(3)]);
  entries("a", 3, [said(4)]);
  expect(seqs(desk)).toEqual([1]);
  expect(FakeSocket.last.of("subscribe").map((frame) => frame.after)).toEqual([0, 1]);
  entries("a", 1, [said(2), said(3), said(4)]);
  expect(seqs(desk)).toEqual([1, 2, 3, 4]);
});

test("a heartbeat that is ahead is caught up with; numbers an agent may not see are no gap", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a")] });
  entries("a", 0, [said(1)], 4);
  const beat = (seq: number) =>
    FakeSocket.last.say({
      type: "heartbeat",
      server_time: new Date().toISOString(),
      last: [{ conversation: "a", seq }],
    });
  beat(4);
  expect(FakeSocket.last.of("subscribe")).toHaveLength(1);
  beat(6);
  expect(FakeSocket.last.of("subscribe").at(-1)?.after).toBe(4);
});

test("one's own entry takes the place of the pending message", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a")] });
  entries("a", 0, [said(1)]);
  desk.say("a", "hello");
  const [frame] = FakeSocket.last.of("say");
  expect(desk.store.getState().outbox.map(({ status }) => status)).toEqual(["sending"]);
  entries("a", 1, [said(2, frame?.client_id)]);
  expect(desk.store.getState().outbox).toEqual([]);
  FakeSocket.last.say({ type: "ack", client_id: frame?.client_id ?? "", conversation: "a", seq: 2 });
  expect(seqs(desk)).toEqual([1, 2]);
});

test("what was said while the connection was down goes out by itself, once it is back", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a")] });
  FakeSocket.last.onclose?.();
  desk.say("a", "kept");
  vi.advanceTimersByTime(20_000);
  FakeSocket.last.welcome({ chats: [chat("a")] });
  expect(FakeSocket.last.of("say").map(({ text }) => text)).toEqual(["kept"]);
});

test("read is told only for the chat in view while the page is visible, at most once a second", () => {
  const desk = session();
  desk.look({ viewed: "a", visible: false });
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a"), chat("b")] });
  entries("a", 0, [said(1)]);
  entries("b", 0, [said(1)]);
  const seen = () =>
    FakeSocket.last.of("seen").map(({ conversation, delivered, read }) => [conversation, delivered, read]);
  expect(seen()).toEqual([
    ["a", 1, 0],
    ["b", 1, 0],
  ]);
  desk.look({ visible: true });
  entries("a", 1, [said(2)]);
  entries("a", 2, [said(3)]);
  expect(seen()).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(seen().slice(2)).toEqual([["a", 3, 3]]);
});

test("unread falls at once on reading, before the server counts again", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a", { last: 1, unread: 2 }), chat("b", { last: 1, unread: 1 })] });
  entries("a", 0, [said(1)]);
  const total = () => {
    const state = desk.store.getState();
    return unreadTotal(state.desk, state.readTo, state.visible ? state.viewed : null);
  };
  expect(total()).toBe(3);
  desk.look({ viewed: "a" });
  expect(total()).toBe(1);
  desk.look({ viewed: null });
  expect(total()).toBe(1);
});

test("ROUTE-7: an accept of an offer that is gone is refused, and its banner goes", async () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ offers: [OFFER] });
  const result = desk.answer("accept", OFFER);
  const [frame] = FakeSocket.last.of("accept");
  expect(frame).toMatchObject({ conversation: "o", offer: 3 });
  FakeSocket.last.say({
    type: "refused",
    client_id: frame?.client_id ?? null,
    code: "offer_gone",
    message: "",
  });
  expect(await result).toMatchObject({ ok: false, code: "offer_gone" });
  expect(desk.store.getState().desk.offers).toEqual({});
});

test("an accept in a lost connection is sent again under the same client id", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ offers: [OFFER] });
  void desk.answer("accept", OFFER);
  const [first] = FakeSocket.last.of("accept");
  reconnect({ offers: [OFFER] });
  expect(FakeSocket.last.of("accept")).toEqual([first]);
});

test("INBOX-1: an offer vanishes the moment the desk says so; a full desk forgets what it does not name", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ offers: [OFFER], chats: [chat("a")] });
  FakeSocket.last.say({ type: "desk", ...emptyDesk(), offers_gone: ["o"] });
  expect(desk.store.getState().desk.offers).toEqual({});
  expect(Object.keys(desk.store.getState().desk.chats)).toEqual(["a"]);
  reconnect({ chats: [chat("b")] });
  expect(Object.keys(desk.store.getState().desk.chats)).toEqual(["b"]);
});

test("a chat that left the desk stays readable while it is on the screen", () => {
  const desk = session();
  desk.look({ viewed: "a" });
  desk.start();
  FakeSocket.last.welcome({ chats: [chat("a")] });
  entries("a", 0, [said(1), entry(2, { kind: "ended", outcome: "visitor_ended" })]);
  FakeSocket.last.say({ type: "desk", ...emptyDesk(), chats_gone: ["a"] });
  expect(seqs(desk)).toEqual([1, 2]);
  desk.look({ viewed: null });
  expect(FakeSocket.last.of("unsubscribe")).toHaveLength(1);
  expect(seqs(desk)).toEqual([]);
});

test("the visitor's typing is forgotten after 6 seconds", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome();
  FakeSocket.last.say({ type: "typing", conversation: "a", on: true });
  expect(desk.store.getState().typing.has("a")).toBe(true);
  vi.advanceTimersByTime(6_000);
  expect(desk.store.getState().typing.has("a")).toBe(false);
});

test("the agent's typing is told at most every 3 seconds, and its end once", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome();
  for (let at = 0; at < 40; at += 1) {
    desk.typing.typed("a");
    vi.advanceTimersByTime(100);
  }
  desk.typing.stopped();
  desk.typing.stopped();
  expect(FakeSocket.last.of("typing").map(({ on }) => on)).toEqual([true, true, false]);
});

test("countdowns follow the server's clock", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome();
  const server_time = new Date(Date.now() + 90_000).toISOString();
  FakeSocket.last.say({ type: "heartbeat", server_time, last: [] });
  expect(desk.serverNow() - Date.now()).toBe(90_000);
});

test("a session that is over stops the socket and keeps outbox and drafts", () => {
  const storage = memoryStorage();
  const desk = session(storage);
  desk.start();
  FakeSocket.last.welcome();
  desk.drafts.write("a", "half a sen");
  FakeSocket.last.say({ type: "bye", code: "signed_out", message: "" });
  desk.say("a", "kept");
  expect(signedOut).toBe(1);
  expect(session(storage).drafts.read("a")).toBe("half a sen");
  expect(
    session(storage)
      .store.getState()
      .outbox.map(({ text }) => text),
  ).toEqual(["kept"]);
});

test("ROUTE-7: an offer does not ring on past its deadline when the connection is lost", () => {
  const desk = session();
  desk.start();
  FakeSocket.last.welcome({ offers: [{ ...OFFER, until: new Date(Date.now() + 5_000).toISOString() }] });
  FakeSocket.last.onclose?.();
  vi.advanceTimersByTime(5_000);
  expect(Object.keys(desk.store.getState().desk.offers)).toEqual(["o"]);
  vi.advanceTimersByTime(2_000);
  expect(desk.store.getState().desk.offers).toEqual({});
});
