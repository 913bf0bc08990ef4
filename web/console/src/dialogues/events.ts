import { ta } from "./audience-texts";
import type { Events } from "./queries";

/** What a dialogue can wait for: the field's name, what it is called, and the most it takes. */
export const EVENTS = [
  { name: "seconds_on_page", label: "page", hint: "pageHint", most: 86_400 },
  { name: "seconds_on_site", label: "site", hint: null, most: 86_400 },
  { name: "percent_scrolled", label: "scrolled", hint: "scrolledHint", most: 100 },
] as const;

export type EventFaults = Partial<Record<keyof Events, string>>;

/** What is written in the fields of a form, and what is wrong with it; an empty field is nothing that is waited for. */
export function readEvents(form: FormData): { events: Events; faults: EventFaults } {
  const events: Events = {};
  const faults: EventFaults = {};
  for (const { name, most } of EVENTS) {
    const text = String(form.get(name) ?? "").trim();
    if (text === "") continue;
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1 && value <= most) events[name] = value;
    else faults[name] = ta(most === 100 ? "percentWrong" : "secondsWrong");
  }
  return { events, faults };
}
