import { expect, test } from "vitest";
import { transcript } from "../src/core/transcript";
import type { Entry } from "../src/wire";
import { ANNA, entry } from "./fakeServer";

const log = (...whats: Entry["what"][]) => transcript(whats.map((what, at) => entry(at + 1, what)));
const ask = { kind: "ask", card: "q", text: "Mail?", input: { kind: "email" } } as const;

test("only the last question waits, and an answer settles it", () => {
  expect(log(ask).ask?.card).toBe("q");
  expect(log(ask, { ...ask, card: "r" }).ask?.card).toBe("r");
  expect(log(ask, { kind: "answer", text: "a@b.c" }).ask).toBeNull();
});

test("a problem opens its question again, and names the reason", () => {
  const state = log(ask, { kind: "misanswer", text: "x" }, { kind: "problem", card: "q", text: "Really?" });
  expect(state.ask).toMatchObject({ card: "q", input: { kind: "email" }, problem: 3 });
  expect(state.items.map((item) => item.kind === "message" && item.text)).toEqual(["Mail?", "x", "Really?"]);
});

test("waiting, live, away, warned and saved by a word", () => {
  expect(log({ kind: "connecting" }).phase).toBe("waiting");
  const joined = [{ kind: "connecting" }, { kind: "joined", agent: ANNA }] as const;
  expect(log(...joined)).toMatchObject({ phase: "live", agent: ANNA, away: false });
  expect(log(...joined, { kind: "agent_away" }).away).toBe(true);
  expect(log(...joined, { kind: "agent_away" }, { kind: "agent_back" }).away).toBe(false);
  const warned = { kind: "warned", ends: "2026-11-22T12:00:00Z" } as const;
  expect(log(...joined, warned).ends).toBe(warned.ends);
  expect(log(...joined, warned, { kind: "said", agent: null, text: "here" }).ends).toBeNull();
});

test("ROUTE-17 an ended chat keeps its transcript and may be taken up again", () => {
  const again_until = "2026-11-23T12:00:00Z";
  const ended = [
    { kind: "connecting" },
    { kind: "joined", agent: ANNA },
    { kind: "ended", outcome: "agent_ended", again_until },
  ] as const;
  expect(log(...ended)).toMatchObject({ phase: "over", againUntil: again_until });
  expect(log(...ended).items.at(-1)).toMatchObject({ line: { kind: "ended", name: "Anna" } });
  expect(log(...ended, { kind: "connecting" })).toMatchObject({
    phase: "waiting",
    againUntil: null,
    agent: null,
  });
});

test("what a newer server tells is passed over", () => {
  const state = log({ kind: "fireworks" } as unknown as Entry["what"], { kind: "bot", text: "Hi" });
  expect(state.items).toHaveLength(1);
});
