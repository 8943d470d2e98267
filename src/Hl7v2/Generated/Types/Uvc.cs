// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>UB Value Code and Amount: UVC, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Uvc : IHl7Type<Uvc>
{
    private readonly Hl7Part _part;

    private Uvc(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>UVC.1: Value Code (CNE, table 0153).</summary>
    public Cne ValueCode => Cne.Of(_part.Component(1));

    /// <summary>UVC.2: Value Amount (MO).</summary>
    public Mo ValueAmount => Mo.Of(_part.Component(2));

    /// <summary>UVC.3: Non-Monetary Value Amount / Quantity (NM).</summary>
    public Nm NonMonetaryValueAmountQuantity => Nm.Of(_part.Component(3));

    /// <summary>UVC.4: Non-Monetary Value Amount / Units (CWE).</summary>
    public Cwe NonMonetaryValueAmountUnits => Cwe.Of(_part.Component(4));

    /// <inheritdoc/>
    public static Uvc Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
