// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Numeric Range: NR, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Nr : IHl7Type<Nr>
{
    private readonly Hl7Part _part;

    private Nr(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>NR.1: Low Value (NM).</summary>
    public Nm LowValue => Nm.Of(_part.Component(1));

    /// <summary>NR.2: High Value (NM).</summary>
    public Nm HighValue => Nm.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Nr Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
