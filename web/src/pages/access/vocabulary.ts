// The words of policies/carelake.cedarschema.
export const roles = ["clinician", "nurse", "coder", "billing_administrator", "bed_manager", "analyst", "data_engineer", "researcher", "compliance_officer", "administrator"] as const;
export const actions = ["read", "export", "write"] as const;
export const classes = ["DirectIdentifier", "QuasiIdentifier", "ClinicalNarrative", "SensitiveClinical", "Financial", "Open"] as const;
export const specialties = ["general", "psychiatry", "substance-use", "sexual-health", "genetics"] as const;
export const situations = [
  ["isOwnPatient", "of the user's own patient"],
  ["isOwnWard", "of the user's own ward"],
  ["isOwnFacility", "of the user's own facility"],
  ["isRestricted", "restricted by the patient"],
  ["hasConsent", "with consent to research"],
  ["isBreakGlass", "opened by break-glass"],
] as const;
