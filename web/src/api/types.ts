import type { components } from "./openapi";

// What the server says. openapi.ts is made from its own description by `npm run generate`; where that says less than is known (a row's columns, a
// board's events), the shape is written here. Amounts are numbers in the scale of their table, moments are ISO 8601 in UTC.

type Schemas = components["schemas"];

/** The description lets each number come as text too, which this server does not write. */
type Numbers<T> = [Extract<T, number>] extends [never] ? (T extends object ? { [K in keyof T]: Numbers<T[K]> } : T) : Exclude<T, string>;

type Of<Name extends keyof Schemas> = Numbers<Schemas[Name]>;

export type Session = Of<"SessionAnswer">;

export type User = Of<"SessionUser">;

export type UserAccount = Of<"UserAnswer">;

export type SignInMethods = Of<"SignInMethods">;

export type ApiKey = Of<"ApiKeyAnswer">;

export interface Source {
  id: string;
  connector: string;
  facility: string | null;
  isActive: boolean;
  schedule: string | null;
  tables: { name: string; loadType: string; watermark: string | null; lastLoadedAt: string | null; rows: number | null }[];
}

export interface DataKey {
  name: string;
  provider: string;
  createdAt: string;
  uses: string[] | string | number;
}

export type Facility = Of<"FacilityAnswer">;

export type BedState = "free" | "occupied" | "reserved" | "cleaning" | "blocked";

export interface Bed {
  bed: string;
  room: string;
  state: BedState;
  since: string | null;
  visitId?: string | null;
  patientName?: string | null;
  patientId?: string | null;
  age?: number | null;
  sex?: string | null;
  expectedDischarge?: string | null;
  specialty?: string | null;
  /** Fields that the policies keep from this viewer. */
  masked?: string[];
}

export interface Ward {
  ward: string;
  name?: string | null;
  kind: string;
  beds: Bed[];
  occupied: number;
  available: number;
  reserved: number;
  blocked: number;
  cleaning: number;
  total: number;
}

export type WardCounts = Omit<Ward, "ward" | "name" | "kind" | "beds">;

export interface BedBoard {
  facilityId: string;
  asOf: string;
  wards: Ward[];
  withoutBed: (Partial<Bed> & { location?: string | null })[];
  issues: { code: string; message: string; at: string | null }[];
}

export interface BedChange extends Bed {
  ward: string;
  asOf: string;
  counts: WardCounts;
}

export type BedWaiting = Pick<BedBoard, "asOf" | "withoutBed" | "issues">;

export interface EmergencyBoard {
  facilityId: string;
  asOf: string;
  patients: (Partial<Bed> & { location?: string | null; waitedMinutes: number; waitedForBedMinutes?: number | null; isBreach: boolean })[];
  waiting: number;
  awaitingBed: number;
  breaches: number;
}

export interface TheatreCase {
  caseId: string;
  status: string;
  plannedAt: string | null;
  inTheatreAt: string | null;
  outOfTheatreAt: string | null;
  specialty?: string | null;
  patientName?: string | null;
  masked?: string[];
}

export interface TheatreBoard {
  facilityId: string;
  asOf: string;
  theatres: { theatre: string; cases: TheatreCase[] }[];
}

export interface DischargeBoard {
  facilityId: string;
  asOf: string;
  discharges: (Partial<Bed> & { ward?: string | null; location?: string | null; isOverdue: boolean })[];
}

export interface FlowMeasure {
  name: string;
  title: string;
  unit: string;
  definition: string;
  points: { at?: string; day?: string; ward?: string | null; value: number | null }[];
}

export type Shown = "yes" | "some" | "mask" | "hash" | "no";

export interface Column {
  name: string;
  type: string;
  unit?: string | null;
  description?: string | null;
  sensitivity?: string | null;
  shown?: Shown;
}

export type Value = string | number | boolean | null;
/** By column; `_hidden` names the columns that the policies keep from this viewer in this row. */
export type Row = Record<string, Value | string[] | undefined>;

export interface Rows {
  table?: string;
  columns: Column[];
  rows: Row[];
  page?: number;
  pageSize?: number;
  total?: number;
  asOf?: string | null;
  version?: number | null;
  truncated?: boolean;
}

export type Kpi = Of<"KpiAnswer">;

export interface KpiRows {
  definition: Kpi;
  values: Rows;
}

export type TableSummary = Of<"TableAnswer">;

export type TableDetail = Omit<Of<"TableDetail">, "columns"> & { columns: (Column & Pick<Of<"ColumnDetail">, "sources">)[] };

export type TableVersion = Of<"TableVersion">;

export type Why = Omit<Of<"WhyNode">, "rows" | "under"> & { rows: (string | null)[][]; under: Why[] };

export interface PatientRecord {
  patient: Row;
  columns: Column[];
  encounters: Rows;
  /** Null where no policy shows any. */
  claims: Rows | null;
  transactions: Rows | null;
  notes: Rows | null;
}

export type QualityScore = Of<"ScoreAnswer">;

export type QualityRule = Of<"RuleStanding">;

export type QuarantineGroup = Of<"WaitingAnswer">;

export type Run = Of<"RunAnswer">;

export type RunPage = Of<"RunPage">;

export type RunEvent = Of<"RunEvent">;

export type RunStep = Of<"StepAnswer">;

export type RunDetail = Of<"RunDetail">;

export type Lineage = Of<"LineageAnswer">;

export type Policy = Of<"PolicyAnswer">;

export type MatrixCell = Of<"MatrixCell">;

export type Explanation = Of<"ExplainAnswer">;

export type AuditEntry = Of<"AuditAnswer">;

export type AuditPage = Of<"AuditPage">;

export type AuditVerification = Of<"VerifyAnswer">;

// RFC 9457, with the issue code and what to do about it.
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  remedy?: string;
}
