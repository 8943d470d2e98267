import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import { Icon } from "../shell/icons";

/** Grey lines in place of what is being fetched. */
export const Loading = ({ what, lines = 4 }: { what: string; lines?: number }) => (
  <div role="status" data-state="loading">
    <span className="visually-hidden">Loading {what} …</span>
    {Array.from({ length: lines }, (_, index) => (
      <span key={index} className="skeleton" style={{ width: `${92 - ((index * 17) % 40)}%` }} />
    ))}
  </div>
);

export const Empty = ({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) => (
  <div className="state empty" data-state="empty">
    <Icon name="empty" size={20} />
    <div>
      <p className="state-title">{title}</p>
      {children && <p>{children}</p>}
      {action}
    </div>
  </div>
);

/** Not a failure: the policy said no, and says to whom to turn. */
export const Forbidden = ({ problem }: { problem?: ApiError["problem"] }) => (
  <div className="state forbidden" data-state="forbidden" role="alert">
    <Icon name="access" size={20} />
    <div>
      <p className="state-title">Not open to you</p>
      <p>{problem?.detail ?? "The access policies do not let your role see this for the purpose you are working for."}</p>
      <p>
        {problem?.remedy ?? "Change the purpose in the menu above if another one is yours, or ask your compliance officer."}
        {problem?.code && <span className="mono"> {problem.code}</span>}
      </p>
    </div>
  </div>
);

/** What went wrong, its code, and what to do; forbidden answers say so in their own way. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  if (error instanceof ApiError && error.status === 403) return <Forbidden problem={error.problem} />;
  const problem = error instanceof ApiError ? error.problem : { status: -1, title: "This page met a fault of its own", detail: error instanceof Error ? error.message : undefined };
  const remedy = "remedy" in problem ? problem.remedy : undefined;
  const wait = error instanceof ApiError ? error.retryAfterSeconds : null;
  return (
    <div className="state failed" data-state="failed" role="alert">
      <Icon name="alert" size={20} />
      <div>
        <p className="state-title">{problem.status === 404 ? "Not found" : (problem.title ?? "It failed")}</p>
        {problem.detail && <p>{problem.detail}</p>}
        <p>
          {remedy ?? (wait ? `The server asks to wait ${wait} seconds.` : "Try again; if it stays, tell whoever runs Carelake, with the code.")}
          {"code" in problem && problem.code && <span className="mono"> {problem.code}</span>}
        </p>
        {retry && (
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** One of the four states of something asked for, and else the thing itself. Old data stays on screen when only the refresh failed. */
export function Answer<T>({ of, what, lines, children }: { of: Asked<T>; what: string; lines?: number; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Failed error={of.error} retry={() => void of.refetch()} />;
  return <Loading what={what} lines={lines} />;
}
