namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>One line of a map, with the lines indented below it.</summary>
internal sealed record Rule(Source Source, Target Target)
{
    /// <summary>A primitive type, a map, or <c>!function</c>; empty: text, or a block.</summary>
    public string Type { get; init; } = "";

    /// <summary>The code map after <c>via</c>; empty for none.</summary>
    public string Codes { get; init; } = "";

    public Condition? Condition { get; init; }

    /// <summary>Rules that build the element from the same value.</summary>
    public List<Rule> Children { get; } = [];

    /// <summary>Where the line stands: <c>patient.map:12</c>.</summary>
    public string Place { get; init; } = "";
}

/// <summary>How a segment becomes (a part of) a resource, or a data type a data type.</summary>
/// <param name="Name">As steps and rules name it: <c>PID.Patient</c>, <c>XPN</c>.</param>
/// <param name="Resource">The resource type it makes; empty for a data type.</param>
internal sealed record ElementMap(string Name, string Resource)
{
    /// <summary>Alternatives for what the id is made from: the first whose first part has a value.</summary>
    public List<Source[]> Identities { get; } = [];

    public List<Rule> Rules { get; } = [];

    /// <summary>The rules of <paramref name="later"/> after these; where source and target are the same, instead of these.</summary>
    public ElementMap With(ElementMap later)
    {
        var both = new ElementMap(Name, later.Resource.Length > 0 ? later.Resource : Resource);
        both.Identities.AddRange(later.Identities.Count > 0 ? later.Identities : Identities);
        var replaced = later.Rules.Select(rule => (rule.Source.Text, rule.Target.Text)).ToHashSet();
        both.Rules.AddRange(Rules.Where(rule => !replaced.Contains((rule.Source.Text, rule.Target.Text))));
        both.Rules.AddRange(later.Rules);
        return both;
    }
}
