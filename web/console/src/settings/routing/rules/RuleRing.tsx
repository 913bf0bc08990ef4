import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { t } from "../../../messages/t";
import { Part } from "../../../ui/Page";
import { AgentLine } from "../agents/AgentLine";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { ringQuery } from "./queries";

/** Whom a rule leads to, as its ring stands now: those it names, then the members of its teams (`ROUTE-2`, `ROUTE-4`). */
export function RuleRing({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(ringQuery(id));
  if (data === undefined && error === null) return null;
  return (
    <Part title={tr("ruleRing")} hint={tr("ruleRingHint")}>
      {data === undefined ? (
        <div role="alert" className={classes.field}>
          <p className={classes.dim}>{tr("ruleRingFailed")}</p>
          <Button variant="default" onClick={() => void refetch()}>
            {t("list.retry")}
          </Button>
        </div>
      ) : data.agents.length === 0 ? (
        <p className={classes.dim}>{tr("ruleRingEmpty")}</p>
      ) : (
        <ol aria-label={tr("ruleRing")} className={classes.ring}>
          {data.agents.map((agent) => (
            <li key={agent.id}>
              <AgentLine agent={agent} onLimit={null} />
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}
