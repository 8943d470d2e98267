// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Message Type: MSG, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Msg : IHl7Type<Msg>
{
    private readonly Hl7Part _part;

    private Msg(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>MSG.1: Message Code (ID, table 0076).</summary>
    public St MessageCode => St.Of(_part.Component(1));

    /// <summary>MSG.2: Trigger Event (ID, table 0003).</summary>
    public St TriggerEvent => St.Of(_part.Component(2));

    /// <summary>MSG.3: Message Structure (ID, table 0354).</summary>
    public St MessageStructure => St.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Msg Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
