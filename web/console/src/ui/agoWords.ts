import { locale } from "../messages/t";

/** Units of time, the longest first, in seconds. */
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** `2 hours ago`, or `now` within the last minute. */
export function agoWords(at: string, now: number): string {
  const seconds = (now - Date.parse(at)) / 1000;
  const found = UNITS.find(([, length]) => seconds >= length);
  if (found === undefined)
    return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(0, "second");
  const [unit, length] = found;
  return new Intl.RelativeTimeFormat(locale()).format(-Math.floor(seconds / length), unit);
}
