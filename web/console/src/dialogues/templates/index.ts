import { afterHours } from "./afterHours";
import type { Cards } from "./cards";
import { demo } from "./demo";
import { greet } from "./greet";
import { pricing } from "./pricing";
import { qualify } from "./qualify";
import { tour } from "./tour";

export type TemplateName = "blank" | "greet" | "qualify" | "demo" | "pricing" | "tour" | "afterHours";

// The texts are those of the language at the time.
const MAKE: Readonly<Record<TemplateName, () => Cards>> = {
  blank: () => [],
  greet,
  qualify,
  demo,
  pricing,
  tour,
  afterHours,
};

/** What a dialogue can begin with, in the order in which it is offered. */
export const TEMPLATES = Object.keys(MAKE) as TemplateName[];

/** The stream file of a dialogue that is made of a template; it begins with its first card. */
export function fileOf(template: TemplateName, name: string, targets: string[]) {
  const cards = MAKE[template]();
  return { frontdesk_stream: 1, name, targets, priority: 1, first: cards[0]?.id ?? "", cards };
}
