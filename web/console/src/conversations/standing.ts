import { t } from "../messages/t";
import type { Standing } from "./filters";

/** Where a conversation stands, in words. */
export function standingName(standing: Standing): string {
  return t(`standing.${standing}`);
}

/** How much it wants to be noticed. */
export function standingTone(standing: Standing): "live" | "missed" | "plain" {
  switch (standing) {
    case "connecting":
    case "waiting":
    case "live":
      return "live";
    case "fell_back":
    case "agent_lost":
    case "unanswered":
    case "visitor_left":
      return "missed";
    default:
      return "plain";
  }
}
