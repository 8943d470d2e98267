import { useRouterState } from "@tanstack/react-router";
import { sightOf, useSession } from "../api/queries";
import { LocaleProvider } from "../format/locale";
import { SignIn } from "../pages/sign-in/SignIn";
import { SetUp } from "../pages/sign-in/SetUp";
import { Failed, Loading } from "../states/States";
import { Shell } from "./Shell";

/** The sign-in stands at whatever address was asked for, so that signing in leads there. */
export function App() {
  const path = useRouterState({ select: state => state.location.pathname });
  const session = useSession();
  return <LocaleProvider account={session.data?.user.locale}>{page()}</LocaleProvider>;

  function page() {
    if (path === "/setup") return <SetUp />;
    if (session.data) return <Shell key={sightOf(session.data)} session={session.data} />;
    if (session.data === null) return <SignIn />;
    return (
      <main className="main">
        <h1 className="visually-hidden">Carelake</h1>
        {session.error ? <Failed error={session.error} retry={() => void session.refetch()} /> : <Loading what="Carelake" />}
      </main>
    );
  }
}
