import { expect, test } from "vitest";
import { canonical, same } from "../../src/designer/core/canonical";
import { apply, type Edit } from "../../src/designer/core/edit";
import { merge } from "../../src/designer/core/merge";
import { cardIn, type Stream } from "../../src/designer/core/stream";
import { chance, message, question, streamOf } from "./streams";

const base = streamOf(message("hello", "ask"), question("ask", "one", "two"), message("one"), message("two"));
const says = (id: string, text: string): Edit => ({ kind: "change", card: { kind: "message", id, text } });

test("where one side has changed nothing, the other one stays", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const mine = some(base, chance(seed));
    expect(same(merge(base, mine, base).stream, mine)).toBe(true);
    expect(same(merge(base, base, mine).stream, mine)).toBe(true);
    expect(merge(base, mine, mine)).toEqual({ stream: mine, conflicts: [] });
    expect(merge(base, mine, base).conflicts).toEqual([]);
  }
});

test("what two have changed in different cards is all there", () => {
  const mine = apply(base, says("one", "Mine"));
  const theirs = apply(apply(base, says("two", "Theirs")), { kind: "move", places: { hello: [7, 7] } });
  const { stream, conflicts } = merge(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(cardIn(stream, "one")).toMatchObject({ text: "Mine" });
  expect(cardIn(stream, "two")).toMatchObject({ text: "Theirs" });
  expect(stream.layout?.hello).toEqual([7, 7]);
});

test("a card that both have changed is told, and is as the one has it who is asked for", () => {
  const mine = apply(base, says("one", "Mine"));
  const theirs = apply(base, says("one", "Theirs"));
  for (const winner of ["mine", "theirs"] as const) {
    const { stream, conflicts } = merge(base, mine, theirs, winner);
    expect(conflicts).toEqual([{ id: "one", mine: cardIn(mine, "one"), theirs: cardIn(theirs, "one") }]);
    expect(cardIn(stream, "one")).toMatchObject({ text: winner === "mine" ? "Mine" : "Theirs" });
  }
});

test("a card that one has deleted and the other has changed is not lost silently", () => {
  const mine = apply(base, says("one", "Mine"));
  const theirs = apply(base, { kind: "remove", cards: ["one"] });
  expect(merge(base, mine, theirs).conflicts).toEqual([
    { id: "one", mine: cardIn(mine, "one"), theirs: null },
  ]);
  expect(merge(base, theirs, mine).conflicts).toHaveLength(1);
  expect(cardIn(merge(base, base, theirs).stream, "one")).toBeNull();
});

test("what a file tells of the dialogue, even what the editor knows nothing of, is kept", () => {
  const theirs = { ...base, name: "Renamed", audience: { all: [] } };
  const mine = apply(base, says("one", "Mine"));
  const { stream } = merge(base, mine, theirs);
  expect(stream).toMatchObject({ name: "Renamed", audience: { all: [] }, first: "hello" });
  expect(cardIn(stream, "one")).toMatchObject({ text: "Mine" });
});

test("what the server writes out and what is left out are the same", () => {
  const written = {
    ...base,
    exclusions: undefined,
    cards: [
      {
        kind: "capture",
        id: "mail",
        text: "",
        poke: false,
        input: "email",
        attribute: "person.email",
        skip_if_known: false,
        overwrite: true,
        next: null,
      },
    ],
  } as unknown as Stream;
  expect(canonical(written).cards[0]).toEqual({
    kind: "capture",
    id: "mail",
    text: "",
    input: "email",
    attribute: "person.email",
  });
});

function some(stream: Stream, random: () => number): Stream {
  const ids = ["hello", "ask", "one", "two"];
  const id = ids[Math.floor(random() * ids.length)] ?? "one";
  const edits: Edit[] = [
    { kind: "remove", cards: [id] },
    { kind: "add", card: message("new"), at: [1, 2], from: { card: "one", key: "next" } },
    { kind: "first", card: id },
    { kind: "move", places: { [id]: [3, 4] } },
    says("one", `Text ${random()}`),
  ];
  return edits.filter(() => random() < 0.5).reduce(apply, stream);
}
