import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useApi } from "../../api/queries";
import type { Policy } from "../../api/types";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { DataTable } from "../../tables/DataTable";
import { Explain } from "./Explain";
import { Matrix } from "./Matrix";

const views = ["explain", "matrix", "policies"] as const;

export function Access() {
  const { view } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title="Access" note="Who may see what, and why; nothing is open that no policy opens" />
      <Tabs value={views.find(one => one === view) ?? "explain"} keepMounted={false} onChange={next => void navigate({ to: "/access", search: old => ({ ...old, view: next ?? undefined }), replace: true })}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="explain">May X see Y?</Tabs.Tab>
          <Tabs.Tab value="matrix">Matrix</Tabs.Tab>
          <Tabs.Tab value="policies">Policies</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="explain">
          <Explain />
        </Tabs.Panel>
        <Tabs.Panel value="matrix">
          <Matrix />
        </Tabs.Panel>
        <Tabs.Panel value="policies">
          <Policies />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Policies() {
  const answer = useApi<Policy[]>("policies");
  return (
    <Panel title="Policies" note="Cedar, from the files that are reviewed and tested" isFlush>
      <Answer of={answer} what="the policies" lines={8}>
        {policies => (
          <DataTable
            caption="Policies"
            pageSize={50}
            rows={policies}
            rowKey={row => row.id}
            empty={<Empty title="No policies">Without one, nobody sees anything: add files to the project's policies folder.</Empty>}
            columns={[
              { title: "Policy", value: row => row.id, render: row => <span className="mono">{row.id}</span> },
              { title: "Effect", value: row => row.effect, render: row => <Pill tone={row.effect === "permit" ? "good" : "bad"}>{row.effect}</Pill> },
              { title: "Obligation", value: row => row.obligation, render: row => (row.obligation ? <Pill tone="warn">{row.obligation}</Pill> : <span className="dim">–</span>) },
              {
                title: "Reason",
                value: row => `${row.reason ?? ""} ${row.text}`,
                render: row => (
                  <>
                    {row.reason}
                    <details className="more">
                      <summary>Text</summary>
                      <pre className="text" tabIndex={0}>
                        {row.text}
                      </pre>
                    </details>
                  </>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
