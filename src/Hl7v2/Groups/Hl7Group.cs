namespace Carelake.Hl7v2;

/// <summary>
/// The segments of a message as its structure groups them: <c>PATIENT_RESULT</c>, <c>ORDER_OBSERVATION</c>, <c>INSURANCE</c> (HL7 v2.5.1 section 2.12.1). Nothing is
/// lost: segments that the structure has no place for stay in the group they were found in.
/// </summary>
public sealed class Hl7Group
{
    private readonly List<Segment> _segments = [];
    private readonly List<Hl7Group> _groups = [];

    internal Hl7Group(string name) => Name = name;

    /// <summary>Of the group; for the whole message that of its structure, empty when the structure is unknown.</summary>
    public string Name { get; }

    /// <summary>Its own segments in order, without those of the groups in it.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>The groups in it, in order.</summary>
    public IReadOnlyList<Hl7Group> Groups => _groups;

    /// <summary>Its first segment of that name; one that is not there when it has none.</summary>
    public Segment Segment(string id) => _segments.Find(segment => segment.Is(id));

    /// <summary>Its own segments of that name, in order.</summary>
    public IEnumerable<Segment> SegmentsOf(string id) => _segments.Where(segment => segment.Is(id));

    /// <summary>The first group of that name in it; <see langword="null"/> when there is none.</summary>
    public Hl7Group? Group(string name) => _groups.Find(group => group.Name == name);

    /// <summary>The groups of that name in it, in order.</summary>
    public IEnumerable<Hl7Group> GroupsOf(string name) => _groups.Where(group => group.Name == name);

    /// <summary>The groups of that name at any depth, in order.</summary>
    public IEnumerable<Hl7Group> AllGroupsOf(string name) =>
        _groups.SelectMany(group => group.Name == name ? group.AllGroupsOf(name).Prepend(group) : group.AllGroupsOf(name));

    /// <summary>Its own segments and those of all groups in it, in the order of the message.</summary>
    public IEnumerable<Segment> AllSegments => _segments.Concat(_groups.SelectMany(group => group.AllSegments)).OrderBy(segment => segment.Index);

    internal void Add(Segment segment) => _segments.Add(segment);

    internal void Add(Hl7Group group) => _groups.Add(group);
}
