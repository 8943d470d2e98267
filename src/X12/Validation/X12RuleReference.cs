namespace Carelake.X12;

/// <summary>A segment, element or component named in a rule: <c>CR1</c>, <c>REF*F8</c>, <c>CLM05-3</c>.</summary>
/// <param name="Segment">The segment's id.</param>
/// <param name="Qualifier">Its first element; empty for any.</param>
/// <param name="Element">From 1; 0 for the segment as a whole.</param>
/// <param name="Component">From 1; 0 for the element as a whole.</param>
internal sealed record X12RuleReference(string Segment, string Qualifier, int Element, int Component)
{
    private readonly ulong _qualifier = X12Key.Of(Qualifier);

    public static X12RuleReference? Of(string text)
    {
        var star = text.Split('*', 2);
        var dash = star[0].Split('-', 2);
        var name = dash[0];
        var component = 0;
        if (dash.Length == 2 && (!int.TryParse(dash[1], out component) || component < 1)) return null;
        // Segment ids are two or three letters, so a longer name ends in the element's two digits.
        var hasElement = name.Length >= 4;
        var element = 0;
        if (hasElement && !int.TryParse(name.AsSpan(name.Length - 2), out element)) return null;
        var segment = hasElement ? name[..^2] : name;
        var isName = segment.Length is 2 or 3 && segment.All(char.IsAsciiLetterOrDigit) && (element > 0 || component == 0);
        return isName ? new(segment, star.Length == 2 ? star[1] : "", element, component) : null;
    }

    public bool TryFind(in X12Segment segment, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (_qualifier != 0 && X12CodeList.Key(segment.Element(1)) != _qualifier) return false;
        if (Element == 0) return true;
        value = Component == 0 || (Component == 1 && !segment.IsStructured(Element)) ? segment.Element(Element) : segment.Component(Element, Component);
        return !value.IsEmpty;
    }
}
