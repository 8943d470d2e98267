using System.Collections.Immutable;

namespace Carelake.X12;

/// <summary>
/// A person or organisation with a part in a transaction: an NM1 or N1 loop (837 loops 1000, 2010, 2310, 2330, 2420; 835 loops 1000 and
/// 2100; 270/271 loops 2100 and 2120; 276/277 loop 2100).
/// </summary>
public sealed record Party
{
    /// <summary>NM101: the part it has, such as <c>85</c> billing provider, <c>IL</c> insured, <c>PR</c> payer, <c>82</c> rendering provider.</summary>
    public required string EntityCode { get; init; }

    /// <summary>NM102 is <c>1</c>, a person; <c>2</c> is everything else.</summary>
    public bool IsPerson { get; init; }

    /// <summary>NM103 (N102 in 835): family name, or the organisation's name; null when absent.</summary>
    public string? Name { get; init; }

    /// <summary>NM104.</summary>
    public string? FirstName { get; init; }

    /// <summary>NM105.</summary>
    public string? MiddleName { get; init; }

    /// <summary>NM106.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>NM107.</summary>
    public string? NameSuffix { get; init; }

    /// <summary>NM108: <c>XX</c> NPI, <c>MI</c> member id, <c>PI</c> payer id, <c>46</c> ETIN, <c>FI</c> tax id.</summary>
    public string? IdQualifier { get; init; }

    /// <summary>NM109.</summary>
    public string? Id { get; init; }

    /// <summary>N3 and N4.</summary>
    public Address? Address { get; init; }

    /// <summary>DMG02, with DMG01 <c>D8</c>.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>DMG03: <c>F</c>, <c>M</c> or <c>U</c>.</summary>
    public string? SexCode { get; init; }

    /// <summary>PRV01: the kind of provider, such as <c>BI</c>, <c>PE</c>, <c>AT</c>.</summary>
    public string? ProviderRoleCode { get; init; }

    /// <summary>PRV03, with PRV02 <c>PXC</c>: taxonomy code.</summary>
    public string? TaxonomyCode { get; init; }

    /// <summary>REF segments.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>PER segments.</summary>
    public ImmutableArray<Contact> Contacts { get; init; } = [];

    /// <summary>DTP segments, as those of another payer (837 loop 2330B).</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>Segments of the loop that the model has no place for, as they came.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>The NPI; null when identified otherwise.</summary>
    public string? Npi => IdQualifier == "XX" ? Id : null;

    /// <summary>First name and name, for people to read.</summary>
    public string DisplayName => string.Join(' ', new[] { FirstName, Name }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>The part it has; names and ids may be PHI.</summary>
    public override string ToString() => $"party {EntityCode}";
}

/// <summary>N3 and N4: an address.</summary>
/// <param name="Line1">N301; null when there is only N4.</param>
/// <param name="Line2">N302.</param>
/// <param name="City">N401.</param>
/// <param name="State">N402.</param>
/// <param name="PostalCode">N403, five or nine digits in the US.</param>
/// <param name="CountryCode">N404, absent for the US.</param>
/// <param name="SubdivisionCode">N407, for countries other than the US and Canada.</param>
public sealed record Address(
    string? Line1, string? Line2, string? City, string? State, string? PostalCode, string? CountryCode = null, string? SubdivisionCode = null)
{
    /// <inheritdoc/>
    public override string ToString() => "address";
}

/// <summary>PER: whom to ask.</summary>
/// <param name="FunctionCode">PER01: <c>IC</c> information contact, <c>BL</c> technical, <c>CX</c> payer's claim office.</param>
/// <param name="Name">PER02.</param>
/// <param name="Number1">PER03 and PER04.</param>
/// <param name="Number2">PER05 and PER06.</param>
/// <param name="Number3">PER07 and PER08.</param>
public sealed record Contact(string FunctionCode, string? Name, ContactNumber? Number1 = null, ContactNumber? Number2 = null, ContactNumber? Number3 = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"contact {FunctionCode}";
}

/// <summary>A telephone number, address of electronic mail or of a site.</summary>
/// <param name="Qualifier"><c>TE</c> telephone, <c>EX</c> extension, <c>FX</c> fax, <c>EM</c> mail, <c>UR</c> site.</param>
/// <param name="Value">The number or address.</param>
public sealed record ContactNumber(string Qualifier, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"number {Qualifier}";
}
