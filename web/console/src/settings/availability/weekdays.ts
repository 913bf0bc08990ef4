import { locale } from "../../messages/t";

/** The names of the days, from Monday. */
export function weekdays(): string[] {
  const name = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" });
  // 2024 began on a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => capital(name.format(Date.UTC(2024, 0, day))));
}

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase(locale()) + word.slice(1);
}
