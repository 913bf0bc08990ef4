import type { What } from "../core/wire";
import { t } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { clockTime } from "../ui/clockTime";

export interface SystemLine {
  text: string;
  tone: "plain" | "warn" | "end";
}

/** What happened, in words; null for what is said, and so has a bubble. */
export function systemLine(what: What, visitor: string): SystemLine | null {
  const plain = (text: string): SystemLine => ({ text, tone: "plain" });
  const warn = (text: string): SystemLine => ({ text, tone: "warn" });
  const agent = "agent" in what ? neutralise(what.agent) : "";
  switch (what.kind) {
    case "started":
      return plain(t("log.started"));
    case "goal":
      return plain(t("log.goal", { goal: neutralise(what.name) }));
    case "attribute_set":
      return plain(t("log.set", { attribute: what.attribute, value: neutralise(what.value) }));
    case "requested":
      return plain(t(what.again ? "log.requestedAgain" : "log.requested", { name: visitor }));
    case "offered":
      return plain(t("log.offered", { agent }));
    case "offered_to_all":
      return plain(t("log.offeredToAll", { count: what.agents }));
    case "left_offer":
      return plain(t(what.full ? "log.leftFull" : "log.leftUnavailable", { agent }));
    case "joined":
      return plain(t("log.joined", { agent }));
    case "declined":
      return plain(
        what.reason
          ? t("log.declinedWhy", { agent, reason: neutralise(what.reason) })
          : t("log.declined", { agent }),
      );
    case "expired":
      return plain(t("log.expired"));
    case "withdrawn":
      return plain(t("log.withdrawn"));
    case "holder_away":
      return warn(t("log.away"));
    case "holder_back":
      return plain(t("log.back"));
    case "warned":
      return warn(t("log.warned", { name: visitor, time: clockTime(what.ends) }));
    case "left_unanswered":
      return warn(t("log.unanswered", { name: visitor }));
    case "rerouting":
      return warn(t("log.rerouting"));
    case "transferring": {
      const values = { agent, to: neutralise(what.to) };
      return plain(
        what.note
          ? t("log.transferringNote", { ...values, note: neutralise(what.note) })
          : t("log.transferring", values),
      );
    }
    case "transfer_failed":
      return warn(t("log.transferFailed"));
    case "waiting":
      return plain(t("log.waiting", { name: visitor }));
    case "wait_over":
      return warn(t("log.waitOver", { name: visitor }));
    case "finished":
      return plain(t("log.finished"));
    case "ended":
      return { text: ended(what, visitor), tone: "end" };
    default:
      return null;
  }
}

function ended(what: Extract<What, { kind: "ended" }>, name: string): string {
  switch (what.outcome) {
    case "visitor_ended":
    case "visitor_left":
    case "cancelled":
      return t(`ended.${what.outcome}`, { name });
    case "agent_ended":
    case "inactive":
    case "fell_back":
    case "agent_lost":
    case "unanswered":
      return t(`ended.${what.outcome}`);
    default:
      // An outcome that is newer than this page.
      return t("log.ended");
  }
}
