import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useAttention } from "../attention/useAttention";
import type { Me } from "../core/wire";
import { DeskProvider, useDesk } from "../desk/DeskContext";
import { useShortcuts } from "../keyboard/useShortcuts";
import { t } from "../messages/t";
import { OfferBanner } from "../offers/OfferBanner";
import { sessionOver } from "../session/leave";
import { sessionQuery } from "../session/session";
import { hearTabs } from "../session/sessionChannel";
import { ConnectionBanner } from "./ConnectionBanner";
import { NavRail } from "./NavRail";
import { PersonBar } from "./PersonBar";
import classes from "./Shell.module.css";
import { usePageTitle } from "./usePageTitle";

const AlertBanner = lazy(() =>
  import("../offers/AlertBanner").then((module) => ({ default: module.AlertBanner })),
);
const KeyboardHelp = lazy(() =>
  import("../keyboard/KeyboardHelp").then((module) => ({ default: module.KeyboardHelp })),
);

/** The frame of every page of a signed-in user. */
export function Shell() {
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  useEffect(
    () =>
      hearTabs((news) => {
        if (news === "signed-out") sessionOver();
      }),
    [],
  );
  // Signed out this moment: the sign-in page is on its way.
  if (!me) return null;
  return (
    <DeskProvider key={me.id} me={me}>
      <Frame me={me} />
    </DeskProvider>
  );
}

function Frame({ me }: { me: Me }) {
  const [help, setHelp] = useState(false);
  const alerted = useDesk((state) => Object.keys(state.desk.alerts).length > 0);
  useAttention();
  usePageTitle();
  useShortcuts({ help: () => setHelp(true) });
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {t("app.skip")}
      </a>
      <div className={classes.banners}>
        <OfferBanner />
        {alerted ? (
          <Suspense>
            <AlertBanner />
          </Suspense>
        ) : null}
        <ConnectionBanner />
      </div>
      <NavRail />
      <PersonBar me={me} onHelp={() => setHelp(true)} />
      <main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      {help ? (
        <Suspense>
          <KeyboardHelp opened onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
