import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { useMay } from "../session/useMay";
import { Confirm } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/toasts";
import classes from "./Dialogues.module.css";
import { changed, hide } from "./queries";

/** Word of it while all dialogues are hidden, and the way back (`TARGET-8`). */
export function HiddenBanner({ hidden }: { hidden: boolean }) {
  const may = useMay()("publish_dialogues");
  const showing = useMutation({
    mutationFn: () => hide(false),
    onSuccess: async () => {
      await changed();
      toast(t("dialogues.nowShown"));
    },
    onError: (fault) => toast(faultText(fault)),
  });
  return (
    <div role="status" className={classes.banner}>
      {hidden ? (
        <p>
          <Icon name="alert" />
          <span>{t("dialogues.hidden")}</span>
        </p>
      ) : null}
      {hidden && may ? (
        <Button variant="default" loading={showing.isPending} onClick={() => showing.mutate()}>
          {t("dialogues.show")}
        </Button>
      ) : null}
    </div>
  );
}

/** Hides all dialogues; asks first. */
export function HideAll() {
  const [asking, setAsking] = useState(false);
  const hiding = useMutation({
    mutationFn: () => hide(true),
    onSuccess: async () => {
      await changed();
      toast(t("dialogues.nowHidden"));
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("dialogues.hide")}
      </Button>
      {asking ? (
        <Confirm
          title={t("dialogues.hideTitle")}
          text={t("dialogues.hideText")}
          go={t("dialogues.hide")}
          ends
          busy={hiding.isPending}
          fault={hiding.error === null ? null : faultText(hiding.error)}
          onGo={() => hiding.mutate()}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
