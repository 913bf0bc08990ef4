import { Button, Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { toast } from "../../../ui/toasts";
import { whyNot } from "../queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { changed, enable, type RuleRow } from "./queries";

/** A rule in the list. */
export function RuleLine({
  row,
  manages,
  onDelete,
}: {
  row: RuleRow;
  manages: boolean;
  onDelete: () => void;
}) {
  const { id, name, description, criteria } = row;
  const switching = useMutation({
    mutationFn: (enabled: boolean) => enable(id, enabled),
    onSuccess: (_, enabled) => toast(tr(enabled ? "ruleOn" : "ruleOff", { name })),
    onError: (fault) => toast(whyNot(fault)),
    onSettled: changed,
  });
  const enabled = switching.isPending ? switching.variables : row.enabled;
  return (
    <div className={classes.rule} data-off={!enabled}>
      <div className={classes.what}>
        <Link
          to="/settings/rules/$rule"
          params={{ rule: id }}
          aria-label={tr("ruleEdit", { name })}
          dir="auto"
        >
          {name}
        </Link>
        {description === "" ? null : <span dir="auto">{description}</span>}
        <span dir="auto">{criteria === "" ? tr("ruleEveryone") : criteria}</span>
      </div>
      <Switch
        checked={enabled}
        disabled={!manages}
        aria-label={tr("ruleEnabled", { name })}
        onChange={(event) => switching.mutate(event.currentTarget.checked)}
      />
      {manages ? (
        <div className={classes.tools}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={tr("ruleDuplicateOf", { name })}
            renderRoot={(props) => <Link to="/settings/rules/new" search={{ from: id }} {...props} />}
          >
            {tr("ruleDuplicate")}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={tr("ruleDeleteOf", { name })}
            onClick={onDelete}
          >
            {tr("delete")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
