import type { User } from "../api/types";
import type { IconName } from "./icons";

type Role = "clinician" | "nurse" | "coder" | "billing_administrator" | "bed_manager" | "analyst" | "data_engineer" | "researcher" | "compliance_officer" | "administrator";

export interface PageEntry {
  to: string;
  title: string;
  icon: IconName;
  /** Whose work the page is. The menu shows no more; what may be seen is decided by the server alone. */
  roles: readonly Role[] | "all" | "administrators";
}

const data: readonly Role[] = ["analyst", "data_engineer", "compliance_officer", "administrator"];
const wards: readonly Role[] = ["clinician", "nurse", "bed_manager", "administrator"];

export const groups: readonly { title: string; pages: readonly PageEntry[] }[] = [
  {
    title: "Hospital",
    pages: [
      { to: "/", title: "Group overview", icon: "overview", roles: "all" },
      { to: "/beds", title: "Beds", icon: "beds", roles: wards },
      { to: "/flow", title: "Patient flow", icon: "flow", roles: [...wards, "analyst"] },
      { to: "/patients", title: "Patients", icon: "patients", roles: ["clinician", "nurse", "coder", "billing_administrator", "bed_manager", "researcher", "compliance_officer", "administrator"] },
      { to: "/revenue", title: "Revenue", icon: "revenue", roles: ["coder", "billing_administrator", "analyst", "compliance_officer", "administrator"] },
    ],
  },
  {
    title: "Data",
    pages: [
      { to: "/quality", title: "Data quality", icon: "quality", roles: data },
      { to: "/pipelines", title: "Pipelines", icon: "pipelines", roles: ["data_engineer", "analyst", "administrator"] },
      { to: "/catalog", title: "Catalog", icon: "catalog", roles: "all" },
    ],
  },
  {
    title: "Governance",
    pages: [
      { to: "/access", title: "Access", icon: "access", roles: ["compliance_officer", "administrator", "data_engineer"] },
      { to: "/audit", title: "Audit", icon: "audit", roles: ["compliance_officer", "administrator"] },
      { to: "/administration", title: "Administration", icon: "admin", roles: "administrators" },
    ],
  },
];

export const isOf = (page: PageEntry, user: User): boolean =>
  page.roles === "all" || (page.roles === "administrators" ? user.isAdministrator : page.roles.some(role => user.roles.includes(role)));
