// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Encapsulated Data: ED, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Ed : IHl7Type<Ed>
{
    private readonly Hl7Part _part;

    private Ed(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>ED.1: Source Application (HD).</summary>
    public Hd SourceApplication => Hd.Of(_part.Component(1));

    /// <summary>ED.2: Type of Data (ID, table 0191).</summary>
    public St TypeOfData => St.Of(_part.Component(2));

    /// <summary>ED.3: Data Subtype (ID, table 0291).</summary>
    public St DataSubtype => St.Of(_part.Component(3));

    /// <summary>ED.4: Encoding (ID, table 0299).</summary>
    public St Encoding => St.Of(_part.Component(4));

    /// <summary>ED.5: Data (TX).</summary>
    public St Data => St.Of(_part.Component(5));

    /// <inheritdoc/>
    public static Ed Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
