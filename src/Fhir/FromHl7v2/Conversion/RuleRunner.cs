using System.Text.Json.Nodes;
using Carelake.Core;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>Applies the rules of a map to a node.</summary>
internal sealed class RuleRunner(MessageConversion conversion)
{
    /// <summary>A user's maps may name each other in a circle.</summary>
    private const int Deepest = 24;

    private readonly List<string> _path = [];

    public void Run(List<Rule> rules, V2Value self, JsonObject node)
    {
        if (_path.Count > Deepest)
        {
            conversion.Report("FHIR-0510", Severity.Error, rules.Count > 0 ? rules[0].Place : "", "Maps name each other in a circle.");
            return;
        }
        foreach (var rule in rules)
        {
            if (!conversion.Reader.Holds(rule.Condition, self, node)) continue;
            _path.Add(rule.Target.Text);
            Run(rule, self, node);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Run(Rule rule, V2Value self, JsonObject node)
    {
        if (rule.Target.Resource.Length > 0)
        {
            if (conversion.Find(rule.Target.Resource) is not { } other) return;
            node = other.Node;
        }
        foreach (var value in conversion.Reader.All(rule.Source, self))
        {
            if (value.IsNull)
            {
                value.MarkRead();
                if (rule.Type != "presence") conversion.ReportDeletion(string.Join('.', _path.Where(step => step != "$")), value.Path);
                continue;
            }
            if (value.IsEmpty) continue;
            var made = Make(rule, value, node);
            if (made is not null) JsonPlacement.Place(node, rule.Target.Steps, made);
            if (MapFunctions.TakesWholeField(rule.Type) || (made is not null && !rule.Target.Repeats)) break;
        }
    }

    private JsonNode? Make(Rule rule, V2Value value, JsonObject node)
    {
        if (rule.Source.Kind == SourceKind.Resource && rule.Children.Count == 0) return new JsonObject { ["reference"] = value.Peek() };
        if (rule.Type.StartsWith('!')) return MapFunctions.Call(rule.Type, conversion, value, node);
        if (rule.Type.Length > 0 && conversion.Tables.Map(rule.Type) is { } map) return Apply(map, rule, value);
        if (rule.Children.Count == 0) return Primitives.Make(rule, conversion, value);
        var block = new JsonObject();
        Run(rule.Children, value, block);
        return block.Count > 0 ? block : null;
    }

    private JsonObject? Apply(ElementMap map, Rule rule, V2Value value)
    {
        JsonObject? made;
        if (map.Resource.Length > 0)
        {
            made = conversion.Make(map, value) is { } entry ? new() { ["reference"] = entry.Reference } : null;
        }
        else
        {
            made = [];
            Run(map.Rules, value, made);
            if (rule.Codes.Length > 0) CodeTranslation.Apply(made, rule.Codes, conversion, value);
        }
        if (made is null) return null;
        Run(rule.Children, value, made);
        return made.Count > 0 ? made : null;
    }
}
