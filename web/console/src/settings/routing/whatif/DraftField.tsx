import { Button, CloseButton, Switch } from "@mantine/core";
import { useState } from "react";
import { moved } from "../../../ordered/moved";
import { Ordered } from "../../../ordered/Ordered";
import { Icon } from "../../../ui/Icon";
import type { Attribute } from "../../attributes/queries";
import classes from "../Routing.module.css";
import type { RuleDraft } from "../rules/RuleFields";
import { tr } from "../texts";
import { DraftRuleDialog } from "./DraftRuleDialog";
import type { DraftRule } from "./draft";
import { tw } from "./texts";

interface DraftFieldProps {
  draft: readonly DraftRule[];
  attributes: readonly Attribute[];
  onDraft: (draft: readonly DraftRule[]) => void;
  onReset: () => void;
}

/** The rules in another order, each on or off, changed, new, or left out. */
export function DraftField({ draft, attributes, onDraft, onReset }: DraftFieldProps) {
  const [edited, setEdited] = useState<DraftRule | "new" | null>(null);
  const put = (key: string, to: Partial<DraftRule>) =>
    onDraft(draft.map((rule) => (rule.key === key ? { ...rule, ...to } : rule)));
  const keep = (change: RuleDraft) => {
    const { name, enabled } = change;
    if (edited === "new") {
      onDraft([...draft, { key: crypto.randomUUID(), id: null, name, enabled, criteria: "", change }]);
    } else if (edited !== null) {
      put(edited.key, { name, enabled, change });
    }
    setEdited(null);
  };
  return (
    <div className={classes.field}>
      <p className={classes.dim}>{tw("draftHint")}</p>
      {draft.length === 0 ? (
        <p className={classes.dim}>{tw("draftNone")}</p>
      ) : (
        <Ordered
          label={tw("draftRules")}
          rows={draft}
          keyOf={({ key }) => key}
          nameOf={({ name }) => name}
          onMove={(from, to) => onDraft(moved(draft, from, to))}
        >
          {(rule) => (
            <div className={classes.rule} data-off={!rule.enabled}>
              <div className={classes.what}>
                <strong dir="auto">{rule.name}</strong>
                <span dir="auto">{told(rule)}</span>
              </div>
              <Switch
                checked={rule.enabled}
                aria-label={tw("enabled", { name: rule.name })}
                onChange={(event) => put(rule.key, { enabled: event.currentTarget.checked })}
              />
              <div className={classes.tools}>
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={tw("changeOf", { name: rule.name })}
                  onClick={() => setEdited(rule)}
                >
                  {tw("change")}
                </Button>
                <CloseButton
                  aria-label={tw("leaveOut", { name: rule.name })}
                  onClick={() => onDraft(draft.filter(({ key }) => key !== rule.key))}
                />
              </div>
            </div>
          )}
        </Ordered>
      )}
      <div className={classes.save}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => setEdited("new")}
        >
          {tw("addRule")}
        </Button>
        <Button variant="default" size="compact-sm" onClick={onReset}>
          {tw("reset")}
        </Button>
      </div>
      {edited === null ? null : (
        <DraftRuleDialog
          rule={edited === "new" ? null : edited}
          attributes={attributes}
          onKeep={keep}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}

function told({ id, change, criteria }: DraftRule): string {
  if (id === null) return tw("newHere");
  if (change !== null) return tw("changedHere");
  return criteria === "" ? tr("ruleEveryone") : criteria;
}
