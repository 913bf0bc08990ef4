import { expect, test } from "vitest";
import type { Edit } from "../../src/designer/core/edit";
import { begin, edited, redone, undone } from "../../src/designer/core/history";
import { chance, message, streamOf } from "./streams";

test("STREAM-6 a hundred steps of every kind are undone and done again, to the same stream", () => {
  const random = chance(7);
  let history = begin(streamOf(message("a", "b"), message("b"), message("c")));
  const seen = [history.stream];
  for (let nth = 0; nth < 190; nth += 1) {
    const edit = someEdit(nth, random);
    const next = edited(history, edit, null, nth * 10);
    if (next !== history) seen.push(next.stream);
    history = next;
  }
  expect(seen.length).toBeGreaterThan(100);
  for (const before of seen.slice(0, -1).reverse()) {
    history = undone(history);
    expect(history.stream).toBe(before);
  }
  expect(undone(history)).toBe(history);
  for (const after of seen.slice(1)) {
    history = redone(history);
    expect(history.stream).toBe(after);
  }
  expect(redone(history)).toBe(history);
});

test("typing in one field is one step, until it rests or another field is filled in", () => {
  const type = (text: string): Edit => ({ kind: "change", card: { kind: "message", id: "a", text } });
  let history = begin(streamOf(message("a")));
  for (const [at, text] of ["H", "He", "Hel"].entries())
    history = edited(history, type(text), "a text", at * 200);
  expect(history.past).toHaveLength(1);
  history = edited(history, type("Hello"), "a text", 60_000);
  expect(history.past).toHaveLength(2);
  history = edited(history, type("Hello!"), "b text", 60_100);
  expect(history.past).toHaveLength(3);
  history = undone(undone(undone(history)));
  expect(history.stream.cards[0]).toEqual(message("a"));
});

test("what changes nothing is no step, and a new edit ends what could be done again", () => {
  const start = begin(streamOf(message("a"), message("b")));
  expect(edited(start, { kind: "move", places: { a: [0, 0] } }, null, 0)).toBe(start);
  const moved = edited(start, { kind: "move", places: { a: [5, 5] } }, null, 0);
  const back = undone(moved);
  expect(back.future).toHaveLength(1);
  expect(edited(back, { kind: "remove", cards: ["b"] }, null, 0).future).toEqual([]);
});

function someEdit(nth: number, random: () => number): Edit {
  const id = `card${nth}`;
  const one = `card${Math.floor(random() * nth)}`;
  const which = Math.floor(random() * 6);
  const places = { [one]: [Math.floor(random() * 900), nth] as const };
  if (which === 0) return { kind: "remove", cards: [one] };
  if (which === 1) return { kind: "move", places };
  if (which === 2) return { kind: "arrange", places };
  if (which === 3) return { kind: "paste", cards: [message(id)], places: { [id]: [nth, nth] } };
  if (which === 4) return { kind: "add", card: message(id), at: [nth, 0], from: { card: "a", key: "next" } };
  return { kind: "change", card: { kind: "message", id: "a", text: `Text ${nth}` } };
}
