// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Composite Price: CP, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Cp : IHl7Type<Cp>
{
    private readonly Hl7Part _part;

    private Cp(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>CP.1: Price (MO).</summary>
    public Mo Price => Mo.Of(_part.Component(1));

    /// <summary>CP.2: Price Type (ID, table 0205).</summary>
    public St PriceType => St.Of(_part.Component(2));

    /// <summary>CP.3: From Value (NM).</summary>
    public Nm FromValue => Nm.Of(_part.Component(3));

    /// <summary>CP.4: To Value (NM).</summary>
    public Nm ToValue => Nm.Of(_part.Component(4));

    /// <summary>CP.5: Range Units (CE).</summary>
    public Ce RangeUnits => Ce.Of(_part.Component(5));

    /// <summary>CP.6: Range Type (ID, table 0298).</summary>
    public St RangeType => St.Of(_part.Component(6));

    /// <inheritdoc/>
    public static Cp Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
