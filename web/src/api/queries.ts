import { hashKey, keepPreviousData, QueryClient, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ApiError, get, send, type Parameters } from "./client";
import type { Facility, Kpi, KpiRows, Session } from "./types";

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What was refused is refused again; only silence and overload are worth another try.
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      refetchOnWindowFocus: false,
      // Answers are kept by what they were given for: another person, purpose or emergency never meets them.
      queryKeyHashFn: key => (key[0] === "session" ? "session" : sight() + hashKey(key)),
    },
  },
});

// Any request may find that the session has ended; the shell then shows the sign-in.
client.getQueryCache().subscribe(event => {
  if (event.type !== "updated" || event.action.type !== "error" || event.query.queryKey[0] === "session") return;
  if (event.action.error instanceof ApiError && event.action.error.status === 401) void client.invalidateQueries({ queryKey: ["session"] });
});

function sight(): string {
  const session = client.getQueryData<Session | null>(["session"]);
  return session ? sightOf(session) : "";
}

/** Goes on as this session, or as nobody; what was seen before is forgotten. */
export function enter(session: Session | null) {
  client.setQueryData(["session"], session);
  // After the pages have let go of them.
  setTimeout(() => client.removeQueries({ predicate: query => query.queryKey[0] !== "session" && (!session || !query.queryHash.startsWith(sight())) }));
}

/** What a session sees by: when it changes, everything on screen is asked for anew. */
export const sightOf = ({ user, purpose, breakGlass }: Session) => [user.id, purpose, breakGlass?.until ?? "", ""].join(" ");

export const useSession = () =>
  useQuery<Session | null>({
    queryKey: ["session"],
    staleTime: 60_000,
    refetchInterval: 300_000,
    queryFn: async () => {
      try {
        return await get<Session>("session");
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
  });

/** The signed-in person; only below the shell, which shows nothing without one. */
export function useUser() {
  const { data } = useSession();
  if (!data) throw new Error("No session below the shell");
  return data.user;
}

export function useApi<T>(path: string | null, parameters?: Parameters, options: { keep?: boolean; staleTime?: number; isPosted?: boolean } = {}): UseQueryResult<T> {
  return useQuery<T>({
    queryKey: [path, parameters ?? {}],
    queryFn: ({ signal }) => (options.isPosted ? send<T>("POST", path ?? "", parameters) : get<T>(path ?? "", parameters, signal)),
    enabled: path !== null,
    placeholderData: options.keep ? keepPreviousData : undefined,
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
  });
}

export const useFacilities = () => useApi<Facility[]>("facilities", undefined, { staleTime: 600_000 });

export const useKpis = () => useApi<Kpi[]>("kpis", undefined, { staleTime: 600_000 });

export const useKpi = (name: string | null, parameters: Parameters) => useApi<KpiRows>(name && `kpis/${name}`, { pageSize: 500, ...parameters });
