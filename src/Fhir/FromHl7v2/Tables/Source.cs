namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>Where a rule takes its value from.</summary>
internal enum SourceKind
{
    /// <summary><c>PID-3.1</c>: this segment, or the last one of that name in the same group.</summary>
    Field,

    /// <summary><c>$</c> or <c>.4.2</c>: the value that the map or the block was given, or a part of it.</summary>
    Part,

    /// <summary><c>"active"</c>.</summary>
    Text,

    /// <summary><c>`{.5} {.6}`</c>: text with values in it; empty when every value is.</summary>
    Template,

    /// <summary><c>@Patient</c>: a reference to the resource of that name.</summary>
    Resource,

    /// <summary><c>!name</c>: what a function of the product answers.</summary>
    Function,

    /// <summary>
    /// <c>authority(.4)</c>: who issued an identifier, as one text; the sender when the message does not say. <c>ei(OBR-2)</c>: the same for a value whose
    /// parts from the second on say so.
    /// </summary>
    Authority,

    /// <summary><c>ordinal</c>: counts the resources that would otherwise have the same id, from 1.</summary>
    Ordinal,
}

/// <summary>The left side of a rule.</summary>
internal sealed record Source(SourceKind Kind, string Text)
{
    public string Segment { get; init; } = "";

    /// <summary>Of the segment (<see cref="NameSlots"/>), or of the resource in scope; -1 for other kinds.</summary>
    public int Slot { get; init; } = -1;

    /// <summary>Of this segment when it has the name, else of the one that follows in the group: <c>>OBR-2</c>.</summary>
    public bool LooksAhead { get; init; }

    /// <summary>From 1.</summary>
    public int Field { get; init; }

    /// <summary>From 1; 0 is every repetition.</summary>
    public int Repetition { get; init; }

    /// <summary>From 1; 0 is the whole. Of an authority: the part where it begins.</summary>
    public int Component { get; init; }

    /// <summary>From 1; 0 is the whole.</summary>
    public int Subcomponent { get; init; }

    /// <summary>Pieces of a template: texts and sources by turns; or the one source of an authority.</summary>
    public Source[] Pieces { get; init; } = [];

    /// <summary>Reads a source as it is written in a table.</summary>
    public static Source? Read(string text)
    {
        if (text.Length == 0) return null;
        if (text[0] == '"') return new(SourceKind.Text, text.Trim('"'));
        if (text[0] == '`') return ReadTemplate(text.Trim('`'));
        if (text[0] == '@') return new(SourceKind.Resource, text[1..]) { Slot = NameSlots.Of(text[1..]) };
        if (text[0] == '!') return new(SourceKind.Function, text[1..]);
        if (text == "ordinal") return new(SourceKind.Ordinal, text);
        if (text.StartsWith("authority(", StringComparison.Ordinal) && text.EndsWith(')'))
            return Read(text[10..^1]) is { } inner ? new(SourceKind.Authority, text) { Pieces = [inner], Component = 1 } : null;
        if (text.StartsWith("ei(", StringComparison.Ordinal) && text.EndsWith(')'))
            return Read(text[3..^1]) is { } whole ? new(SourceKind.Authority, text) { Pieces = [whole], Component = 2 } : null;
        if (text[0] == '>') return ReadField(text[1..]) is { } field ? field with { Text = text, LooksAhead = true } : null;
        return text[0] is '$' or '.' ? ReadPart(text) : ReadField(text);
    }

    private static Source? ReadPart(string text)
    {
        if (text == "$") return new(SourceKind.Part, text);
        var numbers = Numbers(text[1..].Split('.'));
        return numbers is [var component, .. var rest] && rest.Length <= 1
            ? new(SourceKind.Part, text) { Component = component, Subcomponent = rest is [var sub] ? sub : 0 }
            : null;
    }

    private static Source? ReadField(string text)
    {
        if (text.Length < 5 || text[3] != '-') return null;
        var repetition = 0;
        var path = text[4..];
        if (path.IndexOf('[', StringComparison.Ordinal) is var open and > 0 && path.IndexOf(']', StringComparison.Ordinal) is var close && close > open)
        {
            if (!int.TryParse(path[(open + 1)..close], out repetition)) return null;
            path = path.Remove(open, close - open + 1);
        }
        return Numbers(path.Split('.')) is [var field, .. var parts] && parts.Length <= 2
            ? new(SourceKind.Field, text)
            {
                Segment = text[..3],
                Slot = NameSlots.Of(text[..3]),
                Field = field,
                Repetition = repetition,
                Component = parts.Length > 0 ? parts[0] : 0,
                Subcomponent = parts.Length > 1 ? parts[1] : 0,
            }
            : null;
    }

    private static Source? ReadTemplate(string text)
    {
        var pieces = new List<Source>();
        while (text.IndexOf('{', StringComparison.Ordinal) is var open and >= 0 && text.IndexOf('}', StringComparison.Ordinal) is var close && close > open)
        {
            if (open > 0) pieces.Add(new(SourceKind.Text, text[..open]));
            if (Read(text[(open + 1)..close]) is not { } inner) return null;
            pieces.Add(inner);
            text = text[(close + 1)..];
        }
        if (text.Length > 0) pieces.Add(new(SourceKind.Text, text));
        return new(SourceKind.Template, text) { Pieces = [.. pieces] };
    }

    private static int[]? Numbers(string[] parts)
    {
        var numbers = new int[parts.Length];
        for (var index = 0; index < parts.Length; index++)
            if (!int.TryParse(parts[index], out numbers[index]) || numbers[index] < 1) return null;
        return numbers;
    }
}
