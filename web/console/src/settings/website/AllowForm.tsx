import { Button, Switch, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { tw } from "../../messages/websiteTexts";
import { toast } from "../../ui/toasts";
import { domainFault } from "./faults";
import { listDomain } from "./queries";
import classes from "./Website.module.css";

/** Puts one more domain on the list. */
export function AllowForm() {
  const [domain, setDomain] = useState("");
  const [subdomains, setSubdomains] = useState(true);
  const [fault, setFault] = useState<string | null>(null);
  const listing = useMutation({
    mutationFn: listDomain,
    onSuccess: (_, listed) => {
      toast(tw("website.allowed", { domain: listed.domain.trim() }));
      setDomain("");
    },
    onError: (error, wanted) => setFault(domainFault(error, wanted.domain)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setFault(null);
    listing.mutate({ domain, subdomains });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        label={tw("website.domain")}
        description={tw("website.domainHint")}
        value={domain}
        onChange={(event) => setDomain(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={300}
        error={fault}
      />
      <Switch
        checked={subdomains}
        onChange={(event) => setSubdomains(event.currentTarget.checked)}
        label={tw("website.subdomains")}
        description={tw("website.subdomainsHint")}
      />
      <Button type="submit" loading={listing.isPending}>
        {tw("website.allow")}
      </Button>
    </form>
  );
}
