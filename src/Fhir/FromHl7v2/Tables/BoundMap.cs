using Carelake.Fhir.FromHl7v2.Conversion;

namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>What makes the value of a rule.</summary>
internal enum Making
{
    /// <summary>A reference to a resource in scope.</summary>
    Reference,

    /// <summary>A function of the product.</summary>
    Function,

    /// <summary>A map: of a data type, or one that makes a resource.</summary>
    Map,

    /// <summary>A primitive type.</summary>
    Primitive,

    /// <summary>The rules below it.</summary>
    Block,
}

/// <summary>
/// A map whose names have been looked up in one set of tables, once for all messages: thousands of rules are tried for each of them.
/// </summary>
internal sealed class BoundMap(string name, string resource, Source[][] identities)
{
    public string Name => name;

    /// <summary>The resource type it makes; empty for a data type.</summary>
    public string Resource => resource;

    /// <inheritdoc cref="ElementMap.Identities"/>
    public Source[][] Identities => identities;

    /// <summary>Set when every map has a place, as maps may name each other in a circle.</summary>
    public BoundRule[] Rules { get; set; } = [];
}

/// <summary>A <see cref="Tables.Rule"/> whose names have been looked up.</summary>
internal sealed class BoundRule
{
    public BoundRule(Rule rule, Binder binder)
    {
        Rule = rule;
        Function = rule.Type.StartsWith('!') ? MapFunctions.Find(rule.Type) : null;
        Map = rule.Type.Length > 0 ? binder.Map(rule.Type) : null;
        Codes = rule.Codes.Length > 0 ? binder.Codes(rule.Codes) : null;
        Making = rule.Source.Kind == SourceKind.Resource && rule.Children.Count == 0 ? Making.Reference
            : rule.Type.StartsWith('!') ? Making.Function
            : Map is not null ? Making.Map
            : rule.Children.Count == 0 ? Making.Primitive
            : Making.Block;
        TakesWholeField = MapFunctions.TakesWholeField(rule.Type);
        TargetRepeats = rule.Target.Repeats;
        Children = binder.All(rule.Children);
    }

    /// <summary>As it was written.</summary>
    public Rule Rule { get; }

    public Making Making { get; }

    /// <summary><see langword="null"/> for a name that no function has.</summary>
    public MapFunction? Function { get; }

    public BoundMap? Map { get; }

    public CodeMap? Codes { get; }

    /// <summary>Its function reads every repetition of the field at once.</summary>
    public bool TakesWholeField { get; }

    public bool TargetRepeats { get; }

    public BoundRule[] Children { get; }
}

/// <summary>Looks names up while tables are bound.</summary>
internal sealed class Binder(Dictionary<string, BoundMap> maps, Dictionary<string, CodeMap> codes)
{
    public BoundMap? Map(string name) => maps.GetValueOrDefault(name);

    public CodeMap? Codes(string name) => codes.GetValueOrDefault(name);

    public BoundRule[] All(List<Rule> rules) => [.. rules.Select(rule => new BoundRule(rule, this))];
}
