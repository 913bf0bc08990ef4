import { faultText } from "../../session/api";
import { ApiError } from "../../session/session";
import { ts } from "./texts";

/** Why a dialogue was not put away, taken back or deleted. */
export function shelfFault(fault: unknown): string {
  return fault instanceof ApiError && fault.code === "conflict" ? ts("conflict") : faultText(fault);
}
