import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client";
import { useApi } from "../../api/queries";
import type { AuditEntry, AuditPage, AuditVerification } from "../../api/types";
import { useFormat } from "../../format/locale";
import { Choice } from "../../shell/Choice";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill } from "../../shell/Panel";
import { Answer, Empty, Failed, Loading } from "../../states/States";
import { DataTable, Pager } from "../../tables/DataTable";

type Search = { user: string; action: string; resource: string; decision: string; from: string; to: string };

const blank: Search = { user: "", action: "", resource: "", decision: "", from: "", to: "" };

/** What is searched for may name a patient's record, so it stays out of the address. */
export function Audit() {
  const format = useFormat();
  const [search, setSearch] = useState(blank);
  const [asked, setAsked] = useState(blank);
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(25);
  const answer = useApi<AuditPage>("audit", { ...asked, from: asked.from && `${asked.from}T00:00:00Z`, to: asked.to && `${asked.to}T23:59:59Z`, page, pageSize }, { keep: true, staleTime: 0 });
  const set = (name: keyof Search) => (value: string) => setSearch({ ...search, [name]: value });
  return (
    <>
      <PageHeader title="Audit" note="Every access and change: who, what, for which purpose, and the policies that decided" />
      <Verify />
      <Panel title="Records" isFlush>
        <form
          className="table-tools"
          role="search"
          onSubmit={event => {
            event.preventDefault();
            setAsked(search);
            setPage(1);
          }}
        >
          <TextInput label="User" w={120} value={search.user} onChange={event => set("user")(event.currentTarget.value)} />
          <Choice label="Action" w={110} data={[{ value: "", label: "Any" }, "read", "export", "write"]} value={search.action} onChange={set("action")} />
          <TextInput label="What" placeholder="table or record" w={160} value={search.resource} onChange={event => set("resource")(event.currentTarget.value)} />
          <Choice label="Decision" w={110} data={[{ value: "", label: "Any" }, "allow", "deny"]} value={search.decision} onChange={set("decision")} />
          <TextInput label="From" type="date" w={140} value={search.from} onChange={event => set("from")(event.currentTarget.value)} />
          <TextInput label="To" type="date" w={140} value={search.to} onChange={event => set("to")(event.currentTarget.value)} />
          <Button type="submit" mt={19}>
            Search
          </Button>
        </form>
        <Answer of={answer} what="the records" lines={8}>
          {found => (
            <>
              <DataTable
                caption="Audit records"
                rows={found.entries}
                rowKey={row => String(row.index)}
                pageSize={100}
                empty={<Empty title="No record matches">Widen the search; records are never removed.</Empty>}
                tools={<span className="dim">{format.number(found.total)} in all</span>}
                columns={columns(format.moment.bind(format), format.number.bind(format))}
              />
              <Pager page={page} pages={Math.max(1, Math.ceil(found.total / pageSize))} pageSize={pageSize} onPage={setPage} onPageSize={setPageSize} />
            </>
          )}
        </Answer>
      </Panel>
    </>
  );
}

const columns = (moment: (text: string) => string, number: (value: number | null) => string) => [
  { title: "No.", value: (row: AuditEntry) => row.index },
  { title: "At", value: (row: AuditEntry) => row.at, render: (row: AuditEntry) => moment(row.at), isNowrap: true },
  { title: "User", value: (row: AuditEntry) => row.user },
  { title: "Action", value: (row: AuditEntry) => row.action },
  { title: "What", value: (row: AuditEntry) => row.resource, render: (row: AuditEntry) => <span className="mono">{row.resource}</span> },
  { title: "Purpose", value: (row: AuditEntry) => row.purpose },
  {
    title: "Decision",
    value: (row: AuditEntry) => row.decision,
    render: (row: AuditEntry) => (
      <>
        <Pill tone={/^(allow|permit)/i.test(row.decision) ? "good" : "bad"}>{row.decision}</Pill> {row.isBreakGlass && <Pill tone="warn">break-glass</Pill>}
      </>
    ),
  },
  { title: "Rows", value: (row: AuditEntry) => row.rows, render: (row: AuditEntry) => number(row.rows), isRight: true },
  { title: "Policies", value: (row: AuditEntry) => row.policies.join(", ") || null, render: (row: AuditEntry) => <span className="mono">{row.policies.join(", ") || "–"}</span> },
];

function Verify() {
  const format = useFormat();
  const answer = useQuery({ queryKey: ["audit/verify"], queryFn: () => get<AuditVerification>("audit/verify"), enabled: false });
  return (
    <Panel
      title="Is the log whole?"
      note="reads every record and compares it with the signed tree"
      actions={
        <Button variant="default" loading={answer.isFetching} onClick={() => void answer.refetch()}>
          Verify now
        </Button>
      }
    >
      <div aria-live="polite">
        {answer.isFetching ? (
          <Loading what="the log" lines={2} />
        ) : answer.error ? (
          <Failed error={answer.error} />
        ) : answer.data ? (
          <>
            <dl className="facts">
              <dt>Result</dt>
              <dd>{answer.data.isIntact ? <Pill tone="good">Intact</Pill> : <Pill tone="bad">Changed</Pill>}</dd>
              <dt>Records</dt>
              <dd>{format.number(answer.data.records)}</dd>
              <dt>Signed checkpoints</dt>
              <dd>{format.number(answer.data.checkpoints)}</dd>
              <dt>Root</dt>
              <dd className="mono">{answer.data.root}</dd>
              <dt>Checked</dt>
              <dd>{format.moment(answer.data.checkedAt)}</dd>
            </dl>
            {answer.data.problems.length > 0 && (
              <ul>
                {answer.data.problems.map(problem => (
                  <li key={`${problem.code} ${problem.place}`}>
                    <span className="mono">{problem.code}</span> {problem.place}: {problem.message}
                  </li>
                ))}
              </ul>
            )}
          </>
        ) : (
          <span className="dim">
            Not verified on this page yet. Offline, <span className="mono">carelake audit verify</span> does the same.
          </span>
        )}
      </div>
    </Panel>
  );
}
