import type { en } from "./en";

/** The texts of missed demand, in Swedish. */
export const sv = {
  hint: "Besökare som bad om en människa och inte fick någon, och varför.",
  filters: "Filtrera missade förfrågningar",
  from: "Från och med",
  to: "Till och med",
  reasons: "Orsaker",
  all: "Alla orsaker",
  "reason.cancelled": "Besökaren avbröt",
  "reason.visitor_left": "Besökaren lämnade",
  "reason.blocked": "Spärrad e-postdomän",
  "reason.nobody_accepted": "Ingen tog emot",
  "reason.no_rule": "Ingen regel passar",
  "reason.all_at_limit": "Alla vid sin gräns",
  "reason.nobody_reachable": "Ingen nåbar",
  "reason.nobody_on_shift": "Ingen i tjänst",
  "reason.nobody_on_route": "Ingen på vägen",
  should: "Borde ha fått den: {agents}",
  failed: "De missade förfrågningarna kunde inte läsas in.",
  none: "Ingen förfrågan har missats.",
  noneSuch: "Ingen missad förfrågan passar. Försök med en annan orsak eller andra datum.",
  more: "Visa äldre",
} as const satisfies Readonly<Record<keyof typeof en, string>>;
