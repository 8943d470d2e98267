using System.Collections.Immutable;

namespace Carelake.X12;

/// <summary>REF: an identifier by its kind.</summary>
/// <param name="Qualifier">REF01, such as <c>F8</c> payer claim control number.</param>
/// <param name="Value">REF02.</param>
/// <param name="Description">REF03.</param>
public sealed record Reference(string Qualifier, string Value, string? Description = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"reference {Qualifier}";
}

/// <summary>AMT: an amount by its kind.</summary>
/// <param name="Qualifier">AMT01, such as <c>F5</c> patient paid.</param>
/// <param name="Amount">AMT02, in the currency of the transaction set.</param>
public sealed record QualifiedAmount(string Qualifier, decimal Amount);

/// <summary>QTY: a quantity by its kind.</summary>
/// <param name="Qualifier">QTY01, such as <c>CA</c> covered days.</param>
/// <param name="Quantity">QTY02.</param>
public sealed record QualifiedQuantity(string Qualifier, decimal Quantity);

/// <summary>NTE: a note by its kind.</summary>
/// <param name="Code">NTE01, such as <c>ADD</c>.</param>
/// <param name="Text">NTE02.</param>
public sealed record Note(string Code, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"note {Code}";
}

/// <summary>PWK: supporting documents sent apart.</summary>
/// <param name="ReportTypeCode">PWK01, such as <c>OZ</c>.</param>
/// <param name="TransmissionCode">PWK02: <c>AA</c> on request, <c>BM</c> mail, <c>EL</c> electronic, <c>FX</c> fax.</param>
/// <param name="ControlNumber">PWK06, with PWK05 <c>AC</c>.</param>
public sealed record Attachment(string ReportTypeCode, string TransmissionCode, string? ControlNumber = null);

/// <summary>SV101, SV202, SV301, SVC01, SVD03: a procedure or service, composite C003, such as <c>HC:99213:25</c>.</summary>
/// <param name="Qualifier">Component 1: <c>HC</c> HCPCS and CPT, <c>AD</c> CDT, <c>HP</c> HIPPS, <c>NU</c> revenue code, <c>N4</c> NDC.</param>
/// <param name="Code">Component 2.</param>
public sealed record ServiceCode(string Qualifier, string Code)
{
    /// <summary>Components 3 to 6, those present, in order.</summary>
    public ImmutableArray<string> Modifiers { get; init; } = [];

    /// <summary>Component 7.</summary>
    public string? Description { get; init; }

    internal X12Value ToValue() => X12Value.Composite(
        Qualifier, Code, Modifiers.ElementAtOrDefault(0), Modifiers.ElementAtOrDefault(1), Modifiers.ElementAtOrDefault(2),
        Modifiers.ElementAtOrDefault(3), Description);
}

/// <summary>Why paid differs from billed: one reason of a CAS segment (837 loops 2320 and 2430, 835 loops 2100 and 2110).</summary>
/// <param name="GroupCode">CAS01: <c>CO</c> contractual, <c>PR</c> patient responsibility, <c>OA</c> other, <c>PI</c> payer initiated, <c>CR</c> correction.</param>
/// <param name="Carc">The claim adjustment reason code: CAS02, 05, 08, 11, 14 or 17.</param>
/// <param name="Amount">What it takes off the billed amount; negative adds. Zero when unsaid.</param>
/// <param name="Quantity">Units taken off, when said.</param>
public sealed record Adjustment(string GroupCode, string Carc, decimal Amount, decimal? Quantity = null)
{
    /// <summary>Number of the CAS segment in the input, from 1; zero when the adjustment was made and not read.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>What the patient owes by this reason.</summary>
    public bool IsPatientResponsibility => GroupCode == "PR";
}
