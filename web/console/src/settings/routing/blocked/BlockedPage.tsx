import { Button, TextInput } from "@mantine/core";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { answered, api, faultText, OURS as headers, retry } from "../../../session/api";
import { queries } from "../../../session/session";
import { Needs } from "../../../shell/Needs";
import { Confirm } from "../../../ui/Dialog";
import { Listing } from "../../../ui/Listing";
import { Page, Part } from "../../../ui/Page";
import { toast } from "../../../ui/toasts";
import { domainFault } from "../../website/faults";
import { Chosen } from "../Chosen";
import classes from "../Routing.module.css";
import { tr } from "../texts";

/** The most domains there may be. */
const MOST = 50;

const blockedQuery = queryOptions({
  queryKey: ["blocked-domains"],
  queryFn: ({ signal }) => answered(api.GET("/api/console/routing/blocked-domains", { signal })),
  retry,
});

async function save(domains: string[]): Promise<void> {
  const body = { domains };
  const saved = await answered(api.PUT("/api/console/routing/blocked-domains", { headers, body }));
  queries.setQueryData(blockedQuery.queryKey, saved);
}

/** E-mail domains whose visitors never reach an agent. */
export function BlockedPage() {
  return (
    <Needs permission="manage_privacy_and_security">
      <Blocked />
    </Needs>
  );
}

function Blocked() {
  const asked = useQuery(blockedQuery);
  const [removed, setRemoved] = useState<string | null>(null);
  const domains = asked.data?.domains;
  const removing = useMutation({
    mutationFn: (domain: string) => save((domains ?? []).filter((one) => one !== domain)),
    onSuccess: (_, domain) => {
      toast(tr("blockedRemoved", { domain }));
      setRemoved(null);
    },
  });
  return (
    <Page title={tr("blocked")} hint={tr("blockedHint")}>
      <Listing
        label={tr("blocked")}
        asked={asked}
        rows={domains}
        keyOf={(domain) => domain}
        failed={tr("blockedFailed")}
        none={tr("blockedNone")}
      >
        {(domain) => <Chosen name={domain} note={null} onRemove={() => setRemoved(domain)} />}
      </Listing>
      {domains === undefined ? null : <AddPart domains={domains} />}
      {removed === null ? null : (
        <Confirm
          title={tr("blockedRemoveTitle", { domain: removed })}
          text={tr("blockedRemoveText")}
          go={tr("blockedRemove")}
          ends
          busy={removing.isPending}
          fault={removing.error === null ? null : faultText(removing.error)}
          onGo={() => removing.mutate(removed)}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

function AddPart({ domains }: { domains: readonly string[] }) {
  const [domain, setDomain] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const adding = useMutation({
    mutationFn: (added: string) => save([...domains, added]),
    onSuccess: (_, added) => {
      toast(tr("blockedAdded", { domain: added }));
      setDomain("");
    },
    onError: (error, added) => {
      setFault(domainFault(error, added));
      field.current?.focus();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (domains.length >= MOST) return setFault(tr("blockedFull"));
    setFault(null);
    adding.mutate(domain.trim().replace(/^@/, ""));
  };
  return (
    <Part title={tr("blockedAdd")}>
      <form className={classes.field} onSubmit={submit} noValidate>
        <TextInput
          ref={field}
          label={tr("blockedDomain")}
          description={tr("blockedDomainHint")}
          value={domain}
          onChange={(event) => setDomain(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={300}
          error={fault}
        />
        <div>
          <Button type="submit" loading={adding.isPending}>
            {tr("blockedAdd")}
          </Button>
        </div>
      </form>
    </Part>
  );
}
