import { Switch, Textarea, TextInput } from "@mantine/core";
import { CriteriaField, kindIn } from "../../../criteria/CriteriaField";
import { faultsOf, type GroupDraft, toCriteria, toDraft } from "../../../criteria/draft";
import type { Attribute } from "../../../criteria/operators";
import { Part } from "../../../ui/Page";
import { AgentsField } from "../AgentsField";
import classes from "../Routing.module.css";
import { TeamsField } from "../TeamsField";
import { tr } from "../texts";
import type { Rule, RuleSettings } from "./queries";

/** A rule while it is being edited. */
export interface RuleDraft {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly group: GroupDraft;
  readonly agents: Rule["agents"];
  readonly teams: Rule["teams"];
}

export function draftOf({ settings, agents, teams }: Omit<Rule, "id">): RuleDraft {
  const { name, description = "", enabled, criteria = null } = settings;
  return { name, description, enabled, group: toDraft(criteria), agents, teams };
}

export function settingsOf({ name, description, enabled, group, agents, teams }: RuleDraft): RuleSettings {
  return {
    name: name.trim(),
    description: description.trim(),
    enabled,
    criteria: toCriteria(group),
    agents: agents.map((agent) => agent.id),
    teams: teams.map((team) => team.id),
  };
}

/** What is missing or wrong in a rule's criteria, and whether it can't be used as it is. */
export function faultsIn({ name, group, agents, teams }: RuleDraft, attributes: readonly Attribute[]) {
  const criteria = faultsOf(group, (attribute) => kindIn(attributes, attribute));
  const nobody = agents.length + teams.length === 0;
  return { criteria, nobody, unfinished: name.trim() === "" || criteria.size > 0 || nobody };
}

interface RuleFieldsProps {
  draft: RuleDraft;
  attributes: readonly Attribute[];
  /** Whether it can be changed. */
  open: boolean;
  /** Whether what is wrong is marked. */
  marked: boolean;
  /** Whether another rule has its name. */
  taken?: boolean;
  onChange: (draft: RuleDraft) => void;
}

/** What a rule is to be: its name, who qualifies, and who gets the chat. */
export function RuleFields({ draft, attributes, open, marked, taken = false, onChange }: RuleFieldsProps) {
  const { name, description, enabled, group, agents, teams } = draft;
  const { criteria, nobody } = faultsIn(draft, attributes);
  const nameFault = name.trim() === "" ? tr("ruleNameMissing") : taken ? tr("ruleNameTaken") : null;
  return (
    <fieldset className={classes.plain} disabled={!open}>
      <Part title={tr("ruleWhat")}>
        <TextInput
          label={tr("ruleName")}
          value={name}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
          autoComplete="off"
          maxLength={100}
          error={marked ? nameFault : null}
        />
        <Textarea
          label={tr("ruleDescription")}
          description={tr("ruleDescriptionHint")}
          value={description}
          onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
          maxLength={1000}
          rows={2}
        />
        <Switch
          label={tr("ruleEnabledShort")}
          checked={enabled}
          onChange={(event) => onChange({ ...draft, enabled: event.currentTarget.checked })}
        />
      </Part>
      <Part title={tr("ruleWho")} hint={tr("ruleWhoHint")}>
        <CriteriaField
          group={group}
          attributes={attributes}
          faults={marked ? criteria : new Map()}
          onChange={(next) => onChange({ ...draft, group: next })}
        />
      </Part>
      <Part title={tr("ruleWhom")} hint={tr("ruleWhomHint")}>
        <h3 className={classes.sub}>{tr("ruleAgents")}</h3>
        <AgentsField
          label={tr("ruleAgents")}
          agents={agents}
          open={open}
          fault={marked && nobody ? tr("ruleTargetMissing") : null}
          onAgents={(next) => onChange({ ...draft, agents: [...next] })}
        />
        <h3 className={classes.sub}>{tr("ruleTeams")}</h3>
        <TeamsField
          label={tr("ruleTeams")}
          teams={teams}
          open={open}
          onTeams={(next) => onChange({ ...draft, teams: [...next] })}
        />
      </Part>
    </fieldset>
  );
}
