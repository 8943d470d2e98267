namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>What a segment does to the resource that it is mapped to.</summary>
internal enum StepMode
{
    /// <summary>Makes one.</summary>
    New,

    /// <summary>Adds to the one in scope; makes one when there is none, or when a segment of this name has been there before.</summary>
    Join,

    /// <summary>Adds to the one in scope; does nothing when there is none.</summary>
    Into,
}

/// <summary>One use of a segment.</summary>
/// <param name="Segment">Its name.</param>
/// <param name="Mode">How it meets what is there.</param>
/// <param name="Map">The map that is applied.</param>
internal sealed record SegmentStep(string Segment, StepMode Mode, string Map)
{
    /// <summary>Name in scope; empty: the resource type.</summary>
    public string As { get; init; } = "";

    /// <summary>Names that leave the scope first: this segment begins a group.</summary>
    public string[] Closes { get; init; } = [];

    public Condition? Condition { get; init; }
}

/// <summary>Which segments of a message make which resources.</summary>
/// <param name="Key">A message structure (<c>ORU_R01</c>), type and event (<c>ORU^R01</c>), type (<c>ORU</c>) or <c>*</c>.</param>
internal sealed record MessageMap(string Key)
{
    /// <summary>Holds for every message, for the segments that the message's own map does not name.</summary>
    public const string AnyMessage = "*";

    public List<SegmentStep> Steps { get; } = [];

    /// <summary>All steps of both; a step of <paramref name="later"/> replaces one for the same segment and map.</summary>
    public MessageMap With(MessageMap later)
    {
        var both = new MessageMap(Key);
        both.Steps.AddRange(Steps.Where(step => !later.Steps.Exists(other => other.Segment == step.Segment && other.Map == step.Map)));
        both.Steps.AddRange(later.Steps);
        return both;
    }
}
