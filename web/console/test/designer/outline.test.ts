import { expect, test } from "vitest";
import { arranged } from "../../src/designer/core/arrange";
import { difference } from "../../src/designer/core/difference";
import { outline, type Row } from "../../src/designer/core/outline";
import { freePlace, placesOf } from "../../src/designer/core/places";
import { chance, message, question, streamOf } from "./streams";

test("every card stands in the outline once, whatever leads where", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = chance(seed);
    const ids = Array.from({ length: 12 }, (_, at) => `card${at}`);
    const some = () => (random() < 0.3 ? undefined : ids[Math.floor(random() * ids.length)]);
    const stream = streamOf(
      ...ids.map((id) => (random() < 0.5 ? message(id, some()) : question(id, some(), some()))),
    );
    const { main, apart } = outline(stream);
    const named = [main, ...apart].flatMap(cardsOf);
    expect(named).toHaveLength(ids.length);
    expect(new Set(named)).toEqual(new Set(ids));
    expect(named[0]).toBe("card0");
  }
});

test("a card that was there already is a way back to it", () => {
  const { main } = outline(streamOf(question("ask", "bye", "bye"), message("bye", "ask")));
  const [yes, no] = main.steps[0]?.branches.map(({ row }) => row) ?? [];
  expect(yes?.end).toEqual({ kind: "again", card: "ask" });
  expect(no).toEqual({ steps: [], end: { kind: "again", card: "bye" } });
});

test("cards are arranged from left to right, and none on another", async () => {
  const stream = streamOf(question("ask", "one", "two"), message("one", "two"), message("two"));
  const places = await arranged(stream);
  expect(Object.keys(places).sort()).toEqual(["ask", "one", "two"]);
  expect(places.ask?.[0]).toBeLessThan(places.one?.[0] ?? 0);
  expect(places.one?.[0]).toBeLessThan(places.two?.[0] ?? 0);
});

test("a new card never lies on another one", () => {
  const cards = Array.from({ length: 20 }, (_, at) => message(`card${at}`));
  const stream = { ...streamOf(...cards), layout: {} };
  const places = placesOf(stream, {});
  const stand = Object.values(places).map(([x, y]) => `${x} ${y}`);
  expect(new Set(stand).size).toBe(20);
  const [x, y] = freePlace(stream, places, [0, 0]);
  expect(stand).not.toContain(`${x} ${y}`);
});

test("STREAM-6 two versions differ by cards, field by field", () => {
  const before = streamOf(message("a", "b"), message("b"));
  const after = { ...streamOf({ ...message("a"), text: "New" } as never, message("c")), name: "Other" };
  const { added, removed, changed, dialogue } = difference(before, after);
  expect([added.map(({ id }) => id), removed.map(({ id }) => id)]).toEqual([["c"], ["b"]]);
  expect(changed[0]?.fields.map(({ field }) => field)).toEqual(["text", "next"]);
  expect(dialogue).toEqual([{ field: "name", before: "Welcome", after: "Other" }]);
});

function cardsOf(row: Row): string[] {
  return row.steps.flatMap(({ card, branches }) => [
    card,
    ...branches.flatMap(({ row: each }) => cardsOf(each)),
  ]);
}
