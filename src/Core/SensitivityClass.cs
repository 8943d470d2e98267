namespace Carelake.Core;

/// <summary>How closely a column is guarded. Every column of every model has one; the default when unsaid is the strictest.</summary>
public enum SensitivityClass
{
    /// <summary>Names a person by itself: name, SSN, MRN, phone, street address.</summary>
    DirectIdentifier,

    /// <summary>Names a person together with others: birth date, postal code, sex, dates of service.</summary>
    QuasiIdentifier,

    /// <summary>Free text written about a patient.</summary>
    ClinicalNarrative,

    /// <summary>Diagnoses, procedures, results.</summary>
    SensitiveClinical,

    /// <summary>Charges, payments, balances, payers.</summary>
    Financial,

    /// <summary>Nothing about a person: keys made here, reference data, technical columns.</summary>
    Open,
}
