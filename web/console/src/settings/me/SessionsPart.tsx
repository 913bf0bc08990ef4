import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { sessionOver } from "../../session/leave";
import { tellTabs } from "../../session/sessionChannel";
import { fullTime } from "../../ui/clockTime";
import { Confirm } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { Part } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import classes from "./Own.module.css";
import { endSession, sessionsQuery, signOutEverywhere } from "./own";

/** Where one is signed in. */
export function SessionsPart() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const [asked, setAsked] = useState(false);
  const ending = useMutation({
    mutationFn: endSession,
    onSuccess: () => toast(t("own.ended")),
    onError: (fault: unknown) => toast(faultText(fault)),
  });
  const leaving = useMutation({
    mutationFn: signOutEverywhere,
    onSuccess: () => {
      tellTabs("signed-out");
      sessionOver();
    },
  });
  const close = () => setAsked(false);
  return (
    <Part title={t("own.sessions")}>
      {error && data === undefined ? (
        <div role="alert" className={classes.told}>
          <p>{t("own.sessionsFailed")}</p>
          <Button variant="default" onClick={() => void refetch()}>
            {t("list.retry")}
          </Button>
        </div>
      ) : null}
      <ul
        className={classes.sessions}
        aria-label={t("own.sessions")}
        aria-busy={data === undefined && !error}
      >
        {data?.sessions.map(({ id, device, address, used, current }) => {
          const name = device === "" ? t("own.unknownDevice") : device;
          return (
            <li key={id}>
              <Icon name="screen" />
              <div>
                <strong>{name}</strong>
                <span>
                  {address} · {t("own.used", { when: fullTime(used) })}
                </span>
              </div>
              {current ? (
                <em>{t("own.here")}</em>
              ) : (
                <Button
                  variant="default"
                  aria-label={t("own.endOf", { device: name })}
                  loading={ending.isPending && ending.variables === id}
                  onClick={() => ending.mutate(id)}
                >
                  {t("own.end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <div>
        <Button variant="default" leftSection={<Icon name="out" size={16} />} onClick={() => setAsked(true)}>
          {t("own.everywhere")}
        </Button>
      </div>
      {asked ? (
        <Confirm
          title={t("own.everywhere")}
          text={t("own.everywhereText")}
          go={t("own.everywhere")}
          goFirst
          busy={leaving.isPending}
          fault={leaving.error === null ? null : faultText(leaving.error)}
          onGo={() => leaving.mutate()}
          onClose={close}
        />
      ) : null}
    </Part>
  );
}
