import { afterEach, expect, test } from "vitest";
import { speak } from "../../messages/language";
import { fileOf, TEMPLATES } from ".";
import type { Cards } from "./cards";

type Card = Cards[number];
type Way = { label: string; next?: string };

afterEach(() => speak("en"));

/** Where a card leads to. */
function waysOut({ next, otherwise, choices = [], branches = [] }: Card): string[] {
  const rows = [...(choices as Way[]), ...(branches as Way[])].map((row) => row.next);
  return [next, otherwise, ...rows].filter((way) => typeof way === "string");
}

/** The cards that are reached from the first, without going on from those that `stops` holds for. */
function reached(cards: Cards, stops: (card: Card) => boolean = () => false): string[] {
  const seen = new Set<string>();
  const waiting = [cards[0]?.id ?? ""];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const card = cards.find((one) => one.id === id);
    if (card === undefined) throw new Error(`nothing is called ${id}`);
    if (!seen.has(id) && !stops(card)) waiting.push(...waysOut(card));
    seen.add(id);
  }
  return [...seen].sort();
}

const drawn = TEMPLATES.filter((template) => template !== "blank");

for (const language of ["en", "sv"] as const) {
  test.each(drawn)(
    `STREAM-3 nothing stands against publishing the template %s, in ${language}`,
    async (name) => {
      await speak(language);
      const { cards, first } = fileOf(name, "Welcome", ["https://shop.example"]);
      expect(first).toBe(cards[0]?.id);
      expect(cards.map(({ id }) => id).sort()).toEqual(reached(cards));
      for (const card of cards) {
        const { kind, text, next, otherwise, choices = [], branches = [] } = card;
        const ways = [...(choices as Way[]), ...(branches as Way[])];
        const invisible = ["goal", "condition"].includes(kind);
        expect(invisible || String(text ?? "").trim() !== "", `${card.id} says something`).toBe(true);
        expect(new Set(ways.map(({ label }) => label)).size, `${card.id}: labels differ`).toBe(ways.length);
        expect(ways.every((way) => way.next !== undefined)).toBe(true);
        if (kind === "live_chat") expect(next).toBeUndefined();
        if (kind === "condition" || kind === "meeting") expect(otherwise).toBeDefined();
      }
    },
  );

  test.each(drawn)(
    `STREAM-4 the template %s asks what it should before a live chat, in ${language}`,
    async (name) => {
      await speak(language);
      const { cards } = fileOf(name, "Welcome", []);
      const stores = (attribute: string) => (card: Card) => card.attribute === attribute;
      for (const stops of [
        (card: Card) => card.kind === "question",
        stores("person.email"),
        stores("person.first_name"),
      ]) {
        expect(reached(cards, stops)).not.toContain("live");
      }
    },
  );
}

test("only the first card pokes, and it does so in every template", () => {
  for (const name of drawn) {
    const { cards } = fileOf(name, "Welcome", []);
    expect(cards.map(({ poke }) => poke ?? false)).toEqual(cards.map((_, at) => at === 0));
  }
});

test("a blank dialogue has no cards", () => {
  expect(fileOf("blank", "Welcome", ["https://shop.example"])).toEqual({
    frontdesk_stream: 1,
    name: "Welcome",
    targets: ["https://shop.example"],
    priority: 1,
    first: "",
    cards: [],
  });
});
