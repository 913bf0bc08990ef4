import type { AgentStatus } from "../core/wire";
import { t } from "../messages/t";
import { untilWords } from "./untilWords";

/** Whether somebody is available, why, and until when. */
export function statusWords({ available, why, until, time_zone }: AgentStatus, now: number): string {
  const key = why === "chosen" ? (available ? "chosen_on" : "chosen_off") : why;
  return until == null
    ? t(`availability.always.${key}`)
    : t(`availability.until.${key}`, { time: untilWords(until, now, time_zone) });
}
