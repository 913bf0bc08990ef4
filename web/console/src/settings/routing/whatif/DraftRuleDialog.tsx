import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ONCE_READ } from "../../../session/onceRead";
import { Dialog } from "../../../ui/Dialog";
import { Fault } from "../../../ui/Fault";
import type { Attribute } from "../../attributes/queries";
import classes from "../Routing.module.css";
import { type Rule, ruleQuery } from "../rules/queries";
import { draftOf, faultsIn, type RuleDraft, RuleFields } from "../rules/RuleFields";
import { useFaultFocus } from "../rules/useFaultFocus";
import { tr } from "../texts";
import type { DraftRule } from "./draft";
import { tw } from "./texts";

interface DraftRuleDialogProps {
  /** Null for one that there is not yet. */
  rule: DraftRule | null;
  attributes: readonly Attribute[];
  onKeep: (change: RuleDraft) => void;
  onClose: () => void;
}

const NOTHING: Omit<Rule, "id"> = {
  settings: { name: "", description: "", enabled: true, criteria: null, agents: [], teams: [] },
  agents: [],
  teams: [],
};

/** What a rule would be in the draft. */
export function DraftRuleDialog({ rule, attributes, onKeep, onClose }: DraftRuleDialogProps) {
  const title = rule === null ? tw("addRule") : tw("changeOf", { name: rule.name });
  return (
    <Dialog title={title} onClose={onClose} wide>
      {rule === null ? (
        <Fields first={draftOf(NOTHING)} attributes={attributes} onKeep={onKeep} onClose={onClose} />
      ) : (
        <Loaded rule={rule} attributes={attributes} onKeep={onKeep} onClose={onClose} />
      )}
    </Dialog>
  );
}

type LoadedProps = DraftRuleDialogProps & { rule: DraftRule };

function Loaded({ rule, ...rest }: LoadedProps) {
  const { id, change, enabled } = rule;
  const asked = useQuery({ ...ruleQuery(id ?? ""), ...ONCE_READ, enabled: change === null && id !== null });
  const first = change ?? (asked.data === undefined ? null : draftOf(asked.data));
  if (first !== null && !asked.isRefetching) return <Fields first={{ ...first, enabled }} {...rest} />;
  if (asked.error === null) return <p role="status">{tw("loading")}</p>;
  return (
    <div role="alert" className={classes.field}>
      <p className={classes.dim}>{tr("ruleFailed")}</p>
      <div>
        <Button variant="default" onClick={() => void asked.refetch()}>
          {tw("retry")}
        </Button>
      </div>
    </div>
  );
}

type FieldsProps = Omit<DraftRuleDialogProps, "rule"> & { first: RuleDraft };

function Fields({ first, attributes, onKeep, onClose }: FieldsProps) {
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(0);
  const form = useFaultFocus(tried);
  const { unfinished } = faultsIn(draft, attributes);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The dialog lies within another form as the page is drawn.
    event.stopPropagation();
    setTried((times) => times + 1);
    if (!unfinished) onKeep({ ...draft, name: draft.name.trim() });
  };
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate>
      <RuleFields draft={draft} attributes={attributes} open marked={tried > 0} onChange={setDraft} />
      <div className={classes.save}>
        <Fault text={tried > 0 && unfinished ? tr("ruleFaults") : null} />
        <Button type="submit">{tw("keep")}</Button>
        <Button variant="default" onClick={onClose}>
          {tr("cancel")}
        </Button>
      </div>
    </form>
  );
}
