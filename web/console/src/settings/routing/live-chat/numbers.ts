import type { LiveChat, NumberName, Numbers } from "./queries";

/** The parts of the page, and the numbers in each. */
export const PARTS = [
  ["partOffers", ["chats_per_agent", "offer_seconds"]],
  ["partSilence", ["inactivity_minutes", "inactivity_warning_seconds", "unanswered_seconds"]],
  ["partConnections", ["holder_away_seconds", "holder_lost_minutes", "visitor_left_seconds"]],
  ["partAfter", ["transcript_hours"]],
] as const satisfies readonly (readonly [string, readonly NumberName[]])[];

/** All numbers, in the order of the page. */
export const NAMES: readonly NumberName[] = PARTS.flatMap(([, names]): readonly NumberName[] => names);

/** The numbers as they stand in their fields. */
export type Typed = Readonly<Record<NumberName, string>>;

export function typed(numbers: Numbers): Typed {
  const { chats_per_agent, offer_seconds, inactivity_minutes, inactivity_warning_seconds } = numbers;
  const { unanswered_seconds, holder_away_seconds, holder_lost_minutes, visitor_left_seconds } = numbers;
  return {
    chats_per_agent: String(chats_per_agent),
    offer_seconds: String(offer_seconds),
    inactivity_minutes: String(inactivity_minutes),
    inactivity_warning_seconds: String(inactivity_warning_seconds),
    unanswered_seconds: String(unanswered_seconds),
    holder_away_seconds: String(holder_away_seconds),
    holder_lost_minutes: String(holder_lost_minutes),
    visitor_left_seconds: String(visitor_left_seconds),
    transcript_hours: String(numbers.transcript_hours),
  };
}

/** The numbers to be saved, and the names of those that are none or out of their bounds. */
export function entered(values: Typed, known: LiveChat): { numbers: Numbers; faulty: NumberName[] } {
  const numbers = { ...known.numbers };
  const faulty: NumberName[] = [];
  for (const name of NAMES) {
    const value = values[name].trim();
    numbers[name] = /^\d{1,6}$/.test(value) ? Number(value) : -1;
    if (numbers[name] < known.least[name] || numbers[name] > known.most[name]) faulty.push(name);
  }
  return { numbers, faulty };
}

/** What is wrong with a number that is within its bounds, and that the server does not take all the same. */
export function tooLong(name: NumberName): "long.silence" | "long.lost" | "refused" {
  if (name === "inactivity_warning_seconds" || name === "unanswered_seconds") return "long.silence";
  return name === "holder_away_seconds" ? "long.lost" : "refused";
}
