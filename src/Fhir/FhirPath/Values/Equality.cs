using Carelake.Fhir.Elements;

namespace Carelake.Fhir.FhirPath.Values;

/// <summary>Equality <c>=</c> and equivalence <c>~</c> of two items (N1, sections 6.1.1 and 6.1.2).</summary>
internal static class Equality
{
    private const int MostNested = 64;

    /// <summary>Equal; null when precision, time zone or unit leave it open.</summary>
    public static bool? AreEqual(in FhirPathValue left, in FhirPathValue right)
    {
        if (left.IsElement && right.IsElement && !left.Element.IsPrimitive && !right.Element.IsPrimitive
            && !(left.Element.Is("Quantity") && right.Element.Is("Quantity")))
            return SameTree(left.Element, right.Element, 0);
        return (left.AsSystem, right.AsSystem) switch
        {
            (null, null) => left.IsElement && right.IsElement && SameTree(left.Element, right.Element, 0),
            (null, _) or (_, null) => false,
            var (a, b) => AreEqual(a, b),
        };
    }

    /// <summary>Equal, for two values of FHIRPath's own types.</summary>
    public static bool? AreEqual(SystemValue left, SystemValue right) => (left, right) switch
    {
        (StringValue a, StringValue b) => a.Value == b.Value,
        (BooleanValue a, BooleanValue b) => a.Value == b.Value,
        (NumberValue a, NumberValue b) => a.Value == b.Value,
        (QuantityValue a, QuantityValue b) => b.In(a) is { } amount ? a.Value == amount : null,
        (QuantityValue a, NumberValue b) => a.Code == "1" && a.Value == b.Value,
        (NumberValue a, QuantityValue b) => b.Code == "1" && a.Value == b.Value,
        (TemporalValue a, TemporalValue b) => (a.Kind == TemporalKind.Time) == (b.Kind == TemporalKind.Time)
            ? a.CompareTo(b) is { } order ? order == 0 : null
            : false,
        (TypeValue a, TypeValue b) => a.Namespace == b.Namespace && a.Name == b.Name,
        // A string beside a FHIR date is read as one.
        (TemporalValue a, StringValue b) => TemporalText.Parse(b.Value) is { } moment ? AreEqual(a, moment) : false,
        (StringValue, TemporalValue) => AreEqual(right, left),
        _ => false,
    };

    /// <summary>Equivalent: the same for a person. Never open.</summary>
    public static bool AreEquivalent(in FhirPathValue left, in FhirPathValue right)
    {
        if (left.AsSystem is { } a && right.AsSystem is { } b) return AreEquivalent(a, b);
        return left.IsElement && right.IsElement && AreEquivalent(left.Element, right.Element, 0);
    }

    /// <summary>A number that equal items share, however they are written.</summary>
    public static int Hash(in FhirPathValue item) => item.AsSystem switch
    {
        StringValue text => TemporalText.Parse(text.Value) is null ? StringComparer.Ordinal.GetHashCode(text.Value) : 1,
        BooleanValue flag => flag.Value ? 2 : 3,
        NumberValue number => number.Value.GetHashCode(),
        QuantityValue { Code: "1" } number => number.Value.GetHashCode(),
        QuantityValue => 4,
        TemporalValue => 1,
        not null => 5,
        null => item.IsElement ? ShapeHash(item.Element) : 6,
    };

    private static int ShapeHash(in FhirElement element)
    {
        var hash = 7;
        foreach (var child in element.Children())
            hash += StringComparer.Ordinal.GetHashCode(child.Name) + (ElementValues.IsText(child) ? StringComparer.Ordinal.GetHashCode(child.Text ?? "") : 0);
        return hash;
    }

    // The same children in the same order within a name; the order of different names means nothing in JSON.
    private static bool SameTree(in FhirElement left, in FhirElement right, int depth)
    {
        if (left.RawJson.SequenceEqual(right.RawJson) && !left.IsPrimitive) return true;
        if (depth > MostNested || left.IsPrimitive != right.IsPrimitive) return false;
        if (left.HasValue || right.HasValue)
            return new FhirPathValue(left).AsSystem is { } a && new FhirPathValue(right).AsSystem is { } b && AreEqual(a, b) == true;
        var first = Sorted(left);
        var second = Sorted(right);
        if (first.Count != second.Count) return false;
        for (var index = 0; index < first.Count; index++)
            if (first[index].Name != second[index].Name || !SameTree(first[index], second[index], depth + 1))
                return false;
        return true;
    }

    private static List<FhirElement> Sorted(in FhirElement element) =>
        [.. element.Children().OrderBy(child => child.Name, StringComparer.Ordinal)];

    private static bool AreEquivalent(SystemValue left, SystemValue right) => (left, right) switch
    {
        (StringValue a, StringValue b) => Normal(a.Value).Equals(Normal(b.Value), StringComparison.OrdinalIgnoreCase),
        (NumberValue a, NumberValue b) => RoundedEqual(a.Value, b.Value),
        (QuantityValue a, QuantityValue b) => b.In(a, isLoose: true) is { } amount && RoundedEqual(a.Value, amount),
        (TemporalValue a, TemporalValue b) => (a.Kind == TemporalKind.Time) == (b.Kind == TemporalKind.Time) && a.CompareTo(b) == 0,
        _ => AreEqual(left, right) == true,
    };

    // N1, section 6.1.2: decimals are equal when they are after rounding to the less precise of the two.
    private static bool RoundedEqual(decimal left, decimal right)
    {
        var digits = Math.Min(Significant(left), Significant(right));
        return Math.Round(left, digits, MidpointRounding.AwayFromZero) == Math.Round(right, digits, MidpointRounding.AwayFromZero);
    }

    private static int Significant(decimal value) => (value / 1.0000000000000000000000000000m).Scale;

    private static string Normal(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool AreEquivalent(in FhirElement left, in FhirElement right, int depth)
    {
        if (depth > MostNested) return false;
        if (left.HasValue || right.HasValue)
            return new FhirPathValue(left).AsSystem is { } a && new FhirPathValue(right).AsSystem is { } b && AreEquivalent(a, b);
        var others = Sorted(right);
        var own = Sorted(left);
        if (own.Count != others.Count) return false;
        foreach (var child in own)
        {
            var match = others.FindIndex(other => other.Name == child.Name && AreEquivalent(child, other, depth + 1));
            if (match < 0) return false;
            others.RemoveAt(match);
        }
        return true;
    }
}
