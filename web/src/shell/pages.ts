import type { User } from "../api/types";
import type { IconName } from "./icons";

type Role = "clinician" | "nurse" | "coder" | "billing_administrator" | "bed_manager" | "analyst" | "data_engineer" | "researcher" | "compliance_officer";

export interface PageEntry {
  to: string;
  title: string;
  icon: IconName;
  /** Whose work the page is. The menu shows no more; what may be seen is decided by the server alone. */
  roles: readonly Role[] | "all" | "administrators";
  /** Administrators without a role of the policies find it too. */
  isForAdministrators?: boolean;
}

const data: readonly Role[] = ["analyst", "data_engineer", "compliance_officer"];
const wards: readonly Role[] = ["clinician", "nurse", "bed_manager"];

export const groups: readonly { title: string; pages: readonly PageEntry[] }[] = [
  {
    title: "Hospital",
    pages: [
      { to: "/", title: "Group overview", icon: "overview", roles: "all" },
      { to: "/beds", title: "Beds", icon: "beds", roles: wards, isForAdministrators: true },
      { to: "/flow", title: "Patient flow", icon: "flow", roles: [...wards, "analyst"], isForAdministrators: true },
      { to: "/patients", title: "Patients", icon: "patients", roles: ["clinician", "coder", "billing_administrator", "bed_manager", "researcher", "compliance_officer"] },
      { to: "/revenue", title: "Revenue", icon: "revenue", roles: ["coder", "billing_administrator", "analyst", "compliance_officer"] },
    ],
  },
  {
    title: "Data",
    pages: [
      { to: "/quality", title: "Data quality", icon: "quality", roles: data, isForAdministrators: true },
      { to: "/pipelines", title: "Pipelines", icon: "pipelines", roles: ["data_engineer", "analyst"], isForAdministrators: true },
      { to: "/catalog", title: "Catalog", icon: "catalog", roles: "all" },
    ],
  },
  {
    title: "Governance",
    pages: [
      { to: "/access", title: "Access", icon: "access", roles: ["compliance_officer", "data_engineer"], isForAdministrators: true },
      { to: "/audit", title: "Audit", icon: "audit", roles: ["compliance_officer"] },
      { to: "/administration", title: "Administration", icon: "admin", roles: "administrators" },
    ],
  },
];

export const isOf = (page: PageEntry, user: User): boolean =>
  page.roles === "all" || (user.isAdministrator && (page.isForAdministrators || page.roles === "administrators")) || (page.roles !== "administrators" && page.roles.some(role => user.roles.includes(role)));

export const hasPage = (to: string, user: User): boolean => groups.some(group => group.pages.some(page => page.to === to && isOf(page, user)));

/** An administrator need not have a role of the policies. */
export const rolesOf = (user: User): string[] => [...user.roles, ...(user.isAdministrator && !user.roles.includes("administrator") ? ["administrator"] : [])];
