// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Job Code/Class: JCC, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Jcc : IHl7Type<Jcc>
{
    private readonly Hl7Part _part;

    private Jcc(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>JCC.1: Job Code (IS, table 0327).</summary>
    public St JobCode => St.Of(_part.Component(1));

    /// <summary>JCC.2: Job Class (IS, table 0328).</summary>
    public St JobClass => St.Of(_part.Component(2));

    /// <summary>JCC.3: Job Description Text (TX).</summary>
    public St JobDescriptionText => St.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Jcc Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
