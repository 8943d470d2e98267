import { createRootRoute, createRoute, createRouter, lazyRouteComponent, retainSearchParams } from "@tanstack/react-router";
import { App } from "./shell/App";
import { readFilters } from "./shell/filters";
import { NotFound } from "./shell/NotFound";
import { Failed, Loading } from "./states/States";

const root = createRootRoute({
  component: App,
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>) => ({ ...readFilters(search) }),
  // Facility and period go along from page to page.
  search: { middlewares: [retainSearchParams(["facility", "from", "to"])] },
});

const text = (value: unknown) => (typeof value === "string" && value ? value : typeof value === "number" ? String(value) : undefined);

/** A key or filter in an address: names and texts, nothing else; an empty text stands for NULL. */
function pairs(value: unknown): Record<string, string> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries(value).flatMap(([name, one]) => (typeof one === "string" || typeof one === "number" ? [[name, String(one)]] : []));
  return entries.length > 0 ? (Object.fromEntries(entries) as Record<string, string>) : undefined;
}

// Each page is a chunk of its own.
const overview = createRoute({ getParentRoute: () => root, path: "/", component: lazyRouteComponent(() => import("./pages/overview/Overview"), "Overview") });
const beds = createRoute({ getParentRoute: () => root, path: "/beds", component: lazyRouteComponent(() => import("./pages/beds/Beds"), "Beds") });
const flow = createRoute({ getParentRoute: () => root, path: "/flow", component: lazyRouteComponent(() => import("./pages/flow/Flow"), "Flow") });
const revenue = createRoute({ getParentRoute: () => root, path: "/revenue", component: lazyRouteComponent(() => import("./pages/revenue/Revenue"), "Revenue") });
const patients = createRoute({ getParentRoute: () => root, path: "/patients", component: lazyRouteComponent(() => import("./pages/patients/PatientSearch"), "PatientSearch") });
const patient = createRoute({ getParentRoute: () => root, path: "/patients/$key", component: lazyRouteComponent(() => import("./pages/patients/PatientPage"), "PatientPage") });
const quality = createRoute({
  getParentRoute: () => root,
  path: "/quality",
  validateSearch: (search: Record<string, unknown>): { table?: string; view?: string } => ({ table: text(search.table), view: text(search.view) }),
  component: lazyRouteComponent(() => import("./pages/quality/Quality"), "Quality"),
});
const pipelines = createRoute({ getParentRoute: () => root, path: "/pipelines", component: lazyRouteComponent(() => import("./pages/pipelines/Pipelines"), "Pipelines") });
const run = createRoute({ getParentRoute: () => root, path: "/pipelines/runs/$run", component: lazyRouteComponent(() => import("./pages/pipelines/RunPage"), "RunPage") });
const catalog = createRoute({ getParentRoute: () => root, path: "/catalog", component: lazyRouteComponent(() => import("./pages/catalog/Catalog"), "Catalog") });
const table = createRoute({
  getParentRoute: () => root,
  path: "/catalog/$table",
  validateSearch: (search: Record<string, unknown>): { tab?: string; where?: Record<string, string> } => ({ tab: text(search.tab), where: pairs(search.where) }),
  component: lazyRouteComponent(() => import("./pages/catalog/TablePage"), "TablePage"),
});
const why = createRoute({
  getParentRoute: () => root,
  path: "/why/$table",
  validateSearch: (search: Record<string, unknown>): { key?: Record<string, string> } => ({ key: pairs(search.key) }),
  component: lazyRouteComponent(() => import("./pages/why/WhyPage"), "WhyPage"),
});
const access = createRoute({
  getParentRoute: () => root,
  path: "/access",
  validateSearch: (search: Record<string, unknown>): { view?: string } => ({ view: text(search.view) }),
  component: lazyRouteComponent(() => import("./pages/access/Access"), "Access"),
});
const audit = createRoute({ getParentRoute: () => root, path: "/audit", component: lazyRouteComponent(() => import("./pages/audit/Audit"), "Audit") });
const administration = createRoute({
  getParentRoute: () => root,
  path: "/administration",
  validateSearch: (search: Record<string, unknown>): { view?: string } => ({ view: text(search.view) }),
  component: lazyRouteComponent(() => import("./pages/administration/Administration"), "Administration"),
});
const account = createRoute({ getParentRoute: () => root, path: "/account", component: lazyRouteComponent(() => import("./pages/sign-in/Account"), "Account") });
const setup = createRoute({ getParentRoute: () => root, path: "/setup", component: () => null });

export const router = createRouter({
  routeTree: root.addChildren([overview, beds, flow, revenue, patients, patient, quality, pipelines, run, catalog, table, why, access, audit, administration, account, setup]),
  defaultPreload: "intent",
  defaultPendingComponent: () => <Loading what="the page" />,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Whom to look for; kept out of the address, since it names a person. */
    patient?: string;
  }

  interface Register {
    router: typeof router;
  }
}
