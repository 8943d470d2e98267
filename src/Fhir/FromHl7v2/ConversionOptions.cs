namespace Carelake.Fhir.FromHl7v2;

/// <summary>What a sender's messages do not say about themselves.</summary>
public sealed record ConversionOptions
{
    /// <summary>A name for the system that sends, part of every id: two systems that number things alike are kept apart by it. Empty: none.</summary>
    public string SourceSystem { get; init; } = "";

    /// <summary>
    /// The assigning authority (namespace or universal id, as in PID-3.4) whose number makes the patient's id. Empty: the first number of type MR or PI,
    /// else the first.
    /// </summary>
    public string PatientAuthority { get; init; } = "";

    /// <summary>The zone of times that name none, when MSH-7 names none either: <c>Z</c> or an offset such as <c>+01:00</c>.</summary>
    public string Zone { get; init; } = "Z";

    /// <summary>Before a namespace (HD.1) that is no URI and that the code map <c>Namespace</c> does not name, so that it can be a system.</summary>
    public string NamespaceBase { get; init; } = "urn:id:";

    /// <summary>The message's own bytes go into the bundle, as the source of its Provenance: whatever no table maps is still there.</summary>
    public bool KeepsMessage { get; init; } = true;
}
