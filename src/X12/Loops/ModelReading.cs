using System.Collections.Immutable;
using System.Globalization;
using Carelake.Core;

namespace Carelake.X12;

/// <summary>Elements as values, with an issue where one cannot be read or the model has no place for it. Values are never quoted.</summary>
internal sealed class ModelReading
{
    private const NumberStyles Amounts = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private const decimal Largest = 1_000_000_000_000_000_000m;

    /// <summary>In order of their place.</summary>
    public ImmutableArray<Issue>.Builder Issues { get; } = ImmutableArray.CreateBuilder<Issue>();

    /// <summary>Text of an element; null when absent.</summary>
    public static string? Text(X12SegmentValue? segment, int element) => segment?.Element(element) is { Length: > 0 } text ? text : null;

    /// <summary>Text of a component; null when absent.</summary>
    public static string? Text(X12SegmentValue? segment, int element, int component) =>
        segment?.Component(element, component) is { Length: > 0 } text ? text : null;

    /// <summary>A number; null when absent or unreadable.</summary>
    public decimal? Number(X12SegmentValue? segment, int element)
    {
        if (Text(segment, element) is not { } text) return null;
        if (TryNumber(text, out var number)) return number;
        Warn("X12-0504", segment!, element, "The number cannot be read; it is taken as absent.");
        return null;
    }

    /// <summary>A decimal of data type R, of at most 18 digits before the point as element 782 allows, so that sums cannot overflow.</summary>
    public static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, Amounts, CultureInfo.InvariantCulture, out number) && Math.Abs(number) < Largest;

    /// <summary>A whole number; null when absent or unreadable.</summary>
    public int? Whole(X12SegmentValue? segment, int element)
    {
        if (Text(segment, element) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Warn("X12-0504", segment!, element, "The number cannot be read; it is taken as absent.");
        return null;
    }

    /// <summary>A CCYYMMDD date; null when absent or unreadable.</summary>
    public DateOnly? Date(X12SegmentValue? segment, int element)
    {
        if (Text(segment, element) is not { } text) return null;
        if (text.Length == 8 && QualifiedDate.Day(text) is { } date) return date;
        Warn("X12-0505", segment!, element, "The date cannot be read; it is taken as absent.");
        return null;
    }

    /// <summary>Says so when a segment has elements that the model has no place for.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="modelled">Numbers of the elements that are read.</param>
    public void OnlyElements(X12SegmentValue segment, params ReadOnlySpan<int> modelled)
    {
        for (var number = 1; number <= segment.ElementCount; number++)
            if (!modelled.Contains(number) && !segment.View.Element(number).IsEmpty)
                Warn("X12-0506", segment, number, "The model has no place for this element; it is not kept.");
    }

    /// <summary>Says so when a composite has components that the model has no place for, or is repeated.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="element">The composite.</param>
    /// <param name="modelled">Numbers of the components that are read.</param>
    public void OnlyComponents(X12SegmentValue segment, int element, params ReadOnlySpan<int> modelled)
    {
        if (!segment.View.IsStructured(element)) return;
        var isKept = segment.RepetitionCount(element) <= 1;
        for (var number = 1; number <= segment.ComponentCount(element); number++)
            isKept &= modelled.Contains(number) || segment.Component(element, number).Length == 0;
        if (!isKept) Warn("X12-0506", segment, element, "The model has no place for all components of this element; the others are not kept.");
    }

    /// <summary>Says so when an element has another value than the one that is written for it.</summary>
    public void OnlyValue(X12SegmentValue segment, int element, string value)
    {
        if (segment.Element(element) is { Length: > 0 } other && other != value)
            Warn("X12-0506", segment, element, $"The model has no place for another value than {value} of this element; it is not kept.");
    }

    /// <summary>Says of each segment that it is not kept, unless its id is among those that are.</summary>
    public void OnlySegments(IEnumerable<X12SegmentValue> segments, params string[] modelled)
    {
        foreach (var segment in segments)
            if (Array.IndexOf(modelled, segment.Id) < 0)
                Warn("X12-0508", segment, 0, "The model has no place for this segment; it is not kept.");
    }

    /// <summary>Says of each segment after the first that it is not kept.</summary>
    public void OnlyFirst(IEnumerable<X12SegmentValue> segments)
    {
        foreach (var segment in segments.Skip(1))
            Warn("X12-0508", segment, 0, "The model has no place for a second such segment; it is not kept.");
    }

    /// <summary>No element after the last one named is present, and none is composite or repeated: the model says all of it.</summary>
    public static bool IsPlain(X12SegmentValue segment, int last)
    {
        for (var number = 1; number <= segment.ElementCount; number++)
            if (!segment.View.Element(number).IsEmpty && (number > last || segment.View.IsStructured(number)))
                return false;
        return true;
    }

    /// <summary>Adds a warning at an element.</summary>
    public void Warn(string code, X12SegmentValue segment, int element, string message) =>
        Issues.Add(new(code, Severity.Warning, Place(segment, element), message));

    /// <summary>Adds an error at an element.</summary>
    public void Error(string code, X12SegmentValue segment, int element, string message) =>
        Issues.Add(new(code, Severity.Error, Place(segment, element), message));

    /// <summary><c>CLM02 (segment 21)</c>.</summary>
    public static string Place(X12SegmentValue segment, int element)
    {
        // An id is code of the standard, but in broken input it can be anything.
        var id = segment.Id is { Length: 2 or 3 } known && known.All(char.IsAsciiLetterOrDigit) ? known : "?";
        return element > 0 ? $"{id}{element:00} (segment {segment.SegmentNumber})" : $"{id} (segment {segment.SegmentNumber})";
    }

    /// <summary>A composite C003, such as SV101; null when absent.</summary>
    public ServiceCode? Service(X12SegmentValue? segment, int element)
    {
        if (segment is null || segment.View.Element(element).IsEmpty) return null;
        if (segment.ComponentCount(element) > 7) Warn("X12-0506", segment, element, "The model has no place for the components after the seventh; they are not kept.");
        return new(segment.Component(element, 1), segment.Component(element, 2))
        {
            Modifiers = [.. Enumerable.Range(3, 4).Select(number => segment.Component(element, number)).Where(modifier => modifier.Length > 0)],
            Description = Text(segment, element, 7),
        };
    }

    /// <summary>The reasons of CAS segments: group in 01, then up to six of reason, amount and quantity.</summary>
    public ImmutableArray<Adjustment> Adjustments(IEnumerable<X12SegmentValue> segments)
    {
        var all = ImmutableArray.CreateBuilder<Adjustment>();
        foreach (var segment in segments)
            for (var at = 2; at <= segment.ElementCount; at += 3)
                if (Text(segment, at) is not null || Text(segment, at + 1) is not null)
                    all.Add(new(segment.Element(1), segment.Element(at), Number(segment, at + 1) ?? 0, Number(segment, at + 2)) { SegmentNumber = segment.SegmentNumber });
        return all.ToImmutable();
    }

    /// <summary>DTP: format in 02, value in 03.</summary>
    public static QualifiedDate Dtp(X12SegmentValue segment) => new(segment.Element(1), segment.Element(2), segment.Element(3));

    /// <summary>DTM: the date in 02.</summary>
    public static QualifiedDate Dtm(X12SegmentValue segment) => new(segment.Element(1), "D8", segment.Element(2));

    /// <summary>AMT segments.</summary>
    public ImmutableArray<QualifiedAmount> AmountsOf(IEnumerable<X12SegmentValue> segments) =>
        [.. segments.Select(segment => new QualifiedAmount(segment.Element(1), Number(segment, 2) ?? 0))];

    /// <summary>QTY segments.</summary>
    public ImmutableArray<QualifiedQuantity> QuantitiesOf(IEnumerable<X12SegmentValue> segments) =>
        [.. segments.Select(segment => new QualifiedQuantity(segment.Element(1), Number(segment, 2) ?? 0))];

    /// <summary>REF segments.</summary>
    public static ImmutableArray<Reference> ReferencesOf(IEnumerable<X12SegmentValue> segments) => [.. segments.Select(ReferenceOf)];

    /// <summary>REF.</summary>
    public static Reference ReferenceOf(X12SegmentValue segment) => new(segment.Element(1), segment.Element(2), Text(segment, 3));
}
