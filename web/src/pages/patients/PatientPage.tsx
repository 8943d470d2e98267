import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/client";
import { useApi, useSession } from "../../api/queries";
import type { Column, PatientRecord, Rows } from "../../api/types";
import { useFormat } from "../../format/locale";
import { PageHeader } from "../../shell/PageHeader";
import { Panel } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { Cell, columnTitle, Masked } from "../../tables/Cell";
import { RowsGrid } from "../../tables/RowsTable";
import { DisclosureList } from "../audit/Disclosures";
import { BreakGlassDialog } from "./BreakGlassDialog";

export function PatientPage() {
  const { key = "" } = useParams({ strict: false });
  const answer = useApi<PatientRecord>(`patients/${encodeURIComponent(key)}`);
  const session = useSession();
  const [isAsking, setAsking] = useState(false);
  const refused = answer.error instanceof ApiError && (answer.error.status === 403 || answer.error.status === 404);
  // Break-glass is for care: it opens nothing for payment or research.
  const canBreak = !session.data?.breakGlass && session.data?.user.roles.some(role => role === "clinician" || role === "nurse");
  return (
    <>
      <PageHeader title="Patient record" note="One facility's record of a person, as far as the policies open it to you">
        {canBreak && (
          <Button variant={refused ? "filled" : "default"} color={refused ? "red.9" : undefined} onClick={() => setAsking(true)}>
            Break-glass …
          </Button>
        )}
      </PageHeader>
      {answer.data ? (
        <Record record={answer.data} />
      ) : (
        <Panel title="Record" isFlush>
          <Answer of={answer} what="the record" lines={8}>
            {() => null}
          </Answer>
        </Panel>
      )}
      {session.data?.user.roles.includes("compliance_officer") && (
        <Panel title="Disclosures" note="who saw this record, for the patient's accounting (45 CFR 164.528)" isFlush>
          <DisclosureList patient={key} />
        </Panel>
      )}
      <BreakGlassDialog isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  );
}

const order = ["family_name", "given_name", "middle_name", "mrn", "nhs_number", "ssn", "birth_date", "gender", "deceased_date", "phone_number", "address_text", "city", "state_code", "postal_code", "country_code", "modified_date"];

/** The columns of the record, in the order that people read them. */
function columnsOf(record: PatientRecord): Column[] {
  return order.flatMap(name => record.columns.find(column => column.name === name) ?? []);
}

function Record({ record }: { record: PatientRecord }) {
  const columns = columnsOf(record);
  const hidden = columns.filter(column => (column.shown && column.shown !== "yes" && column.shown !== "some") || (Array.isArray(record.patient._hidden) && record.patient._hidden.includes(column.name))).length;
  return (
    <>
      <Panel title="Person" note={hidden > 0 ? `${hidden} of ${columns.length} parts are hidden from you or changed, by policy` : undefined}>
        <dl className="person">
          {columns.map(column => (
            <div key={column.name}>
              <dt>{columnTitle(column)}</dt>
              <dd>
                <Cell column={column} row={record.patient} />
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Part title="Encounters" rows={record.encounters} />
      <Part title="Notes" rows={record.notes} />
      <Part title="Claims" rows={record.claims} />
      <Part title="Charges and payments" rows={record.transactions} />
    </>
  );
}

// The keys that every row of one record repeats, and the lake's own columns.
const repeated = /^(_|patient_id$|patient_key$|facility_id$)/;

function Part({ title, rows }: { title: string; rows: Rows | null }) {
  const format = useFormat();
  if (!rows)
    return (
      <Panel title={title}>
        <Masked label="Not shown to your role" />
      </Panel>
    );
  return (
    <Panel title={title} note={`${format.number(rows.total ?? rows.rows.length)} ${rows.total === 1 ? "row" : "rows"}${rows.asOf ? ` · as of ${format.moment(rows.asOf)}` : ""}`} isFlush>
      {rows.rows.length === 0 ? <Empty title={`No ${title.toLowerCase()}`}>This person has none here, or the policies show you none.</Empty> : <RowsGrid caption={title} rows={rows} columns={rows.columns.filter(column => !repeated.test(column.name))} />}
    </Panel>
  );
}
