import { isNotServed } from "../../api/client";
import { useApi } from "../../api/queries";
import type { EmergencyBoard, Facility, TheatreBoard } from "../../api/types";
import { Figure, Figures } from "../../figures/Figure";
import { words } from "../../format/format";
import { useFormat } from "../../format/locale";
import { FacilityFilter, PeriodFilter, useBoardFacility } from "../../shell/filters";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { Masked } from "../../tables/Cell";
import { DataTable } from "../../tables/DataTable";
import { OneMeasure, useMeasures } from "./MeasureChart";

export function Flow() {
  const facilities = useApi<Facility[]>("live/facilities");
  const facility = useBoardFacility(facilities.data);
  return (
    <>
      <PageHeader title="Patient flow" note="Emergency department, theatres and stays, from the hospital's own messages">
        {facility && <FacilityFilter isRequired value={facility} among={facilities.data} />}
        <PeriodFilter />
      </PageHeader>
      <Answer of={facilities} what="the hospitals">
        {() =>
          facility ? (
            <>
              <Emergency facility={facility} />
              <Theatres facility={facility} />
              <Measures facility={facility} />
            </>
          ) : (
            <Empty title="No hospital reports its patients yet">Connect a feed of ADT messages; the boards fill as they arrive.</Empty>
          )
        }
      </Answer>
    </>
  );
}

function Emergency({ facility }: { facility: string }) {
  const format = useFormat();
  const answer = useApi<EmergencyBoard>("live/emergency", { facility });
  return (
    <Answer of={answer} what="the emergency department">
      {board => {
        const figure = (title: string, text: number, formula: string) => (
          <Figure
            definition={{ title, formula, unit: "patients", asOf: board.asOf, basis: "the last message of the feed" }}
            values={[{ text: format.number(text), unit: "patients" }]}
            foot={<span>as of {format.time(board.asOf, true)}</span>}
            rows={<a href="#emergency">Patients</a>}
          />
        );
        return (
          <>
            <Figures label="Emergency department now" isSmall>
              {figure("In the department", board.patients.length, "patients registered in the emergency department who have not left it")}
              {figure("Waiting without a cubicle", board.waiting, "of them, those without a bed of the department")}
              {figure("Waiting for an inpatient bed", board.awaitingBed, "of them, those for whom an inpatient bed was asked")}
              {figure("Longer than four hours", board.breaches, "of them, those in the department for more than four hours, the standard of NHS England")}
            </Figures>
            <Panel id="emergency" title="Emergency department" note={`as of ${format.time(board.asOf)}`} isFlush>
              <DataTable
                caption="Patients in the emergency department"
                canExport={false}
                pageSize={10}
                rows={board.patients}
                rowKey={(_, index) => String(index)}
                sort={{ column: 2, isDescending: true }}
                empty={<Empty title="The department is empty" />}
                columns={[
                  { title: "Patient", value: row => row.patientName ?? null, render: row => row.patientName ?? <Masked /> },
                  { title: "Place", value: row => placeOf(row) },
                  { title: "In the department", value: row => row.waitedMinutes, render: row => format.duration(row.waitedMinutes), isRight: true },
                  { title: "Waiting for a bed", value: row => row.waitedForBedMinutes ?? null, render: row => format.duration(row.waitedForBedMinutes), isRight: true },
                  { title: "Standard", value: row => (row.isBreach ? "over four hours" : "within"), render: row => <Pill tone={row.isBreach ? "bad" : "good"}>{row.isBreach ? "Over 4 h" : "Within 4 h"}</Pill> },
                ]}
              />
            </Panel>
          </>
        );
      }}
    </Answer>
  );
}

const tones: Record<string, "good" | "warn" | "bad" | "accent" | "plain"> = { intheatre: "accent", completed: "good", cancelled: "bad", notattended: "warn" };

const placeOf = (row: { location?: string | null; room?: string; bed?: string }) => row.location?.split("^").filter(Boolean).join(" ") || [row.room, row.bed].filter(Boolean).join("-") || "waiting";

function Theatres({ facility }: { facility: string }) {
  const format = useFormat();
  const answer = useApi<TheatreBoard>("live/theatres", { facility });
  return (
    <Panel title="Theatres" note={answer.data && `as of ${format.time(answer.data.asOf)}`} isFlush>
      <Answer of={answer} what="the theatres">
        {board => (
          <DataTable
            caption="Theatre cases of the day"
            canExport={false}
            pageSize={10}
            rows={board.theatres.flatMap(theatre => theatre.cases.map(one => ({ ...one, theatre: theatre.theatre })))}
            rowKey={row => row.caseId}
            empty={<Empty title="No cases today">Cases show here when they are booked (SIU messages).</Empty>}
            columns={[
              { title: "Theatre", value: row => row.theatre },
              { title: "Planned", value: row => row.plannedAt, render: row => format.time(row.plannedAt), isNowrap: true },
              { title: "Patient", value: row => row.patientName ?? null, render: row => row.patientName ?? <Masked /> },
              { title: "Service", value: row => row.specialty ?? null, render: row => row.specialty ?? (row.masked?.includes("specialty") ? <Masked /> : "–") },
              { title: "In", value: row => row.inTheatreAt, render: row => format.time(row.inTheatreAt), isNowrap: true },
              { title: "Out", value: row => row.outOfTheatreAt, render: row => format.time(row.outOfTheatreAt), isNowrap: true },
              { title: "State", value: row => row.status, render: row => <Pill tone={tones[row.status.toLowerCase().replace(/[^a-z]/g, "")] ?? "plain"}>{words(row.status)}</Pill> },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}

function Measures({ facility }: { facility: string }) {
  const answer = useMeasures(facility);
  if (isNotServed(answer.error)) return null;
  return (
    <Answer of={answer} what="the measures">
      {measures =>
        measures.length === 0 ? (
          <Panel title="Over time">
            <Empty title="No measures yet">They are computed from the messages of at least a day.</Empty>
          </Panel>
        ) : (
          <div className="columns">
            {measures.map(measure => (
              <OneMeasure key={measure.name} measure={measure} />
            ))}
          </div>
        )
      }
    </Answer>
  );
}
