import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Why } from "../inbox/conversationItems";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { fullTime } from "../ui/clockTime";
import { Dialog } from "../ui/Dialog";
import { DecisionView } from "./DecisionView";
import { KnownPart } from "./KnownPart";
import { decisionsQuery, type RoutedRequest } from "./queries";
import classes from "./Trace.module.css";
import { tt } from "./texts";
import { routeWords } from "./words";

interface WhyDialogProps {
  conversation: string;
  /** What is asked; the decision that led to it stands open. */
  why: Why;
  onClose: () => void;
}

/** Why a conversation was offered to whom (`ROUTE-11`): each request, each decision, each step in order. */
export default function WhyDialog({ conversation, why, onClose }: WhyDialogProps) {
  const title = why.agent === null ? tt("titleNobody") : tt("title", { agent: why.agent });
  return (
    <Dialog title={title} onClose={onClose} wide>
      <Requests conversation={conversation} seq={why.seq} />
    </Dialog>
  );
}

function Requests({ conversation, seq }: { conversation: string; seq: number }) {
  const { data, error, isFetching, refetch } = useQuery(decisionsQuery(conversation));
  if (data === undefined) {
    if (error === null || isFetching) return <p role="status">{tt("loading")}</p>;
    return (
      <div role="alert" className={classes.failed}>
        <p>{tt("failed")}</p>
        <Button variant="default" onClick={() => void refetch()}>
          {t("list.retry")}
        </Button>
      </div>
    );
  }
  const meant = data.requests
    .flatMap(({ decisions }) => decisions)
    .filter((decision) => decision.seq <= seq)
    .at(-1);
  if (data.requests.length === 0) return <p className={classes.dim}>{tt("none")}</p>;
  return (
    <ul className={classes.requests} aria-label={tt("requests")}>
      {data.requests.map((request) => (
        <li key={request.seq}>
          <Request conversation={conversation} request={request} meant={meant?.seq ?? null} />
        </li>
      ))}
    </ul>
  );
}

interface RequestProps {
  conversation: string;
  request: RoutedRequest;
  meant: number | null;
}

function Request({ conversation, request, meant }: RequestProps) {
  const tries = useMay()("view_rules");
  const { again, at, route, known, decisions } = request;
  return (
    <section className={classes.request}>
      <h3>{tt(again ? "askedAgain" : "asked", { time: fullTime(at) })}</h3>
      <p className={classes.dim}>{routeWords(route)}</p>
      <KnownPart known={known} />
      <ol className={classes.decisions}>
        {decisions.map(({ seq, told, answer, without }) => (
          <li key={seq}>
            <DecisionView told={told} answer={answer ?? null} without={without} open={seq === meant} />
          </li>
        ))}
      </ol>
      {tries ? (
        <Link to="/settings/what-if" search={{ conversation, request: request.seq }} className={classes.link}>
          {tt("whatIf")}
        </Link>
      ) : null}
    </section>
  );
}
