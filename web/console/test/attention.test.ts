import { expect, test } from "vitest";
import { newsBetween } from "../src/attention/news";
import { alertsInOrder, applyDesk, EMPTY_DESK } from "../src/core/Desk";
import { EMPTY_STATE } from "../src/core/DeskState";
import type { AlertRow, DeskFrame } from "../src/core/wire";
import { chat, emptyDesk } from "./FakeSocket";

const alert = (conversation: string, waiting_since: string): AlertRow => ({
  conversation,
  visitor: {},
  agent: "Ben",
  waiting_since,
});

function after(...frames: Partial<DeskFrame>[]) {
  const whole = frames.map((frame): DeskFrame => ({ ...emptyDesk(), ...frame }));
  return { ...EMPTY_STATE, desk: whole.reduce(applyDesk, EMPTY_DESK) };
}

test("ROUTE-14 an agent hears of a chat of theirs that waits too long, once", () => {
  const before = after({ full: true, chats: [chat("a")] });
  const alerted = after({ full: true, chats: [chat("a")] }, { chats: [chat("a", { alerted: true })] });
  expect(newsBetween(before, alerted).unanswered.map((row) => row.conversation)).toEqual(["a"]);
  const still = { ...alerted, desk: { ...alerted.desk } };
  expect(newsBetween(alerted, still).unanswered).toEqual([]);
});

test("ROUTE-14 a supervisor hears of chats of others, and no more of those that are answered", () => {
  const first = after({ full: true });
  const two = { alerts: [alert("b", "2026-11-22T10:02:00Z"), alert("a", "2026-11-22T10:01:00Z")] };
  const both = after({ full: true }, two);
  expect(newsBetween(first, both).unanswered).toHaveLength(2);
  expect(alertsInOrder(both.desk).map((row) => row.conversation)).toEqual(["a", "b"]);
  const one = after({ full: true }, two, { alerts_gone: ["a"] });
  expect(newsBetween(both, one).unanswered).toEqual([]);
  expect(alertsInOrder(one.desk).map((row) => row.conversation)).toEqual(["b"]);
});
