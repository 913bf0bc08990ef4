import { locale, t } from "../messages/t";

/** `14:05` in the browser's zone. */
export function clockTime(at: string | number): string {
  return formats().clock.format(new Date(at));
}

export function fullTime(at: string | number): string {
  return formats().full.format(new Date(at));
}

/** `Today`, `Yesterday` or the date. */
export function dayName(at: string | number, now: number): string {
  const day = new Date(at);
  if (sameDay(day, new Date(now))) return t("chat.today");
  if (sameDay(day, new Date(now - 86_400_000))) return t("chat.yesterday");
  return formats().date.format(day);
}

/** The time of today's things, the date of older ones. */
export function listTime(at: string, now: number): string {
  return sameDay(new Date(at), new Date(now)) ? clockTime(at) : formats().short.format(new Date(at));
}

export function sameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

let made = madeFor(locale());

function formats() {
  if (made.locale !== locale()) made = madeFor(locale());
  return made;
}

function madeFor(locale: string) {
  return {
    locale,
    clock: new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }),
    date: new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }),
    short: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }),
  };
}
