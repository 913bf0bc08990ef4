import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMay } from "../../../session/useMay";
import { Needs } from "../../../shell/Needs";
import { decisionsQuery } from "../../../trace/queries";
import { Choice } from "../../../ui/Choice";
import { Fault } from "../../../ui/Fault";
import { Page, Part } from "../../../ui/Page";
import { type Attribute, attributesQuery } from "../../attributes/queries";
import { whyNot } from "../queries";
import classes from "../Routing.module.css";
import { type RuleRow, rulesQuery } from "../rules/queries";
import { AnswerPart } from "./AnswerPart";
import { DraftField } from "./DraftField";
import { asTheyAre, type DraftRule, drafted } from "./draft";
import { isUsable, type Known, KnownField } from "./KnownField";
import { type Asked, askedIn, NOBODY } from "./past";
import { ask, type Question } from "./queries";
import { ReplayPart } from "./ReplayPart";
import { type Card, RouteField, triesOf } from "./RouteField";
import { tw } from "./texts";

/** Who would get a visitor's chat, and why (`ROUTE-12`). */
export function WhatIfPage() {
  return (
    <Needs permission="view_rules">
      <Page title={tw("title")} hint={tw("hint")}>
        <Loaded />
      </Page>
    </Needs>
  );
}

function Loaded() {
  const sees = useMay()("view_dialogues");
  const { conversation = null, request } = useSearch({ from: "/shell/settings/what-if" });
  const rules = useQuery(rulesQuery);
  const attributes = useQuery({ ...attributesQuery, enabled: sees });
  const past = useQuery({ ...decisionsQuery(conversation ?? ""), enabled: conversation !== null });
  const ready =
    (attributes.data !== undefined || !sees) && (past.data !== undefined || conversation === null);
  if (rules.data !== undefined && ready) {
    const requests = past.data?.requests ?? [];
    const meant = requests.find(({ seq }) => seq === request) ?? requests.at(-1);
    return (
      <WhatIfForm
        key={`${conversation}.${meant?.seq}`}
        rules={rules.data}
        attributes={attributes.data ?? []}
        first={meant === undefined ? NOBODY : askedIn(meant)}
        past={meant !== undefined}
      />
    );
  }
  const failed = [rules, attributes, past].filter(({ error }) => error !== null);
  if (failed.length === 0) return <p role="status">{tw("loading")}</p>;
  return (
    <div role="alert">
      <p>{tw(rules.error === null && attributes.error === null ? "pastFailed" : "failed")}</p>
      <Button variant="default" onClick={() => void Promise.all(failed.map(({ refetch }) => refetch()))}>
        {tw("retry")}
      </Button>
    </div>
  );
}

/** The route as the server has it; null where it is not told yet. */
function routeOf({ kind, target }: Card): Question["route"] | null {
  if (kind === "rules" || kind === "round_robin") return kind;
  if (target === null) return null;
  return kind === "team" ? { team: target.id } : { agent: target.id };
}

interface WhatIfFormProps {
  rules: readonly RuleRow[];
  attributes: readonly Attribute[];
  /** Whom it begins with. */
  first: Asked;
  /** Whether that is from a past conversation. */
  past: boolean;
}

function WhatIfForm({ rules, attributes, first, past }: WhatIfFormProps) {
  const [known, setKnown] = useState<readonly Known[]>(first.known);
  const [card, setCard] = useState<Card>(first.card);
  const [time, setTime] = useState<string | null>(null);
  const [draft, setDraft] = useState<readonly DraftRule[] | null>(null);
  const [told, setTold] = useState(false);
  const asking = useMutation({ mutationFn: ask });

  const at = time === null || time === "" ? null : new Date(time);
  const timeFault = time !== null && (at === null || Number.isNaN(at.getTime()));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [route, tries] = [routeOf(card), triesOf(card)];
    setTold(true);
    if (route === null || tries === null || timeFault || !isUsable(known, attributes)) return;
    asking.mutate({
      known: known
        .filter(({ value }) => value.trim() !== "")
        .map(({ attribute, value }) => ({ attribute, value })),
      route,
      tries,
      ring_everyone: card.everyone,
      at: at?.toISOString() ?? null,
      draft: draft === null ? null : drafted(draft),
    });
  };
  return (
    <>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Part title={tw("visitor")} hint={tw(past ? "visitorPast" : "visitorHint")}>
          <KnownField known={known} attributes={attributes} marked={told} onChange={setKnown} />
        </Part>
        <Part title={tw("card")} hint={tw("cardHint")}>
          <RouteField card={card} told={told} onChange={setCard} />
        </Part>
        <Part title={tw("when")} hint={tw(time === null ? "whenNow" : "whenOther")}>
          <div className={classes.field}>
            <Choice
              label={tw("which")}
              value={time === null ? "now" : "other"}
              options={[
                ["now", tw("now")],
                ["other", tw("other")],
              ]}
              onChange={(next) => setTime(next === "now" ? null : "")}
            />
            {time === null ? null : (
              <TextInput
                type="datetime-local"
                label={tw("time")}
                value={time}
                onChange={(event) => setTime(event.currentTarget.value)}
                error={told && timeFault ? tw("timeFault") : null}
                maw={260}
              />
            )}
          </div>
        </Part>
        <Part title={tw("draft")}>
          <div className={classes.field}>
            <Choice
              label={tw("whichRules")}
              value={draft === null ? "live" : "changed"}
              options={[
                ["live", tw("live")],
                ["changed", tw("changed")],
              ]}
              onChange={(next) => setDraft(next === "live" ? null : asTheyAre(rules))}
            />
            {draft === null ? null : (
              <DraftField
                draft={draft}
                attributes={attributes}
                onDraft={setDraft}
                onReset={() => setDraft(asTheyAre(rules))}
              />
            )}
          </div>
        </Part>
        <Fault text={asking.error === null ? null : whyNot(asking.error)} />
        <div>
          <Button type="submit" loading={asking.isPending}>
            {tw("go")}
          </Button>
        </div>
      </form>
      {asking.data === undefined ? null : <AnswerPart told={asking.data} />}
      {draft === null ? null : <ReplayPart draft={drafted(draft)} />}
    </>
  );
}
