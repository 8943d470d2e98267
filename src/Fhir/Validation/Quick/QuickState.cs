using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>What became of a resource of a bundle.</summary>
internal enum QuickVerdict
{
    /// <summary>Nothing is wrong with it, but that it may have no narrative.</summary>
    Good,

    /// <summary>R4 is satisfied; its profiles have to be looked at.</summary>
    ProfilesOpen,

    /// <summary>All of it has to be looked at.</summary>
    Open,
}

/// <summary>A resource of a bundle.</summary>
/// <param name="Entry">Index of its entry.</param>
/// <param name="Start">First byte.</param>
/// <param name="End">Byte after the last.</param>
/// <param name="Verdict">What became of it.</param>
internal record struct QuickResource(int Entry, int Start, int End, QuickVerdict Verdict)
{
    /// <summary>Address of its entry: first byte and byte after the last; equal when it has none.</summary>
    public (int Start, int End) FullUrl { get; set; }

    /// <summary>Of the list of resources without narrative, its own part.</summary>
    public (int Start, int End) WithoutNarrative { get; set; }

    /// <summary>Of the list of broken rules of profiles, its own part; those from the second place on are told as warnings.</summary>
    public (int Start, int Warnings, int End) Broken { get; set; }

    /// <summary>Of the list of references to the bundle, its own part.</summary>
    public (int Start, int End) Urns { get; set; }
}

/// <summary>What a pass keeps in mind; used again and again by one thread.</summary>
internal sealed class QuickState
{
    [ThreadStatic]
    private static QuickState? _spare;

    public Tape Tape { get; } = new();

    /// <summary>Contained resources of the current one: place of the id, and type.</summary>
    public List<(int Start, int End, FhirTypeInfo Type)> Contained { get; } = [];

    /// <summary>References to contained resources: place of the id, and what refers.</summary>
    public List<(int Start, int End, QuickEntry Entry)> Fragments { get; } = [];

    /// <summary>References by <c>urn:</c>, which an entry of the bundle has to answer.</summary>
    public List<(int Start, int End)> Urns { get; } = [];

    /// <summary>Resources without a narrative: index among the contained ones, or -1 for the resource itself, and place.</summary>
    public List<(int Contained, int Start)> WithoutNarrative { get; } = [];

    /// <summary>Rules that profiles have for a resource as a whole, and that it breaks.</summary>
    public List<FhirConstraint> Broken { get; } = [];

    /// <summary>Where those begin that the vital signs add, since R4 asks for them and the resource does not claim them.</summary>
    public int BrokenVitalSign { get; set; }

    public List<QuickResource> Resources { get; } = [];

    /// <summary>Addresses of the bundle's entries.</summary>
    public UrlTable Urls { get; } = new();

    /// <summary>Contained resources of the current one so far.</summary>
    public int ContainedCount { get; set; }

    public static QuickState Rent()
    {
        var state = _spare ?? new QuickState();
        _spare = null;
        return state;
    }

    /// <summary>Before each resource.</summary>
    public void StartResource()
    {
        Contained.Clear();
        Fragments.Clear();
        ContainedCount = 0;
        Tape.IsUnsure = false;
        Tape.Stack.Truncate(0);
    }

    public void Return()
    {
        Tape.Clear();
        StartResource();
        Urns.Clear();
        WithoutNarrative.Clear();
        Resources.Clear();
        Urls.Clear();
        Broken.Clear();
        _spare = this;
    }
}
