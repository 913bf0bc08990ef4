import type { components } from "@frontdesk/api";

export type MissedReason = components["schemas"]["MissedReason"];

/** Every reason, in the order in which the first that holds counts. */
export const REASONS = [
  "cancelled",
  "visitor_left",
  "blocked",
  "nobody_accepted",
  "no_rule",
  "all_at_limit",
  "nobody_reachable",
  "nobody_on_shift",
  "nobody_on_route",
] as const satisfies readonly MissedReason[];

/** What the list is narrowed by: a part of the address. */
export interface MissedFilters {
  reason?: MissedReason;
  /** The first day, as `2026-03-01`. */
  from?: string;
  /** The last day. */
  to?: string;
}

/** Filters as somebody may have typed them into the address: what is none is left out. */
export function readMissedFilters({ reason, from, to }: Record<string, unknown>): MissedFilters {
  const known = REASONS.find((one) => one === reason);
  return {
    ...(known === undefined ? {} : { reason: known }),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}

/** The days of the filters as instants, by this browser's zone. */
export function within({ from, to }: MissedFilters): { since?: string; until?: string } {
  return {
    ...(from === undefined ? {} : { since: midnight(from, 0) }),
    ...(to === undefined ? {} : { until: midnight(to, 1) }),
  };
}

function isDay(day: unknown): day is string {
  return typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));
}

/** When a day begins, or the one that is so many days later. */
function midnight(day: string, later: number): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
}
