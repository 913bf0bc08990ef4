import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { t } from "../../../messages/t";
import { ONCE_READ } from "../../../session/onceRead";
import { ApiError } from "../../../session/session";
import { useMay } from "../../../session/useMay";
import { Loading } from "../../../shell/Loading";
import { Needs } from "../../../shell/Needs";
import { Page } from "../../../ui/Page";
import { attributesQuery } from "../../attributes/queries";
import { RingOrderField } from "../RingOrderField";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { type Rule, ruleQuery } from "./queries";
import { RuleForm } from "./RuleForm";
import { RuleRing } from "./RuleRing";

/** One rule. */
export function RulePage() {
  const { rule } = useParams({ strict: false });
  return (
    <Needs permission="view_rules">
      {rule === undefined ? null : <Loaded key={rule} id={rule} copy={false} />}
    </Needs>
  );
}

/** A rule to be made, from nothing or like another one. */
export function NewRulePage() {
  const { from } = useSearch({ from: "/shell/settings/rules/new" });
  return (
    <Needs permission="manage_rules">
      <Loaded key={from ?? ""} id={from ?? null} copy />
    </Needs>
  );
}

const NOTHING: Omit<Rule, "id"> = {
  settings: { name: "", description: "", enabled: true, criteria: null, agents: [], teams: [] },
  agents: [],
  teams: [],
};

function Loaded({ id, copy }: { id: string | null; copy: boolean }) {
  const may = useMay();
  const asked = useQuery({ ...ruleQuery(id ?? ""), ...ONCE_READ, enabled: id !== null });
  // Who may not see what can be tested still sees what is.
  const attributes = useQuery({ ...attributesQuery, enabled: may("view_dialogues") });
  const rule = id === null ? NOTHING : asked.data;
  const ready = attributes.data !== undefined || !may("view_dialogues");
  if (rule !== undefined && ready && !asked.isRefetching) {
    const first = id !== null && copy ? copied(rule) : rule;
    return (
      <Page title={copy ? tr("ruleNew") : rule.settings.name}>
        {id === null || copy ? null : <RingOrderField ring={id} />}
        <RuleForm id={copy ? null : id} first={first} attributes={attributes.data ?? []} />
        {id === null || copy ? null : <RuleRing id={id} />}
      </Page>
    );
  }
  const error = asked.error ?? attributes.error;
  if (error === null) return <Loading />;
  if (error instanceof ApiError && error.code === "not_found") {
    return (
      <Page title={tr("ruleMissing")} hint={tr("ruleMissingHint")}>
        {null}
      </Page>
    );
  }
  return (
    <Page title={tr("rules")}>
      <div role="alert" className={classes.field}>
        <p className={classes.dim}>{tr("ruleFailed")}</p>
        <Button variant="default" onClick={() => void Promise.all([asked.refetch(), attributes.refetch()])}>
          {t("list.retry")}
        </Button>
      </div>
    </Page>
  );
}

function copied(rule: Omit<Rule, "id">): Omit<Rule, "id"> {
  const { settings } = rule;
  return { ...rule, settings: { ...settings, name: tr("ruleCopy", { name: settings.name }) } };
}
