namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>How a step of a target path meets what is there already.</summary>
internal enum StepKind
{
    /// <summary><c>period</c>: an element that does not repeat.</summary>
    Single,

    /// <summary><c>name[]</c>: one more of an element that repeats.</summary>
    Append,

    /// <summary><c>reaction[0]</c>: the first of an element that repeats, made when there is none.</summary>
    First,

    /// <summary><c>extension{URL}</c>: one more extension.</summary>
    Extension,
}

/// <summary>One step of a target path.</summary>
internal sealed record TargetStep(string Name, StepKind Kind, string Url = "");

/// <summary>The right side of a rule: an element of the resource or data type at hand, or of another resource in scope.</summary>
/// <param name="Text">As it stands in the table.</param>
/// <param name="Resource">Name in scope when the target begins with <c>@Name.</c>; empty for the node at hand.</param>
/// <param name="Steps">Empty for <c>$</c>, the node itself.</param>
internal sealed record Target(string Text, string Resource, TargetStep[] Steps)
{
    private const string StandardExtensions = "http://hl7.org/fhir/StructureDefinition/";

    /// <summary>For what a v2 field says and no FHIR element or published extension does.</summary>
    private const string OwnExtensions = "urn:carelake:hl7v2:";

    /// <summary>Of the other resource in scope; -1 for the node at hand.</summary>
    public int Slot { get; } = Resource.Length > 0 ? NameSlots.Of(Resource) : -1;

    /// <summary>Several source values have a place.</summary>
    public bool Repeats => Steps.Any(step => step.Kind is StepKind.Append or StepKind.Extension);

    /// <summary>Reads a target as it is written in a table.</summary>
    public static Target? Read(string text)
    {
        var resource = "";
        var path = text;
        if (path.StartsWith('@') && path.IndexOf('.', StringComparison.Ordinal) is var dot and > 0)
        {
            resource = path[1..dot];
            path = path[(dot + 1)..];
        }
        if (path == "$") return new(text, resource, []);
        var steps = Split(path).Select(ReadStep).ToArray();
        return steps.Any(step => step is null) || steps.Length == 0 ? null : new(text, resource, steps!);
    }

    private static IEnumerable<string> Split(string path)
    {
        var start = 0;
        var depth = 0;
        for (var index = 0; index < path.Length; index++)
        {
            if (path[index] == '{') depth++;
            if (path[index] == '}') depth--;
            if (path[index] != '.' || depth > 0) continue;
            yield return path[start..index];
            start = index + 1;
        }
        yield return path[start..];
    }

    private static TargetStep? ReadStep(string text)
    {
        if (text.EndsWith("[]", StringComparison.Ordinal)) return Named(text[..^2], StepKind.Append);
        if (text.EndsWith("[0]", StringComparison.Ordinal)) return Named(text[..^3], StepKind.First);
        if (!text.EndsWith('}')) return Named(text, StepKind.Single);
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return null;
        var url = text[(open + 1)..^1];
        return text[..open] is "extension" or "modifierExtension"
            ? new(text[..open], StepKind.Extension, url switch
            {
                ['=', .. var local] => local,
                ['v', '2', ':', .. var field] => OwnExtensions + field,
                _ when url.Contains(':', StringComparison.Ordinal) => url,
                _ => StandardExtensions + url,
            })
            : null;
    }

    private static TargetStep? Named(string name, StepKind kind) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? new(name, kind) : null;
}
