using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>What the left side of rules and conditions stands for, in one message.</summary>
internal sealed class SourceReader(MessageConversion conversion)
{
    /// <summary>The first value of a source; the default value when there is none.</summary>
    public V2Value One(Source source, V2Value self) => source.Kind switch
    {
        SourceKind.Field => Repetitions(source) is [var first, ..] ? new(first, source.Component, source.Subcomponent) : default,
        SourceKind.Part => Part(source, self),
        SourceKind.Text => new(source.Text.Trim('"')),
        SourceKind.Template => new(Fill(source, self)),
        SourceKind.Resource => new(conversion.Find(source.Slot)?.Reference ?? ""),
        SourceKind.Function => new(SourceFunctions.Call(source.Text, conversion)),
        SourceKind.Authority => new(conversion.Systems.Authority(One(source.Pieces[0], self), source.Component)),
        _ => default,
    };

    public bool Holds(Condition? condition, V2Value self, FhirObject? node)
    {
        if (condition is null) return true;
        foreach (var alternative in condition.Alternatives)
            if (HoldAll(alternative, self, node)) return true;
        return false;
    }

    private bool HoldAll(Test[] tests, V2Value self, FhirObject? node)
    {
        foreach (var test in tests)
            if (!Holds(test, self, node)) return false;
        return true;
    }

    private bool Holds(Test test, V2Value self, FhirObject? node)
    {
        switch (test.Kind)
        {
            case TestKind.Absent: return node is null || !JsonPlacement.Has(node, test.Path);
            case TestKind.Present: return node is not null && JsonPlacement.Has(node, test.Path);
            case TestKind.Has: return conversion.FollowsInGroup(test.Values);
            case TestKind.Lacks: return !conversion.FollowsInGroup(test.Values);
            case TestKind.After: return test.Values.Contains(conversion.LastNoted, StringComparer.Ordinal);
            case TestKind.Scope: return HasAny(test.Slots);
            case TestKind.Repeats: return CountValues(test.Left!, self, most: 2) > 1;
            case TestKind.Valued: return CountValues(test.Left!, self, most: 1) > 0;
            case TestKind.Empty: return CountValues(test.Left!, self, most: 1) == 0;
        }
        var value = One(test.Left!, self);
        return test.Kind switch
        {
            TestKind.In => IsAmong(value.Peek(), test.Values),
            TestKind.NotIn => !IsAmong(value.Peek(), test.Values),
            TestKind.Longer => value.Peek().Length > test.Length,
            TestKind.NotAfter => FhirTime.IsNotAfter(value.Peek(), One(test.Right!, self).Peek()),
            _ => false,
        };
    }

    private bool HasAny(int[] slots)
    {
        foreach (var slot in slots)
            if (conversion.Find(slot) is not null) return true;
        return false;
    }

    private int CountValues(Source source, V2Value self, int most)
    {
        if (source.Kind != SourceKind.Field) return One(source, self).HasValue ? 1 : 0;
        var count = 0;
        foreach (var repetition in Repetitions(source))
            if (new V2Value(repetition, source.Component, source.Subcomponent).HasValue && ++count == most) break;
        return count;
    }

    private static bool IsAmong(string text, string[] values)
    {
        foreach (var value in values)
            if (string.Equals(value, text, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>The repetitions of a source's field; empty ones among them.</summary>
    public V2Repetition[] Repetitions(Source source)
    {
        var segment = source.LooksAhead ? conversion.SegmentAhead(source.Segment) : conversion.Segment(source.Slot);
        if (segment is null) return [];
        var repetitions = segment.Field(source.Field);
        if (source.Repetition == 0) return repetitions;
        return source.Repetition <= repetitions.Length ? [repetitions[source.Repetition - 1]] : [];
    }

    /// <summary>A part of the value at hand.</summary>
    public static V2Value Part(Source source, V2Value self)
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
