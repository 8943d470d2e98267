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

    private readonly SourceReader _reader = conversion.Reader;
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
            switch (rule.Source.Kind)
            {
                case SourceKind.Field:
                    if (_reader.Repetitions(rule.Source) is { Length: > 0 } repetitions) RunField(rule, repetitions, self, node);
                    break;
                case SourceKind.Part:
                    if (SourceReader.Part(rule.Source, self) is { IsEmpty: false } part && Place(rule, self, node) is { } partOwner) RunOne(rule, part, partOwner);
                    break;
                default:
                    if (Place(rule, self, node) is { } owner) RunOne(rule, _reader.One(rule.Source, self), owner);
                    break;
            }
        }
    }

    /// <summary>The node that the rule adds to; <see langword="null"/> when its condition does not hold, or there is none.</summary>
    private FhirObject? Place(BoundRule rule, V2Value self, FhirObject node)
    {
        if (!_reader.Holds(rule.Condition, self, node)) return null;
        return rule.Target.Slot < 0 ? node : conversion.Find(rule.Target.Slot)?.Node;
    }

    private void RunOne(BoundRule rule, V2Value value, FhirObject node)
    {
        _path.Add(rule.Target.Text);
        Take(rule, value, node);
        _path.RemoveAt(_path.Count - 1);
    }

    private void RunField(BoundRule rule, V2Repetition[] repetitions, V2Value self, FhirObject node)
    {
        if (Place(rule, self, node) is not { } owner) return;
        _path.Add(rule.Target.Text);
        foreach (var repetition in repetitions)
            if (!Take(rule, new(repetition, rule.Source.Component, rule.Source.Subcomponent), owner)) break;
        _path.RemoveAt(_path.Count - 1);
    }

    /// <summary>Takes one value.</summary>
    /// <returns>Further values have a place.</returns>
    private bool Take(BoundRule rule, V2Value value, FhirObject node)
    {
        if (value.IsEmpty) return true;
        if (value.IsNull)
        {
            value.MarkRead();
            if (rule.Primitive != PrimitiveType.Presence) conversion.ReportDeletion(string.Join('.', _path.Where(step => step != "$")), value.Path);
            return true;
        }
        var made = Make(rule, value, node);
        if (made is not null) JsonPlacement.Place(node, rule.Target.Steps, made);
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
