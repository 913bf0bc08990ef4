import { expect, test } from "vitest";
import { copies, fromClipboard, toClipboard } from "../../src/designer/core/clipboard";
import { apply } from "../../src/designer/core/edit";
import { linksOf } from "../../src/designer/core/graph";
import { chance, message, question, streamOf } from "./streams";

const stream = streamOf(
  { kind: "message", id: "hello", text: "Hi", poke: true, next: "ask" },
  question("ask", "hello", "bye"),
  message("bye"),
);

test("STREAM-6 pasted cards have names of their own, and lead to each other as the copied ones do", () => {
  const copied = fromClipboard(toClipboard(stream, ["hello", "ask"], stream.layout ?? {}));
  expect(copied).not.toBeNull();
  if (copied === null) return;
  for (const seed of [1, 2, 3]) {
    const { cards, places } = copies(copied, stream, null, chance(seed));
    const pasted = apply(stream, { kind: "paste", cards, places });
    const ids = pasted.cards.map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    const [hello, ask] = cards.map(({ id }) => id);
    const links = linksOf(pasted).filter(({ card }) => card === hello || card === ask);
    // The way to the card that was not copied leads nowhere.
    expect(links).toEqual([
      { card: hello, key: "next", to: ask },
      { card: ask, key: "row:0", to: hello },
    ]);
    expect(cards[0]).not.toHaveProperty("poke");
    expect(places[hello ?? ""]).toEqual([40, 40]);
  }
});

test("cards are pasted into another dialogue, in the middle of what is in sight", () => {
  const copied = fromClipboard(toClipboard(stream, ["hello", "ask"], stream.layout ?? {}));
  if (copied === null) throw new Error("nothing was copied");
  const empty = { ...streamOf(), first: "" };
  const { cards, places } = copies(copied, empty, [1000, 500], chance(4));
  const pasted = apply(empty, { kind: "paste", cards, places });
  expect(pasted.first).toBe(cards[0]?.id);
  expect(Object.values(places)).toEqual([
    [800, 500],
    [1200, 500],
  ]);
});

test("a text that is no cards is left alone", () => {
  for (const text of [
    "",
    "Hello",
    "{}",
    '{"frontdesk_cards":1}',
    '{"frontdesk_cards":9,"cards":[]}',
    "[frontdesk_cards",
  ]) {
    expect(fromClipboard(text)).toBeNull();
  }
});
