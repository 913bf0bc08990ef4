import { Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tw } from "../../messages/websiteTexts";
import { Icon } from "../../ui/Icon";
import { Part } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import { AllowForm } from "./AllowForm";
import { DomainRow } from "./DomainRow";
import { domainFault } from "./faults";
import { listDomain, type WebsiteDomain } from "./queries";
import { RemoveDialog } from "./RemoveDialog";
import classes from "./Website.module.css";

/** The domains whose pages may carry the chat. */
export function DomainsPart({ domains, pinned }: { domains: WebsiteDomain[]; pinned: boolean }) {
  const [removed, setRemoved] = useState<string | null>(null);
  const changing = useMutation({
    mutationFn: listDomain,
    onSuccess: () => toast(tw("website.saved")),
    onError: (fault, { domain }) => toast(domainFault(fault, domain)),
  });
  return (
    <Part title={tw("website.domains")} hint={tw("website.domainsHint")}>
      {pinned ? (
        <p className={classes.note}>
          <Icon name="shield" size={16} />
          {tw("website.pinned")}
        </p>
      ) : null}
      {domains.length === 0 ? (
        <p className={classes.note}>
          <Icon name="alert" size={16} />
          {tw("website.none")}
        </p>
      ) : (
        <ul className={classes.domains} aria-label={tw("website.domains")}>
          {domains.map((one) => (
            <DomainRow key={one.domain} domain={one.domain} onRemove={pinned ? null : setRemoved}>
              <Switch
                checked={one.subdomains}
                disabled={pinned || changing.isPending}
                onChange={(event) =>
                  changing.mutate({ domain: one.domain, subdomains: event.currentTarget.checked })
                }
                label={tw("website.subdomains")}
                aria-label={tw("website.subdomainsOf", { domain: one.domain })}
              />
            </DomainRow>
          ))}
        </ul>
      )}
      {pinned ? null : <AllowForm />}
      {removed === null ? null : (
        <RemoveDialog domain={removed} last={domains.length === 1} onClose={() => setRemoved(null)} />
      )}
    </Part>
  );
}
