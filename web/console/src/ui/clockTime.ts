import { t } from "../messages/t";

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const date = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const short = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** `14:05` in the browser's zone. */
export function clockTime(at: string | number): string {
  return clock.format(new Date(at));
}

export function fullTime(at: string | number): string {
  return full.format(new Date(at));
}

/** `Today`, `Yesterday` or the date. */
export function dayName(at: string | number, now: number): string {
  const day = new Date(at);
  if (sameDay(day, new Date(now))) return t("chat.today");
  if (sameDay(day, new Date(now - 86_400_000))) return t("chat.yesterday");
  return date.format(day);
}

/** The time of today's things, the date of older ones. */
export function listTime(at: string, now: number): string {
  return sameDay(new Date(at), new Date(now)) ? clockTime(at) : short.format(new Date(at));
}

export function sameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}
