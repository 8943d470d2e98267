// The words of policies/carelake.cedarschema.
export const roles = ["clinician", "nurse", "coder", "billing_administrator", "bed_manager", "analyst", "data_engineer", "researcher", "compliance_officer"] as const;
export const actions = ["read", "export", "write"] as const;
export const classes = ["DirectIdentifier", "QuasiIdentifier", "ClinicalNarrative", "SensitiveClinical", "Financial", "Open"] as const;
export const specialties = ["general", "psychiatry"] as const;
/** How a record stands to who asks: the lines of the matrix. */
export const situations = ["own patient", "own ward", "own facility", "other facility", "restricted by the patient", "without consent to research", "break glass"] as const;
