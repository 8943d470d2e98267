// What the server says, after its contract. Amounts are numbers in the scale of their table, moments are ISO 8601 in UTC.

export interface Session {
  user: User;
  purpose: string;
  breakGlass: { reason: string; until: string } | null;
  tenant: { id: string; name: string };
  isDemo: boolean;
  version: string;
}

export interface User {
  id: string;
  userName: string;
  name: string;
  roles: string[];
  facilities: string[];
  department?: string | null;
  purposes: string[];
  isAdministrator: boolean;
  mustEnrolTotp?: boolean;
  locale?: string | null;
}

export interface UserAccount {
  id: string;
  userName: string;
  name: string;
  roles: string[];
  facilities: string[];
  department?: string | null;
  purposes: string[];
  trainedUntil?: string | null;
  isAdministrator: boolean;
  isLocked: boolean;
  lastSignIn?: string | null;
}

export interface SignInMethods {
  local: boolean;
  openId: { name: string; url: string } | null;
  needsSetup: boolean;
  demoUsers?: { userName: string; name: string; role: string; password: string }[];
}

export interface ApiKey {
  id: string;
  userId: string;
  name: string;
  scopes: string[];
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
}

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

export interface Facility {
  id: string;
  name: string;
  country?: string | null;
}

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
  discharges: (Partial<Bed> & { ward?: string | null; isOverdue: boolean })[];
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

export interface Kpi {
  name: string;
  table: string;
  title: string;
  description: string | null;
  formula: string | null;
  unit: string | null;
  asOf: string | null;
  column: string;
  slices: string[];
}

export interface KpiRows {
  definition: Kpi;
  values: Rows;
}

export interface TableSummary {
  table: string;
  layer: string;
  description: string | null;
  grain: string | null;
  owner: string | null;
  materialisation: string | null;
  version: number | null;
  updatedAt: string | null;
  rows: number | null;
  bytes: number | null;
}

export interface TableDetail {
  summary: TableSummary;
  keys: string[];
  columns: (Column & { sources?: { table: string; column: string }[] })[];
  rules: { name: string; type: string; columns?: string[]; severity: string; message: string }[];
  inputs: string[];
  readers: string[];
  kpi?: { formula?: string | null } | null;
}

export interface TableVersion {
  version: number;
  at: string;
  operation: string;
  metrics: Record<string, string | number> | null;
  filesAdded: number;
  filesRemoved: number;
}

export interface Why {
  table: string;
  relation: string;
  rowCount: number;
  columns: string[];
  rows: (string | null)[][];
  under: Why[];
  records: { name: string; landingFile: string; position: number; line: number | null; text: string }[];
}

export interface PatientRecord {
  patient: Row;
  columns: Column[];
  encounters: Rows;
  /** Null where no policy shows any. */
  claims: Rows | null;
  transactions: Rows | null;
}

export interface QualityScore {
  table: string;
  source: string;
  day: string;
  rows: number;
  completeness: number | null;
  validity: number | null;
  uniqueness: number | null;
  consistency: number | null;
  timeliness: number | null;
  overall: number | null;
}

export interface QualityRule {
  table: string;
  rule: string;
  severity: string;
  message: string;
  failed: number;
  checked: number;
  lastRun: string | null;
}

export interface QuarantineGroup {
  table: string;
  source: string;
  rule: string;
  reason: string;
  rows: number;
  oldest: string | null;
}

export interface Run {
  id: string;
  startedAt: string;
  endedAt: string | null;
  state: string;
  rowsRead: number;
  rowsLoaded: number;
  quarantined: number;
  duplicates: number;
  failures: number;
  error: string | null;
}

export interface RunPage {
  runs: Run[];
  page: number;
  pageSize: number;
  hasMore: boolean;
}

export interface RunEvent {
  stage: string;
  table: string;
  state: string;
  rows: number;
  seconds: number;
  message: string | null;
  isEnd: boolean;
}

export interface RunStep {
  table: string;
  layer: string;
  state: string;
  startedAt: string | null;
  seconds: number | null;
  read: number;
  loaded: number;
  updated: number;
  quarantined: number;
  duplicates: number;
  version: number | null;
  code: string | null;
  error: string | null;
}

export interface RunDetail {
  run: Run;
  steps: RunStep[];
}

export interface Lineage {
  nodes: { table: string; layer: string; rows: number | null; updatedAt: string | null }[];
  edges: { from: string; to: string }[];
}

export interface Policy {
  id: string;
  effect: string;
  reason: string | null;
  obligation: string | null;
  text: string;
}

export interface MatrixCell {
  role: string;
  purpose: string;
  action: string;
  situation: string;
  class: string;
  specialty: string;
  answer: string;
}

export interface Explanation {
  answer: string;
  decision: string;
  policies: Policy[];
  errors: string[];
}

export interface AuditEntry {
  index: number;
  at: string;
  user: string;
  action: string;
  resource: string;
  purpose: string | null;
  decision: string;
  policies: string[];
  rows: number | null;
  isBreakGlass: boolean;
}

export interface AuditPage {
  total: number;
  page: number;
  pageSize: number;
  entries: AuditEntry[];
}

export interface AuditVerification {
  isIntact: boolean;
  records: number;
  checkpoints: number;
  root: string;
  checkedAt: string;
  problems: { code: string; place: string; message: string }[];
}

// RFC 9457, with the issue code and what to do about it.
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  remedy?: string;
}
