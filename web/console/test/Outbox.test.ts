import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Outbox, type OutboxItem } from "../src/core/Outbox";
import { memoryStorage } from "./FakeSocket";

let storage: Storage;
let sent: string[];
let ids = 0;

function outbox(user = "ann"): Outbox {
  return new Outbox({
    user,
    storage,
    now: () => 0,
    newId: () => `id${ids++}`,
    send: (item: OutboxItem) => {
      sent.push(item.text);
      return true;
    },
    onChange: () => {},
  });
}

const statuses = (box: Outbox) => box.items.map(({ text, status }) => `${text}:${status}`);

beforeEach(() => {
  vi.useFakeTimers();
  storage = memoryStorage();
  sent = [];
  ids = 0;
});
afterEach(() => void vi.useRealTimers());

test("keeps while there is no connection, then sends in order, one at a time per conversation", () => {
  const box = outbox();
  box.add("a", "say", "one");
  box.add("a", "say", "two");
  box.add("b", "say", "other");
  expect(sent).toEqual([]);
  box.connected();
  expect(sent).toEqual(["one", "other"]);
  box.acknowledged("id0", 7);
  expect(sent).toEqual(["one", "other", "two"]);
});

test("sends again after a reconnect what was not acknowledged", () => {
  const box = outbox();
  box.connected();
  box.add("a", "say", "one");
  box.disconnected();
  box.connected();
  expect(sent).toEqual(["one", "one"]);
  box.acknowledged("id0", 1);
  box.disconnected();
  box.connected();
  expect(sent).toEqual(["one", "one"]);
});

test("survives a reload, for its own user only", () => {
  outbox().add("a", "say", "one");
  expect(outbox("bob").items).toEqual([]);
  const again = outbox();
  again.connected();
  expect(sent).toEqual(["one"]);
  expect(again.items[0]?.clientId).toBe("id0");
});

test("shows a stored message until its entry is in the log", () => {
  const box = outbox();
  box.connected();
  box.add("a", "say", "one");
  box.acknowledged("id0", 5);
  expect(statuses(box)).toEqual(["one:stored"]);
  box.logged("a", new Set(), 4);
  expect(box.items).toHaveLength(1);
  box.logged("a", new Set(["id0"]), 5);
  expect(box.items).toEqual([]);
  expect(storage.length).toBe(0);
});

test("an entry with its client id replaces it also when the acknowledgement was lost", () => {
  const box = outbox();
  box.connected();
  box.add("a", "say", "one");
  box.add("a", "say", "two");
  box.logged("a", new Set(["id0"]), 5);
  expect(statuses(box)).toEqual(["two:sending"]);
  expect(sent).toEqual(["one", "two"]);
});

test("a final refusal stays visible, also after a reload, and does not hold up what follows", () => {
  const box = outbox();
  box.connected();
  box.add("a", "say", "one");
  box.add("a", "say", "two");
  box.refused("id0", "not_holder");
  expect(statuses(box)).toEqual(["one:refused", "two:sending"]);
  expect(sent).toEqual(["one", "two"]);
  expect(statuses(outbox())[0]).toBe("one:refused");
  box.discard("id0");
  expect(statuses(box)).toEqual(["two:sending"]);
});

test("a retry is a new command", () => {
  const box = outbox();
  box.connected();
  box.add("a", "say", "one");
  box.refused("id0", "not_live");
  box.retry("id0");
  expect(box.items[0]).toMatchObject({ clientId: "id1", status: "sending", text: "one" });
});

test("a passing refusal is tried again by itself, and keeps the order", () => {
  const box = outbox();
  box.connected();
  box.add("a", "say", "one");
  box.add("a", "say", "two");
  box.refused("id0", "busy");
  expect(sent).toEqual(["one"]);
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual(["one", "one"]);
});

test("an end goes after what was said before it, and leaves when it is refused", () => {
  const box = outbox();
  box.add("a", "say", "one");
  box.add("a", "end");
  box.connected();
  expect(sent).toEqual(["one"]);
  box.acknowledged("id0", 3);
  box.logged("a", new Set(["id0"]), 3);
  expect(sent).toEqual(["one", ""]);
  box.refused("id1", "not_live");
  expect(box.items).toEqual([]);
});

test("another tab's message is shown here, and sent here only when that tab does not", () => {
  const here = outbox();
  here.connected();
  outbox().add("a", "say", "one");
  here.storageChanged();
  expect(statuses(here)).toEqual(["one:sending"]);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual(["one"]);
  storage.clear();
  here.storageChanged();
  expect(here.items).toEqual([]);
});

test("blocked storage does not stop sending", () => {
  storage.setItem = () => {
    throw new Error("quota");
  };
  const box = outbox();
  box.connected();
  box.add("a", "say", "one");
  expect(sent).toEqual(["one"]);
});
