// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Parent Result Link: PRL, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Prl : IHl7Type<Prl>
{
    private readonly Hl7Part _part;

    private Prl(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>PRL.1: Parent Observation Identifier (CE).</summary>
    public Ce ParentObservationIdentifier => Ce.Of(_part.Component(1));

    /// <summary>PRL.2: Parent Observation Sub-identifier (ST).</summary>
    public St ParentObservationSubIdentifier => St.Of(_part.Component(2));

    /// <summary>PRL.3: Parent Observation Value Descriptor (TX).</summary>
    public St ParentObservationValueDescriptor => St.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Prl Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
