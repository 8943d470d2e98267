using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>What the left side of rules and conditions stands for, in one message.</summary>
internal sealed class SourceReader(MessageConversion conversion)
{
    /// <summary>Every value of a source; empty ones among them.</summary>
    public IEnumerable<V2Value> All(Source source, V2Value self)
    {
        if (source.Kind != SourceKind.Field) return [One(source, self)];
        var repetitions = Repetitions(source);
        return repetitions.Length == 0
            ? []
            : repetitions.Select(repetition => new V2Value(repetition, source.Component, source.Subcomponent));
    }

    /// <summary>The first value of a source; the default value when there is none.</summary>
    public V2Value One(Source source, V2Value self) => source.Kind switch
    {
        SourceKind.Field => Repetitions(source) is [var first, ..] ? new(first, source.Component, source.Subcomponent) : default,
        SourceKind.Part => Part(source, self),
        SourceKind.Text => new(source.Text.Trim('"')),
        SourceKind.Template => new(Fill(source, self)),
        SourceKind.Resource => new(conversion.Find(source.Text)?.Reference ?? ""),
        SourceKind.Function => new(SourceFunctions.Call(source.Text, conversion)),
        SourceKind.Authority => new(conversion.Systems.Authority(One(source.Pieces[0], self), source.Component)),
        _ => default,
    };

    public bool Holds(Condition? condition, V2Value self, System.Text.Json.Nodes.JsonObject? node)
    {
        if (condition is null) return true;
        foreach (var alternative in condition.Alternatives)
            if (Array.TrueForAll(alternative, test => Holds(test, self, node))) return true;
        return false;
    }

    private bool Holds(Test test, V2Value self, System.Text.Json.Nodes.JsonObject? node)
    {
        switch (test.Kind)
        {
            case TestKind.Absent: return node is null || !JsonPlacement.Has(node, test.Values[0]);
            case TestKind.Present: return node is not null && JsonPlacement.Has(node, test.Values[0]);
            case TestKind.Has: return conversion.FollowsInGroup(test.Values);
            case TestKind.Lacks: return !conversion.FollowsInGroup(test.Values);
            case TestKind.After: return test.Values.Contains(conversion.LastNoted, StringComparer.Ordinal);
            case TestKind.Scope: return Array.Exists(test.Values, name => conversion.Find(name) is not null);
            case TestKind.Repeats: return All(test.Left!, self).Count(value => value.HasValue) > 1;
        }
        var value = One(test.Left!, self);
        return test.Kind switch
        {
            TestKind.Valued => All(test.Left!, self).Any(any => any.HasValue),
            TestKind.Empty => !All(test.Left!, self).Any(any => any.HasValue),
            TestKind.In => test.Values.Contains(value.Peek(), StringComparer.OrdinalIgnoreCase),
            TestKind.NotIn => !test.Values.Contains(value.Peek(), StringComparer.OrdinalIgnoreCase),
            TestKind.Longer => int.TryParse(test.Values[0], out var length) && value.Peek().Length > length,
            TestKind.NotAfter => FhirTime.IsNotAfter(value.Peek(), One(test.Right!, self).Peek()),
            _ => false,
        };
    }

    private V2Repetition[] Repetitions(Source source)
    {
        var repetitions = (source.LooksAhead ? conversion.SegmentAhead(source.Segment) : conversion.Segment(source.Segment))?.Field(source.Field) ?? [];
        if (source.Repetition == 0) return repetitions;
        return source.Repetition <= repetitions.Length ? [repetitions[source.Repetition - 1]] : [];
    }

    private static V2Value Part(Source source, V2Value self)
    {
        if (source.Component == 0) return self;
        var part = self.Part(source.Component);
        return source.Subcomponent == 0 ? part : part.Part(source.Subcomponent);
    }

    private string Fill(Source template, V2Value self)
    {
        var texts = new string[template.Pieces.Length];
        var hasValue = false;
        for (var index = 0; index < texts.Length; index++)
        {
            var piece = template.Pieces[index];
            if (piece.Kind == SourceKind.Text)
            {
                texts[index] = piece.Text;
                continue;
            }
            var value = One(piece, self);
            texts[index] = value.HasValue ? value.Text() : "";
            hasValue |= texts[index].Length > 0;
        }
        return hasValue ? string.Join(' ', string.Concat(texts).Split(' ', StringSplitOptions.RemoveEmptyEntries)) : "";
    }
}
