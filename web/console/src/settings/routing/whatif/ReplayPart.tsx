import { Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { visitorName } from "../../../desk/visitorName";
import { nameOf } from "../../../trace/words";
import { fullTime } from "../../../ui/clockTime";
import { Fault } from "../../../ui/Fault";
import { Part } from "../../../ui/Page";
import { whyNot } from "../queries";
import classes from "../Routing.module.css";
import { type AskedFirst, type DraftedRule, type Replayed, replay } from "./queries";
import { tw } from "./texts";
import own from "./WhatIf.module.css";

const DAYS = [1, 7, 30] as const;

/** Past requests, decided once more by a draft: who would get more, who fewer, and which visitors change hands. */
export function ReplayPart({ draft }: { draft: readonly DraftedRule[] }) {
  const [days, setDays] = useState<(typeof DAYS)[number]>(7);
  const asking = useMutation({ mutationFn: replay });
  return (
    <Part title={tw("replay")} hint={tw("replayHint")}>
      <div className={own.replay}>
        <NativeSelect
          label={tw("days")}
          value={String(days)}
          onChange={(event) => setDays(DAYS.find((one) => String(one) === event.currentTarget.value) ?? 7)}
          data={DAYS.map((value) => ({ value: String(value), label: tw(`days.${value}`) }))}
        />
        <Button
          variant="default"
          loading={asking.isPending}
          onClick={() => asking.mutate({ days, draft: [...draft] })}
        >
          {tw("replayNow")}
        </Button>
      </div>
      <Fault text={asking.error === null ? null : whyNot(asking.error)} />
      <div role="status">{asking.data === undefined ? null : <Told replayed={asking.data} />}</div>
    </Part>
  );
}

function firstName(first: AskedFirst): string {
  return first.kind === "agent" ? nameOf(first.agent) : tw(`first.${first.kind}`);
}

function difference(live: number, draft: number): string {
  if (draft === live) return "0";
  return draft > live ? `+${draft - live}` : `−${live - draft}`;
}

function Told({ replayed }: { replayed: Replayed }) {
  const { requests, cut, firsts, changed, named } = replayed;
  if (requests === 0) return <p className={classes.dim}>{tw("replayNone")}</p>;
  return (
    <div className={classes.field}>
      <p className={own.sum}>
        {tw("replayed", { requests, changed })}
        {cut ? ` ${tw("cut", { requests })}` : null}
      </p>
      <table className={own.firsts} aria-label={tw("firsts")}>
        <thead>
          <tr>
            <th scope="col">{tw("first")}</th>
            <th scope="col">{tw("liveCount")}</th>
            <th scope="col">{tw("draftCount")}</th>
            <th scope="col">{tw("difference")}</th>
          </tr>
        </thead>
        <tbody>
          {firsts.map(({ first, live, draft }) => (
            <tr key={first.kind === "agent" ? first.agent.id : first.kind}>
              <th scope="row">
                <bdi>{firstName(first)}</bdi>
              </th>
              <td>{live}</td>
              <td>{draft}</td>
              <td>{difference(live, draft)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {named.length === 0 ? null : (
        <>
          <h3 className={classes.sub}>{tw("changedOnes")}</h3>
          <ul className={own.changed} aria-label={tw("changedOnes")}>
            {named.map(({ conversation, at, visitor, live, draft }) => (
              <li key={`${conversation}.${at}`}>
                <Link to="/conversations/$conversation" params={{ conversation }}>
                  <bdi>{visitorName(visitor)}</bdi>
                </Link>
                <span>
                  {tw("changedOne", { time: fullTime(at), live: firstName(live), draft: firstName(draft) })}
                </span>
              </li>
            ))}
          </ul>
          {named.length < changed ? (
            <p className={classes.dim}>{tw("moreChanged", { count: changed - named.length })}</p>
          ) : null}
        </>
      )}
    </div>
  );
}
