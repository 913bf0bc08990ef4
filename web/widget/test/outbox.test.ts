import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Outbox } from "../src/core/outbox";
import { openStore } from "../src/store";
import type { Command } from "../src/wire";
import { CONVERSATION } from "./fakeServer";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

function box() {
  const sent: string[] = [];
  const refused = vi.fn();
  const outbox = new Outbox(openStore("localStorage"), {
    send: (command) => sent.push(command.client_id),
    changed: () => {},
    acked: () => {},
    refused,
  });
  outbox.attach(CONVERSATION);
  return { outbox, sent, refused };
}

const say = (id: string): Command => ({ type: "say", client_id: id, conversation: CONVERSATION, text: id });
const states = (outbox: Outbox) => outbox.list().map((one) => `${one.command.client_id} ${one.state}`);

test("one after the other, in order, and each until it is acknowledged", () => {
  const { outbox, sent } = box();
  for (const id of ["a", "b", "c"]) outbox.add(say(id), id);
  expect(sent).toEqual([]);
  outbox.ready();
  expect(sent).toEqual(["a"]);
  outbox.acked("a", CONVERSATION, 1);
  expect(sent).toEqual(["a", "b"]);
  outbox.lost();
  outbox.ready();
  expect(sent).toEqual(["a", "b", "b"]);
  expect(states(outbox)).toEqual(["a sent", "b sending", "c sending"]);
});

test("an answer that does not come is asked for again", () => {
  const { outbox, sent } = box();
  outbox.ready();
  outbox.add(say("a"), "a");
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual(["a", "a"]);
});

test("the entry takes the place of the message, also when the acknowledgement was lost", () => {
  const { outbox, sent } = box();
  outbox.ready();
  outbox.add(say("a"), "a");
  outbox.add(say("b"), "b");
  outbox.arrived("a");
  expect(states(outbox)).toEqual(["b sending"]);
  expect(sent).toEqual(["a", "b"]);
  vi.advanceTimersByTime(9_000);
  outbox.acked("b", CONVERSATION, 2);
  outbox.arrived("b");
  vi.advanceTimersByTime(60_000);
  expect(sent).toEqual(["a", "b"]);
});

test("a final refusal is shown and can be tried again or removed; what follows goes on", () => {
  const { outbox, sent, refused } = box();
  outbox.ready();
  outbox.add(say("a"), "a");
  outbox.add(say("b"), "b");
  outbox.refused("a", "not_live");
  expect(refused).toHaveBeenCalledOnce();
  expect(states(outbox)).toEqual(["a failed", "b sending"]);
  expect(sent).toEqual(["a", "b"]);
  outbox.acked("b", CONVERSATION, 1);
  outbox.retry("a");
  expect(sent).toEqual(["a", "b", "a"]);
  outbox.refused("a", "not_live");
  outbox.remove("a");
  expect(states(outbox)).toEqual(["b sent"]);
});

test("a passing refusal is tried again by itself, and nothing overtakes it", () => {
  const { outbox, sent } = box();
  outbox.ready();
  outbox.add(say("a"), "a");
  outbox.add(say("b"), "b");
  outbox.refused("a", "busy");
  expect(sent).toEqual(["a"]);
  vi.advanceTimersByTime(500);
  expect(sent).toEqual(["a", "a"]);
});

test("what was written survives a reload, in order; commands without a message do not", () => {
  const before = box();
  before.outbox.add(say("a"), "a");
  before.outbox.add(say("b"), "b");
  before.outbox.add({ type: "cancel", client_id: "x", conversation: CONVERSATION });
  before.outbox.stop();
  const { outbox, sent } = box();
  expect(states(outbox)).toEqual(["a sending", "b sending"]);
  outbox.ready();
  outbox.acked("a", CONVERSATION, 1);
  outbox.acked("b", CONVERSATION, 2);
  expect(sent).toEqual(["a", "b"]);
  expect(states(box().outbox)).toEqual([]);
});

test("two tabs show the same, and one's acknowledgement counts for both", () => {
  const [one, other] = [box(), box()];
  const key = `frontdesk.outbox.${CONVERSATION}.a`;
  one.outbox.add(say("a"), "a");
  other.outbox.stored(key);
  expect(states(other.outbox)).toEqual(["a sending"]);
  one.outbox.acked("a", CONVERSATION, 1);
  other.outbox.stored(key);
  expect(states(other.outbox)).toEqual(["a sent"]);
  other.outbox.ready();
  expect(other.sent).toEqual([]);
  other.outbox.arrived("a");
  expect(states(other.outbox)).toEqual([]);

  // The entry may come sooner than the note that another tab has sent it.
  other.outbox.arrived("b");
  one.outbox.add(say("b"), "b");
  other.outbox.stored(`frontdesk.outbox.${CONVERSATION}.b`);
  expect(states(other.outbox)).toEqual([]);
  expect(other.sent).toEqual([]);
});
