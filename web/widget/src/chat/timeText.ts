import { spoken, tr } from "../texts";

/** When, as told between messages: the day only when it isn't today. */
export function timeText(at: string, now = new Date()): string {
  const date = new Date(at);
  const time = format(date, { timeStyle: "short" });
  if (date.toDateString() === now.toDateString()) return `${tr("today")}, ${time}`;
  return `${format(date, { weekday: "short", day: "numeric", month: "short" })}, ${time}`;
}

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  try {
    return new Intl.DateTimeFormat(spoken.locale, options).format(date);
  } catch {
    // The page may say a language in a way that browsers don't read.
    return new Intl.DateTimeFormat(spoken.lang, options).format(date);
  }
}
