import { expect, test } from "vitest";
import { apply, type Edit } from "../../src/designer/core/edit";
import { freeWay, inOrder, linksOf } from "../../src/designer/core/graph";
import { freshCard, KIND_NAMES, KINDS, leading, waysOf } from "../../src/designer/core/kinds";
import { type Card, cardIn } from "../../src/designer/core/stream";
import { message, question, streamOf } from "./streams";

const WORDS = { yes: "Yes", no: "No", branch: "Branch 1" };

test("every kind of card can be made, connected where it may be, and disconnected again", () => {
  for (const kind of KIND_NAMES) {
    const card = freshCard(kind, "new", WORDS);
    expect(card).toMatchObject({ kind, id: "new" });
    expect(KINDS[kind].leads).toBe(waysOf(card).length > 0);
    for (const { key } of waysOf(card)) {
      const led = leading(card, key, "there");
      expect(waysOf(led).filter(({ to }) => to === "there")).toHaveLength(1);
      expect(leading(led, key, null)).toEqual(card);
    }
  }
});

test("STREAM-2 nothing is connected to a way out of a live chat card", () => {
  const live: Card = { kind: "live_chat", id: "live" };
  const stream = streamOf(live, message("after"));
  expect(freeWay(live)).toBeNull();
  const from = { card: "live", key: "next" };
  expect(apply(stream, { kind: "connect", from, to: "after" })).toBe(stream);
  // A file that was written by hand may have such a way: it is shown, and can be taken away.
  const faulty = streamOf({ ...live, next: "after" }, message("after"));
  expect(linksOf(faulty)).toHaveLength(1);
  expect(linksOf(apply(faulty, { kind: "connect", from, to: null }))).toEqual([]);
});

test("a card that is added to a way comes between", () => {
  const stream = streamOf(question("ask", "bye"), message("bye"));
  const edit: Edit = {
    kind: "add",
    card: { kind: "message", id: "new", text: "" },
    at: [10.4, 20.6],
    from: { card: "ask", key: "row:0" },
  };
  const grown = apply(stream, edit);
  expect(linksOf(grown)).toEqual([
    { card: "ask", key: "row:0", to: "new" },
    { card: "new", key: "next", to: "bye" },
  ]);
  expect(grown.layout?.new).toEqual([10, 21]);
  expect(apply({ ...stream, cards: [], first: "" }, { ...edit, from: null }).first).toBe("new");
});

test("what is removed leaves no way to it, no place, and another first card", () => {
  const stream = streamOf(message("hello", "ask"), question("ask", "bye", "hello"), message("bye"));
  const left = apply(stream, { kind: "remove", cards: ["hello"] });
  expect(left.first).toBe("ask");
  expect(inOrder(left)).toEqual(["ask", "bye"]);
  expect(linksOf(left)).toEqual([{ card: "ask", key: "row:0", to: "bye" }]);
  expect(Object.keys(left.layout ?? {})).toEqual(["ask", "bye"]);
  expect(apply(stream, { kind: "remove", cards: ["nobody"] })).toBe(stream);
});

test("STREAM-5 the poke goes with the first place, and never to what visitors don't see", () => {
  const hello: Card = { kind: "message", id: "hello", text: "Hi", poke: true };
  const stream = streamOf(hello, message("bye"), { kind: "goal", id: "goal", name: "Seen" });
  const begun = apply(stream, { kind: "first", card: "bye" });
  expect(begun.first).toBe("bye");
  expect(cardIn(begun, "bye")).toMatchObject({ poke: true });
  expect(cardIn(begun, "hello")).not.toHaveProperty("poke");
  expect(cardIn(apply(stream, { kind: "first", card: "goal" }), "goal")).not.toHaveProperty("poke");
});

test("a version is restored with its cards alone: name, pages and priority stay", () => {
  const now = { ...streamOf(message("new")), name: "Now", priority: 3 };
  const restored = apply(now, { kind: "restore", stream: streamOf(message("old")) });
  expect(restored).toMatchObject({ name: "Now", priority: 3, first: "old" });
  expect(restored.cards.map(({ id }) => id)).toEqual(["old"]);
});
