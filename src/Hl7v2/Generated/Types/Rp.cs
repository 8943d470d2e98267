// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Reference Pointer: RP, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Rp : IHl7Type<Rp>
{
    private readonly Hl7Part _part;

    private Rp(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>RP.1: Pointer (ST).</summary>
    public St Pointer => St.Of(_part.Component(1));

    /// <summary>RP.2: Application ID (HD).</summary>
    public Hd ApplicationId => Hd.Of(_part.Component(2));

    /// <summary>RP.3: Type of Data (ID, table 0191).</summary>
    public St TypeOfData => St.Of(_part.Component(3));

    /// <summary>RP.4: Subtype (ID, table 0291).</summary>
    public St Subtype => St.Of(_part.Component(4));

    /// <inheritdoc/>
    public static Rp Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
