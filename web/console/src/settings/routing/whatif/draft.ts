import type { RuleRow } from "../rules/queries";
import { type RuleDraft, settingsOf } from "../rules/RuleFields";
import type { DraftedRule } from "./queries";

/** A rule in a draft of the rules. */
export interface DraftRule {
  readonly key: string;
  /** Null for one that there is not yet. */
  readonly id: string | null;
  readonly name: string;
  readonly enabled: boolean;
  /** Who qualifies, as it is read, by the rule as it is. */
  readonly criteria: string;
  /** What it would be otherwise. */
  readonly change: RuleDraft | null;
}

/** The rules as they are. */
export function asTheyAre(rules: readonly RuleRow[]): readonly DraftRule[] {
  return rules.map(({ id, name, enabled, criteria }) => ({
    key: id,
    id,
    name,
    enabled,
    criteria,
    change: null,
  }));
}

/** As the server has it. */
export function drafted(rules: readonly DraftRule[]): DraftedRule[] {
  return rules.map(({ id, enabled, change }) => ({
    rule: id,
    enabled,
    settings: change === null ? null : settingsOf(change),
  }));
}
