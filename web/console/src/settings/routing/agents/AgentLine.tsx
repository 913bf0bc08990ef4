import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { listTime } from "../../../ui/clockTime";
import { statusWords } from "../../../ui/statusWords";
import { useNow } from "../../../ui/useNow";
import type { AgentRow } from "../queries";
import classes from "../Routing.module.css";
import { tr } from "../texts";

/** An agent in the ring: who, whether they can take a chat and why, and what they hold. */
export function AgentLine({ agent, onLimit }: { agent: AgentRow; onLimit: (() => void) | null }) {
  const now = useNow();
  const { id, name, email, status, availability, held, limit, next, last_seen, teams } = agent;
  return (
    <div className={classes.agent}>
      <div className={classes.what}>
        <strong>
          <span dir="auto">{name}</span>
          {next ? <em className={classes.next}>{tr("agentNext")}</em> : null}
        </strong>
        <span>{email}</span>
      </div>
      <div className={classes.what}>
        <strong className={classes.stands} data-standing={status}>
          {tr(`standing.${status}`)}
        </strong>
        {status === "deactivated" || status === "not_permitted" ? null : (
          <span>{statusWords(availability, now)}</span>
        )}
      </div>
      <div className={classes.what}>
        <span>{tr("agentHeld", { held, limit })}</span>
        <span>{availability.time_zone.replaceAll("_", " ")}</span>
      </div>
      <div className={classes.what}>
        <span>{teams.length === 0 ? tr("agentNoTeam") : teams.map((team) => team.name).join(", ")}</span>
        <span>
          {last_seen == null ? tr("agentUnseen") : tr("agentSeen", { when: listTime(last_seen, now) })}
        </span>
      </div>
      {onLimit !== null ? (
        <div className={classes.ways}>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={tr("agentHoursOf", { name })}
            renderRoot={(props) => (
              <Link to="/settings/availability/$agent" params={{ agent: id }} {...props} />
            )}
          >
            {tr("agentHours")}
          </Button>
          <Button variant="subtle" size="compact-sm" aria-label={tr("limitOf", { name })} onClick={onLimit}>
            {tr("limit")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
