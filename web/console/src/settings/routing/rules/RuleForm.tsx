import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Attribute } from "../../../criteria/operators";
import { useMay } from "../../../session/useMay";
import { Fault } from "../../../ui/Fault";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { toast } from "../../../ui/toasts";
import { isTaken, whyNot } from "../queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { changed, type Rule, type RuleSettings, save } from "./queries";
import { draftOf, faultsIn, RuleFields, settingsOf } from "./RuleFields";
import { useFaultFocus } from "./useFaultFocus";

interface RuleFormProps {
  /** Null for one to be made. */
  id: string | null;
  first: Omit<Rule, "id">;
  attributes: readonly Attribute[];
}

/** What a rule is to be, and the way to keep it. */
export function RuleForm({ id, first, attributes }: RuleFormProps) {
  const open = useMay()("manage_rules");
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() => draftOf(first));
  const [tried, setTried] = useState(0);
  const form = useFaultFocus(tried);

  const wanted = settingsOf(draft);
  const [begun] = useState(() => JSON.stringify(wanted));
  const changedHere = JSON.stringify(wanted) !== begun;
  const { unfinished } = faultsIn(draft, attributes);

  const saving = useMutation({
    mutationFn: (body: RuleSettings) => save(id, body),
    onSuccess: async ({ settings }) => {
      await changed();
      toast(tr("ruleSaved", { name: settings.name }));
      await navigate({ to: "/settings/rules", ignoreBlocker: true });
    },
    onError: () => setTried((times) => times + 1),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried((times) => times + 1);
    if (!unfinished) saving.mutate(wanted);
  };

  const marked = tried > 0;
  const taken = isTaken(saving.error);
  const refused = saving.error === null || taken ? null : whyNot(saving.error);
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate>
      <LeaveGuard
        unsaved={changedHere && !saving.isPending}
        title={tr("leaveTitle")}
        text={tr("leaveText")}
        go={tr("leave")}
      />
      <RuleFields
        draft={draft}
        attributes={attributes}
        open={open}
        marked={marked}
        taken={taken}
        onChange={setDraft}
      />
      {open ? (
        <div className={classes.save}>
          <Fault text={marked && unfinished ? tr("ruleFaults") : refused} />
          <Button type="submit" loading={saving.isPending}>
            {tr("save")}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/settings/rules" {...props} />}>
            {tr("cancel")}
          </Button>
          {changedHere ? <span className={classes.dim}>{tr("unsaved")}</span> : null}
        </div>
      ) : (
        <Link to="/settings/rules" className={classes.back}>
          {tr("ruleAll")}
        </Link>
      )}
    </form>
  );
}
