import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../../messages/t";
import { Ordered } from "../../../ordered/Ordered";
import { faultText } from "../../../session/api";
import { useMay } from "../../../session/useMay";
import { Needs } from "../../../shell/Needs";
import { Icon } from "../../../ui/Icon";
import { Listing } from "../../../ui/Listing";
import { Page } from "../../../ui/Page";
import { toast } from "../../../ui/toasts";
import type { AgentRow } from "../queries";
import { RingOrderField } from "../RingOrderField";
import classes from "../Routing.module.css";
import { tr } from "../texts";
import { AgentLine } from "./AgentLine";
import { LimitDialog } from "./LimitDialog";
import { changed, place, ringQuery } from "./queries";

/** The general ring in its order, and who can take a chat now (`ROUTE-2`, `ROUTE-6`). */
export function AgentsPage() {
  return (
    <Needs permission="view_round_robin">
      <Agents />
    </Needs>
  );
}

function Agents() {
  const [search, setSearch] = useState("");
  const look = useDebouncedCallback((words: string) => setSearch(words.trim()), 250);
  return (
    <Page title={tr("agents")} hint={tr("agentsHint")}>
      <TextInput
        type="search"
        aria-label={tr("agentsSearch")}
        placeholder={tr("agentsSearch")}
        leftSection={<Icon name="search" size={16} />}
        onChange={(event) => look(event.currentTarget.value)}
      />
      <RingOrderField ring="general" />
      <Ring search={search} />
    </Page>
  );
}

function Ring({ search }: { search: string }) {
  const manages = useMay()("manage_agents");
  const asked = useInfiniteQuery(ringQuery(search));
  const [limited, setLimited] = useState<AgentRow | null>(null);
  const agents = asked.data?.pages.flatMap((page) => page.agents);
  const placing = useMutation({
    mutationFn: ({ from, to }: { from: number; to: number }) => place(from, to),
    onError: (fault) => toast(faultText(fault)),
    onSettled: changed,
    scope: { id: "ring" },
  });
  if (agents === undefined || agents.length === 0) {
    return (
      <Listing
        label={tr("agents")}
        asked={asked}
        rows={agents}
        keyOf={({ id }) => id}
        failed={tr("agentsFailed")}
        none={search === "" ? tr("agentsNone") : tr("agentsNoneSuch")}
      >
        {() => null}
      </Listing>
    );
  }
  return (
    <div className={classes.field}>
      <Ordered
        label={tr("agents")}
        rows={agents}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        // What is found is not the whole ring: a place among it says little.
        onMove={manages && search === "" ? (from, to) => placing.mutate({ from, to }) : undefined}
      >
        {(agent) => <AgentLine agent={agent} onLimit={manages ? () => setLimited(agent) : null} />}
      </Ordered>
      {asked.hasNextPage ? (
        <Button
          variant="default"
          className={classes.more}
          loading={asked.isFetchingNextPage}
          onClick={() => void asked.fetchNextPage()}
        >
          {t("list.more")}
        </Button>
      ) : null}
      {limited === null ? null : <LimitDialog agent={limited} onClose={() => setLimited(null)} />}
    </div>
  );
}
