import type { en } from "./en";

/** The texts of lists that can be put into another order, in Swedish. */
export const sv = {
  grip: "Flytta {name}, nu {place} av {count}: dra, eller tryck på piltangenterna",
  up: "Flytta upp {name}",
  down: "Flytta ner {name}",
  moved: "{name} är nu {place} av {count}",
} as const satisfies Readonly<Record<keyof typeof en, string>>;
