import type { components } from "@frontdesk/api";
import { locale, t } from "../messages/t";
import type { DialogueRow } from "./queries";

export type Status = components["schemas"]["DialogueStanding"];

/** Where a dialogue stands: what is published and has a draft has changed since. */
export function statusOf({ status, draft }: Pick<DialogueRow, "status" | "draft">): Status {
  return status === "published" && draft ? "changed" : status;
}

/** How many of the visitors who were shown it have answered; a dash where there were none. */
export function rateOf({ engaged, triggered }: Pick<DialogueRow, "engaged" | "triggered">): string {
  if (triggered === 0) return "–";
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(engaged / triggered);
}

/** What is counted of a dialogue, in words and in order. */
export function figuresOf(row: DialogueRow): [label: string, figure: string][] {
  const number = new Intl.NumberFormat(locale());
  return [
    [t("dialogues.triggered"), number.format(row.triggered)],
    [t("dialogues.engaged"), number.format(row.engaged)],
    [t("dialogues.completed"), number.format(row.completed)],
    [t("dialogues.rate"), rateOf(row)],
  ];
}

/** What publishing is called where a dialogue stands. */
export const PUBLISH = {
  draft: "dialogues.publish",
  published: "dialogues.publish",
  changed: "dialogues.publishChanges",
  unpublished: "dialogues.publishAgain",
} as const;
