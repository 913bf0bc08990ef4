import { expect, test } from "vitest";
import { newsBetween } from "../src/attention/news";
import { applyDesk, EMPTY_DESK } from "../src/core/Desk";
import { EMPTY_STATE } from "../src/core/DeskState";
import type { Entry } from "../src/core/wire";
import { conversationItems } from "../src/inbox/conversationItems";
import { chat, emptyDesk, entry } from "./FakeSocket";

const show = (entries: Entry[], marks = { delivered: 0, read: 0 }) =>
  conversationItems({ entries, cursor: entries.length, loaded: true }, marks, [], "Pia").map((item) => {
    if (item.type === "day") return "--";
    return item.type === "line"
      ? `* ${item.text}`
      : `${item.speaker}: ${item.text}${item.status ? ` (${item.status})` : ""}`;
  });

test("INBOX-3: the whole conversation is shown, from the first card on", () => {
  expect(
    show(
      [
        entry(1, { kind: "started" }),
        entry(2, { kind: "bot", text: "Hi" }),
        entry(3, { kind: "ask", text: "What?", input: { kind: "choices", labels: ["Sales", "Help"] } }),
        entry(4, { kind: "misanswer", text: "hm" }),
        entry(5, { kind: "problem", text: "Pick one" }),
        entry(6, { kind: "answer", text: "Sales" }),
        entry(7, { kind: "requested", again: false }),
        entry(8, { kind: "offered", agent: "Bob" }),
        entry(9, { kind: "expired" }),
        entry(10, { kind: "joined", agent: "Ann" }),
        entry(11, { kind: "visitor_said", text: "Hello" }),
        entry(12, { kind: "agent_said", agent: "Ann", mine: true, text: "Hi Pia" }),
        entry(13, { kind: "agent_said", agent: "Bob", mine: false, text: "Me too" }),
        entry(14, { kind: "ended", outcome: "visitor_left" }),
      ],
      { delivered: 13, read: 12 },
    ),
  ).toEqual([
    "--",
    "* Conversation started",
    "bot: Hi",
    "bot: What?",
    "visitor: hm",
    "bot: Pick one",
    "visitor: Sales",
    "* Pia asked for a person",
    "* Offered to Bob",
    "* The offer was not answered in time",
    "* Ann joined",
    "visitor: Hello",
    "mine: Hi Pia (read)",
    "colleague: Me too (delivered)",
    "* Pia left before an agent came",
  ]);
});

test("days are told apart", () => {
  const next: Entry = { ...entry(2, { kind: "bot", text: "b" }), at: "2026-11-24T10:00:00Z" };
  expect(show([entry(1, { kind: "bot", text: "a" }), next])).toEqual(["--", "bot: a", "--", "bot: b"]);
});

test("a new message is news unless its chat is being looked at", () => {
  const before = {
    ...EMPTY_STATE,
    desk: applyDesk(EMPTY_DESK, { ...emptyDesk(), full: true, chats: [chat("a")] }),
  };
  const desk = applyDesk(before.desk, { ...emptyDesk(), chats: [chat("a", { unread: 1, last: 2 })] });
  expect(newsBetween(before, { ...before, desk }).messages).toHaveLength(1);
  expect(newsBetween(before, { ...before, desk, viewed: "a" }).messages).toEqual([]);
  expect(newsBetween(before, { ...before, desk, viewed: "a", visible: false }).messages).toHaveLength(1);
  expect(newsBetween(EMPTY_STATE, { ...before, desk }).messages).toEqual([]);
});
