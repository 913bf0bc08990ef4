import { locale, t } from "../messages/t";

const DAY_MS = 86_400_000;

/** `17:00`, `tomorrow 09:00`, `Monday 09:00` or `24 Dec 09:00`, by the wall clock of a zone. */
export function untilWords(at: string, now: number, zone: string): string {
  const instant = Date.parse(at);
  const time = timeIn(instant, zone);
  const days = (dayIn(instant, zone) - dayIn(now, zone)) / DAY_MS;
  if (days <= 0) return time;
  if (days === 1) return t("availability.tomorrow", { time });
  const day = written(zone, days < 7 ? { weekday: "long" } : { day: "numeric", month: "short" });
  return t("availability.onDay", { day: day.format(instant), time });
}

/** `17:00`, by the wall clock of a zone; with the zone's name, where the browser's clock shows another time. */
export function timeIn(at: number, zone: string): string {
  const time = written(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  const wall = { dateStyle: "short", timeStyle: "short" } as const;
  const same = written(zone, wall).format(at) === written(undefined, wall).format(at);
  return same ? time : `${time} (${zone.replaceAll("_", " ")})`;
}

/** The day that a zone's calendar shows, as the instant at which it began by UTC. */
function dayIn(at: number, zone: string): number {
  const parts = written(zone, { year: "numeric", month: "numeric", day: "numeric", calendar: "gregory" })
    .formatToParts(at)
    .map(({ type, value }) => [type, Number(value)]);
  const { year = 0, month = 1, day = 1 } = Object.fromEntries(parts) as Record<string, number>;
  return Date.UTC(year, month - 1, day);
}

function written(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale(), {
      ...options,
      ...(zone === undefined ? {} : { timeZone: zone }),
    });
  } catch {
    // A zone that this browser does not know yet.
    return new Intl.DateTimeFormat(locale(), options);
  }
}
