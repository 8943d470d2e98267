using Carelake.Core;
using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>Applies the rules of a map to a node.</summary>
internal sealed class RuleRunner(MessageConversion conversion)
{
    /// <summary>A user's maps may name each other in a circle.</summary>
    private const int Deepest = 24;

    private readonly List<string> _path = [];

    public void Run(BoundRule[] rules, V2Value self, FhirObject node)
    {
        if (_path.Count > Deepest)
        {
            conversion.Report("FHIR-0510", Severity.Error, rules.Length > 0 ? rules[0].Rule.Place : "", "Maps name each other in a circle.");
            return;
        }
        foreach (var rule in rules)
        {
            // Most fields and components are not sent: nothing else is asked about them.
            var source = rule.Rule.Source;
            if (source.Kind == SourceKind.Field ? conversion.Reader.Repetitions(source).Length == 0 : source.Kind == SourceKind.Part && conversion.Reader.One(source, self).IsEmpty)
                continue;
            if (!conversion.Reader.Holds(rule.Rule.Condition, self, node)) continue;
            _path.Add(rule.Rule.Target.Text);
            Run(rule, self, node);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Run(BoundRule rule, V2Value self, FhirObject node)
    {
        var target = rule.Rule.Target;
        if (target.Resource.Length > 0)
        {
            if (conversion.Find(target.Resource) is not { } other) return;
            node = other.Node;
        }
        var source = rule.Rule.Source;
        if (source.Kind != SourceKind.Field)
        {
            Take(rule, conversion.Reader.One(source, self), node);
            return;
        }
        foreach (var repetition in conversion.Reader.Repetitions(source))
            if (!Take(rule, new(repetition, source.Component, source.Subcomponent), node)) break;
    }

    /// <summary>Takes one value.</summary>
    /// <returns>Further values have a place.</returns>
    private bool Take(BoundRule rule, V2Value value, FhirObject node)
    {
        if (value.IsEmpty) return true;
        if (value.IsNull)
        {
            value.MarkRead();
            if (rule.Rule.Type != "presence") conversion.ReportDeletion(string.Join('.', _path.Where(step => step != "$")), value.Path);
            return true;
        }
        var made = Make(rule, value, node);
        if (made is not null) JsonPlacement.Place(node, rule.Rule.Target.Steps, made);
        return !rule.TakesWholeField && (made is null || rule.TargetRepeats);
    }

    private FhirNode? Make(BoundRule rule, V2Value value, FhirObject node) => rule.Making switch
    {
        Making.Reference => new FhirObject { ["reference"] = value.Peek() },
        Making.Function => rule.Function?.Invoke(conversion, value, node),
        Making.Map => Apply(rule, rule.Map!, value),
        Making.Primitive => Primitives.Make(rule, conversion, value),
        _ => Block(rule, value),
    };

    private FhirObject? Block(BoundRule rule, V2Value value)
    {
        var block = new FhirObject();
        Run(rule.Children, value, block);
        return block.Count > 0 ? block : null;
    }

    private FhirObject? Apply(BoundRule rule, BoundMap map, V2Value value)
    {
        FhirObject? made;
        if (map.Resource.Length > 0)
        {
            made = conversion.Make(map, value) is { } entry ? new() { ["reference"] = entry.Reference } : null;
        }
        else
        {
            made = [];
            Run(map.Rules, value, made);
            if (rule.Codes is not null) CodeTranslation.Apply(made, rule.Codes, conversion, value);
        }
        if (made is null) return null;
        Run(rule.Children, value, made);
        return made.Count > 0 ? made : null;
    }
}
