import { Button, Switch, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { tw } from "../../messages/websiteTexts";
import { faultText } from "../../session/api";
import { ApiError } from "../../session/session";
import { Part } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import { setPrivacy, type Website } from "./queries";
import classes from "./Website.module.css";

/** Whether visitors have to agree first, and where the privacy policy is. */
export function PrivacyPart({ privacy }: { privacy: Website["privacy"] }) {
  const [consent, setConsent] = useState(privacy.consent_required);
  const [link, setLink] = useState(privacy.privacy_link ?? "");
  const [fault, setFault] = useState<string | null>(null);
  const saving = useMutation({
    mutationFn: setPrivacy,
    onSuccess: () => toast(tw("website.saved")),
    onError: (error) => {
      const refused = error instanceof ApiError && error.code === "invalid";
      setFault(refused ? tw("website.fault.link") : faultText(error));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setFault(null);
    saving.mutate({ consent_required: consent, privacy_link: link.trim() === "" ? null : link });
  };
  return (
    <Part title={tw("website.privacy")}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Switch
          checked={consent}
          onChange={(event) => setConsent(event.currentTarget.checked)}
          label={tw("website.consent")}
          description={tw("website.consentHint")}
        />
        <TextInput
          type="url"
          label={tw("website.link")}
          description={tw("website.linkHint")}
          value={link}
          onChange={(event) => setLink(event.currentTarget.value)}
          maxLength={500}
          error={fault}
        />
        <Button type="submit" variant="default" loading={saving.isPending}>
          {tw("website.save")}
        </Button>
      </form>
    </Part>
  );
}
