// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Structured Numeric: SN, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Sn : IHl7Type<Sn>
{
    private readonly Hl7Part _part;

    private Sn(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>SN.1: Comparator (ST).</summary>
    public St Comparator => St.Of(_part.Component(1));

    /// <summary>SN.2: Num1 (NM).</summary>
    public Nm Num1 => Nm.Of(_part.Component(2));

    /// <summary>SN.3: Separator/Suffix (ST).</summary>
    public St SeparatorSuffix => St.Of(_part.Component(3));

    /// <summary>SN.4: Num2 (NM).</summary>
    public Nm Num2 => Nm.Of(_part.Component(4));

    /// <inheritdoc/>
    public static Sn Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
