import { useApi } from "../../api/queries";
import type { AuditEntry } from "../../api/types";
import { useFormat } from "../../format/locale";
import { Answer, Empty } from "../../states/States";
import { DataTable } from "../../tables/DataTable";

export function DisclosureList({ patient }: { patient: string }) {
  const format = useFormat();
  const answer = useApi<AuditEntry[]>(`audit/disclosures/${encodeURIComponent(patient)}`);
  return (
    <Answer of={answer} what="the disclosures">
      {disclosures => (
        <DataTable
          caption="Disclosures"
          pageSize={10}
          rows={disclosures}
          rowKey={(_, index) => String(index)}
          sort={{ column: 0, isDescending: true }}
          empty={<Empty title="Nobody has seen this record" />}
          columns={[
            { title: "At", value: row => row.at, render: row => format.moment(row.at), isNowrap: true },
            { title: "User", value: row => row.user },
            { title: "Purpose", value: row => row.purpose },
            { title: "What", value: row => row.resource },
          ]}
        />
      )}
    </Answer>
  );
}
