using Carelake.Fhir.FromHl7v2.Building;
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
        Primitive = Primitives.TypeOf(rule.Type);
        Literal = rule.Source.Kind == SourceKind.Text && Primitive == PrimitiveType.String && Codes is null && Making == Making.Primitive
            && Primitives.Text(rule.Source.Text.Trim('"')) is { } literal ? literal : null;
        NotInCodeMap = Codes is null ? "" : $"The code is not in the code map {Codes.Name}; {rule.Target.Text} does not say it.";
        WithoutSystem = Codes is null ? "" : $"The code is not in the code map {Codes.Name}; it is kept without a system.";
        TakesWholeField = MapFunctions.TakesWholeField(rule.Type);
        TargetRepeats = rule.Target.Repeats;
        Children = binder.All(rule.Children);
    }

    /// <summary>As it was written.</summary>
    public Rule Rule { get; }

    public Source Source => Rule.Source;

    public Target Target => Rule.Target;

    public Condition? Condition => Rule.Condition;

    public Making Making { get; }

    /// <summary>What a rule that makes a primitive makes.</summary>
    public PrimitiveType Primitive { get; }

    /// <summary>What a rule with a text of its own always says; <see langword="null"/> for other rules.</summary>
    public FhirText? Literal { get; }

    /// <summary>What is told of a code that has no target and is left out.</summary>
    public string NotInCodeMap { get; }

    /// <summary>What is told of a code that has no target and is kept.</summary>
    public string WithoutSystem { get; }

    /// <summary><see langword="null"/> for a name that no function has.</summary>
    public MapFunction? Function { get; }

    public BoundMap? Map { get; }

    public CodeMap? Codes { get; }

    /// <summary>Its function reads every repetition of the field at once.</summary>
    public bool TakesWholeField { get; }

    public bool TargetRepeats { get; }

    public BoundRule[] Children { get; }
}

/// <summary>A step of a message's map whose names have been looked up.</summary>
internal sealed class BoundStep(SegmentStep step, BoundMap map)
{
    /// <summary>As it was written.</summary>
    public SegmentStep Step => step;

    public BoundMap Map => map;

    /// <summary>Of the resource in scope.</summary>
    public int Slot { get; } = NameSlots.Of(step.As.Length > 0 ? step.As : map.Resource);

    /// <summary>Of the names that leave the scope first.</summary>
    public int[] ClosedSlots { get; } = [.. step.Closes.Select(NameSlots.Of)];
}

/// <summary>Looks names up while tables are bound.</summary>
internal sealed class Binder(Dictionary<string, BoundMap> maps, Dictionary<string, CodeMap> codes)
{
    public BoundMap? Map(string name) => maps.GetValueOrDefault(name);

    public CodeMap? Codes(string name) => codes.GetValueOrDefault(name);

    public BoundRule[] All(List<Rule> rules) => [.. rules.Select(rule => new BoundRule(rule, this))];
}
